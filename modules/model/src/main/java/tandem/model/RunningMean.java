package tandem.model;

/** The mean of all values so far. Not safe for use by several threads at once. */
public final class RunningMean {

  private long count;
  private double sum;

  /** The mean of nothing. */
  public RunningMean() {}

  /** Goes on from a stored state; throws {@link IllegalArgumentException} for a negative count. */
  public RunningMean(long count, double sum) {
    if (count < 0) {
      throw new IllegalArgumentException("count must not be negative");
    }
    this.count = count;
    this.sum = sum;
  }

  /** Adds one value; throws {@link IllegalArgumentException} unless it is finite. */
  public void add(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("a mean takes finite values only, not " + value);
    }
    count++;
    sum += value;
  }

  /** How many values there were. */
  public long count() {
    return count;
  }

  /** Their sum. */
  public double sum() {
    return sum;
  }

  /** Their mean; 0 if there were none. */
  public double mean() {
    return count == 0 ? 0.0 : sum / count;
  }
}
