package tandem.loadgen.run;

/** The times at which things once happened, faster or slower. */
public final class Recorded implements Schedule {

  private final long[] dues;

  /**
   * Times in milliseconds, ascending, at least one; the first is due at once.
   *
   * @param speed how many seconds pass in one, above 0
   * @throws IllegalArgumentException for times that do not ascend
   */
  public Recorded(long[] millis, double speed) {
    if (millis.length == 0 || !(speed > 0 && Double.isFinite(speed))) {
      throw new IllegalArgumentException("there must be a time, and a speed above 0");
    }
    dues = new long[millis.length];
    for (int n = 1; n < millis.length; n++) {
      if (millis[n] < millis[n - 1]) {
        throw new IllegalArgumentException("the times must ascend");
      }
      dues[n] = (long) ((millis[n] - millis[0]) * 1e6 / speed);
    }
  }

  @Override
  public long due(long n) {
    return dues[(int) n];
  }

  @Override
  public long size() {
    return dues.length;
  }

  @Override
  public long length() {
    return dues[dues.length - 1];
  }
}
