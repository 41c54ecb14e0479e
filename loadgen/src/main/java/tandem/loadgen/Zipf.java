package tandem.loadgen;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Ranks with Zipf's law: rank r, from 0, has a share proportional to (r + 1)^-exponent. Sampled by
 * inversion of the cumulated shares, exactly.
 */
final class Zipf {

  private final double[] cumulated;

  /** {@code size} ranks, at least 1; exponent 0 gives all the same share. */
  Zipf(int size, double exponent) {
    cumulated = new double[size];
    double sum = 0;
    for (int rank = 0; rank < size; rank++) {
      sum += Math.pow(rank + 1.0, -exponent);
      cumulated[rank] = sum;
    }
  }

  /** A random rank, 0 to size - 1. */
  int sample(RandomGenerator random) {
    double point = random.nextDouble() * cumulated[cumulated.length - 1];
    int found = Arrays.binarySearch(cumulated, point);
    // A share is [cumulated before, cumulated), so a point that is found belongs to the next rank.
    return Math.min(found >= 0 ? found + 1 : -found - 1, cumulated.length - 1);
  }

  /** The share of the first {@code ranks} ranks together, 0 to 1. */
  double share(int ranks) {
    return ranks == 0 ? 0 : cumulated[ranks - 1] / cumulated[cumulated.length - 1];
  }
}
