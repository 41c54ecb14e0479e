package tandem.model;

import java.util.Arrays;

/**
 * What has happened to an item lately, and since when there is one. Immutable.
 *
 * <p>A heat, as in {@link Popularity}, for each of some windows of time: only for those in which
 * there was an event, each by the length of its window, so that what was kept for one is never
 * taken for another when the windows of the configuration change.
 */
public final class Recency {

  /** Of an item that nobody has met or described. */
  public static final Recency FRESH = of(Long.MAX_VALUE, new int[0], new double[0]);

  /** Of an item that came before this was kept: as if it had been there from the beginning. */
  public static final Recency UNKNOWN = of(0, new int[0], new double[0]);

  private final long since;
  private final int[] windows;
  private final double[] heats;

  private Recency(long since, int[] windows, double[] heats) {
    this.since = since;
    this.windows = windows;
    this.heats = heats;
  }

  /**
   * Takes the arrays over: the caller must not touch them again.
   *
   * @param since epoch seconds, 0 for the beginning, {@link Long#MAX_VALUE} for not yet
   * @param windows in minutes, ascending
   * @param heats finite, one for each window
   * @throws IllegalArgumentException for anything else
   */
  public static Recency of(long since, int[] windows, double[] heats) {
    if (since < 0 || windows.length != heats.length) {
      throw new IllegalArgumentException("since is negative, or a window has no heat");
    }
    for (int w = 0; w < windows.length; w++) {
      if (windows[w] <= (w == 0 ? 0 : windows[w - 1]) || !Double.isFinite(heats[w])) {
        throw new IllegalArgumentException("windows are not ascending, or a heat is not finite");
      }
    }
    return new Recency(since, windows, heats);
  }

  /**
   * Since when there is the item, epoch seconds: the earliest that it was described or met; 0 for
   * the beginning.
   */
  public long since() {
    return since;
  }

  /** Whether {@link #since} is a time, neither the beginning nor not yet. */
  public boolean isDated() {
    return since > 0 && since < Long.MAX_VALUE;
  }

  /** How many windows there are. */
  public int size() {
    return windows.length;
  }

  /** The length of window {@code w}, in minutes. */
  public int window(int w) {
    return windows[w];
  }

  /** The heat of window {@code w}. */
  public double heat(int w) {
    return heats[w];
  }

  /** The heat of the window of so many minutes; {@link Popularity#NONE} if it has none. */
  public double heatOf(int minutes) {
    for (int w = 0; w < windows.length; w++) {
      if (windows[w] == minutes) {
        return heats[w];
      }
    }
    return Popularity.NONE;
  }

  /** The same of an item that was there at {@code second}, too; the earlier one counts. */
  public Recency metAt(long second) {
    long earliest = Math.min(since, Math.max(0, second));
    return earliest == since ? this : new Recency(earliest, windows, heats);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Recency that
        && since == that.since
        && Arrays.equals(windows, that.windows)
        && Arrays.equals(heats, that.heats);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(heats) * 31 + Long.hashCode(since);
  }

  @Override
  public String toString() {
    return since + " " + Arrays.toString(windows) + Arrays.toString(heats);
  }
}
