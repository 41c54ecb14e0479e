package tandem.model;

import java.util.Arrays;

/**
 * Sums of some quantities over the last minutes, up to a day of them, and since it was made. Time
 * goes by whole minutes, so a window of n holds what came in the running minute and in the n − 1
 * before it. Safe for use by many threads.
 */
public final class SlidingSums {

  /** The longest window. */
  public static final int MOST_MINUTES = 1_440;

  private final double[] all;
  private final double[][] sums = new double[MOST_MINUTES][];
  private final long[] minutes = new long[MOST_MINUTES];

  /** Of so many quantities. */
  public SlidingSums(int quantities) {
    this.all = new double[quantities];
    Arrays.fill(minutes, Long.MIN_VALUE);
  }

  /** Adds an amount of each quantity, in {@code minute}, 0 or more. */
  public synchronized void add(long minute, double... amounts) {
    int place = (int) (minute % MOST_MINUTES);
    if (minutes[place] < minute) {
      minutes[place] = minute;
      sums[place] = new double[all.length];
    }
    for (int q = 0; q < all.length; q++) {
      all[q] += amounts[q];
      sums[place][q] += amounts[q];
    }
  }

  /** The sums of the last {@code window} minutes, 1 to a day of them, of which one is running. */
  public synchronized double[] last(long minute, int window) {
    double[] result = new double[all.length];
    for (int place = 0; place < MOST_MINUTES; place++) {
      if (minutes[place] > minute - window && minutes[place] <= minute) {
        for (int q = 0; q < result.length; q++) {
          result[q] += sums[place][q];
        }
      }
    }
    return result;
  }

  /** The sums since this was made. */
  public synchronized double[] all() {
    return all.clone();
  }
}
