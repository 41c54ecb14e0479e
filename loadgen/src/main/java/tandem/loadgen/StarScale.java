package tandem.loadgen;

import java.util.random.RandomGenerator;

/**
 * How an opinion, any real number, becomes a rating of 0.5, 1, …, 5 stars: noise is added, then it
 * is rounded and clipped. The noise is logistic, so that the chance of each rating, and the
 * expected rating, have a closed form (the ordered logit of Koren and Sill, "OrdRec", RecSys 2011).
 */
final class StarScale {

  /** The lowest rating. */
  static final double LOWEST = 0.5;

  /** The highest rating. */
  static final double HIGHEST = 5.0;

  /** What rounding to half stars alone adds to the error: variance step² / 12. */
  static final double ROUNDING_VARIANCE = 0.25 / 12;

  private static final double STEP = 0.5;
  private static final int STEPS = 9;

  private final double spread;

  /**
   * A scale on which the best possible prediction has RMSE {@code noise}, rounding included, far
   * from the ends (near them clipping makes it less). At least 0.15.
   */
  StarScale(double noise) {
    double logisticVariance = noise * noise - ROUNDING_VARIANCE;
    this.spread = Math.sqrt(3 * logisticVariance) / Math.PI;
  }

  /** A rating for {@code opinion}. */
  double sample(double opinion, RandomGenerator random) {
    double u = random.nextDouble(Double.MIN_NORMAL, 1.0);
    double noisy = opinion + spread * Math.log(u / (1 - u));
    double rounded = Math.rint(noisy / STEP) * STEP;
    return Math.max(LOWEST, Math.min(HIGHEST, rounded));
  }

  /** The mean of the ratings for {@code opinion}: rises strictly with it. */
  double expected(double opinion) {
    double expected = LOWEST;
    for (int step = 1; step <= STEPS; step++) {
      double threshold = LOWEST + STEP * (step - 0.5);
      expected += STEP / (1 + Math.exp((threshold - opinion) / spread));
    }
    return expected;
  }
}
