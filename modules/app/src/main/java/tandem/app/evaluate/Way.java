package tandem.app.evaluate;

import tandem.app.list.Fusion;

/** A way to make lists of several rankings. */
interface Way {

  /** The rank of an item that was seen, infinite if it is in no list. */
  double rank(RankedPools pools, int item);

  /** By one ranking, or by {@code instead} where that has nothing to say of the user. */
  static Way alone(int ranking, int instead) {
    return (pools, item) -> pools.rank(pools.size(ranking) == 0 ? instead : ranking, item);
  }

  /**
   * By reciprocal ranks, as strategy {@code blend}.
   *
   * @param weights of the rankings by number
   * @param pool how many of the best of each
   */
  static Way blend(double[] weights, int smoothing, int pool, int items) {
    double[] sums = new double[items];
    return (pools, item) -> {
      int[] met = new int[weights.length * pool];
      int count = 0;
      for (int r = 0; r < weights.length; r++) {
        int size = weights[r] == 0 ? 0 : Math.min(pool, pools.size(r));
        for (int place = 0; place < size; place++) {
          int other = pools.best(r)[place];
          if (sums[other] == 0) {
            met[count++] = other;
          }
          sums[other] += Fusion.share(weights[r], smoothing, place);
        }
      }
      return rank(sums, met, count, item);
    };
  }

  private static double rank(double[] sums, int[] met, int count, int item) {
    double own = sums[item];
    double rank = 1;
    for (int m = 0; m < count; m++) {
      double other = sums[met[m]];
      rank += other > own ? 1 : other == own && met[m] != item ? 0.5 : 0;
    }
    for (int m = 0; m < count; m++) {
      sums[met[m]] = 0;
    }
    return own == 0 ? Double.POSITIVE_INFINITY : rank;
  }
}
