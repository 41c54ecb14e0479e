package tandem.loadgen;

import java.util.random.RandomGenerator;

/**
 * Ranks with Zipf's law: rank r, from 0, has a share proportional to (r + 1)^-exponent. Sampled by
 * inversion of the cumulated shares, exactly, with a table of where to begin the search: one or two
 * steps on average (H. Chen, Y. Asau, "On generating random variates from an empirical
 * distribution", AIIE Transactions 6, 1974).
 */
final class Zipf {

  private final double[] cumulated;
  private final int[] starts; // the rank at n / size of the whole

  /** {@code size} ranks, at least 1; exponent 0 gives all the same share. */
  Zipf(int size, double exponent) {
    cumulated = new double[size];
    double sum = 0;
    for (int rank = 0; rank < size; rank++) {
      sum += Math.pow(rank + 1.0, -exponent);
      cumulated[rank] = sum;
    }
    starts = new int[size];
    int rank = 0;
    for (int n = 0; n < size; n++) {
      rank = from(rank, sum * n / size);
      starts[n] = rank;
    }
  }

  /** A random rank, 0 to size - 1. */
  int sample(RandomGenerator random) {
    double lot = random.nextDouble();
    double point = lot * cumulated[cumulated.length - 1];
    int rank = starts[(int) (lot * starts.length)];
    while (rank > 0 && point < cumulated[rank - 1]) { // begun too late by a rounding
      rank--;
    }
    return from(rank, point);
  }

  /** The rank whose share, [cumulated before, cumulated), has the point; it is not before. */
  private int from(int start, double point) {
    int rank = start;
    while (rank < cumulated.length - 1 && cumulated[rank] <= point) {
      rank++;
    }
    return rank;
  }

  /** The share of the first {@code ranks} ranks together, 0 to 1. */
  double share(int ranks) {
    return ranks == 0 ? 0 : cumulated[ranks - 1] / cumulated[cumulated.length - 1];
  }
}
