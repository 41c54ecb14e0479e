package tandem.entity.index;

import tandem.model.Recency;

/*
 * A heat is a logarithm of the count of events at the beginning of time (Popularity), so events that
 * are a second apart differ in it by a second in half-lives. That is as far as the times go by which
 * items are ranked, and 2^31 of it are 68 years: so heats can be packed as 4 bytes, which as floats
 * they can't (an hour's heats are near 2 million, where a float has steps of 9 % of the count).
 * In the journal, where heats are added to, they stay as they are; what is rounded here is only
 * compared, and rounding keeps the order, so that it makes nothing but ties.
 */

/**
 * What heats are whole multiples of in the index: a power of 2, at most what a second makes of
 * them.
 */
public final class HeatUnits {

  /** Of popularity: a second of a half-life of 7 days, which is the usual one. */
  static final double HEAT = 0x1p-20;

  private HeatUnits() {}

  /** Of a window of so many minutes, in a fourth of which events count half. */
  static double ofWindow(int minutes) {
    long halfLife = Math.max(1, minutes * 60L / 4);
    return 1.0 / Math.max(1, Long.highestOneBit(2 * halfLife - 1));
  }

  /** A popularity as the index holds it. */
  public static double rounded(double heat) {
    return rounded(heat, HEAT);
  }

  private static double rounded(double heat, double unit) {
    return Math.rint(heat / unit) * unit;
  }

  /** What happened lately as the index holds it. */
  public static Recency rounded(Recency recency) {
    int[] windows = new int[recency.size()];
    double[] heats = new double[recency.size()];
    boolean same = true;
    for (int w = 0; w < windows.length; w++) {
      windows[w] = recency.window(w);
      heats[w] = rounded(recency.heat(w), ofWindow(windows[w]));
      same &= heats[w] == recency.heat(w);
    }
    return same ? recency : Recency.of(recency.since(), windows, heats);
  }
}
