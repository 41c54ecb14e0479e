package tandem.loadgen.run;

import org.HdrHistogram.Histogram;

/**
 * Times in milliseconds; 0 where there is none.
 *
 * @param count of how many things
 * @param mean their mean
 * @param p50 half took no longer
 * @param p90 nine in ten took no longer
 * @param p99 99 in 100 took no longer
 * @param p999 999 in 1,000 took no longer
 * @param max the longest
 */
public record Percentiles(
    long count, double mean, double p50, double p90, double p99, double p999, double max) {

  private static final double MICROS = 1_000;

  /** Nothing was measured. */
  public static final Percentiles NONE = new Percentiles(0, 0, 0, 0, 0, 0, 0);

  static Percentiles of(Histogram micros) {
    if (micros.getTotalCount() == 0) {
      return NONE;
    }
    return new Percentiles(
        micros.getTotalCount(),
        micros.getMean() / MICROS,
        micros.getValueAtPercentile(50) / MICROS,
        micros.getValueAtPercentile(90) / MICROS,
        micros.getValueAtPercentile(99) / MICROS,
        micros.getValueAtPercentile(99.9) / MICROS,
        micros.getMaxValue() / MICROS);
  }
}
