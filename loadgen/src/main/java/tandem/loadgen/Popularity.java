package tandem.loadgen;

import java.util.random.RandomGenerator;

/** Things, numbered from 0, of which few are drawn often: Zipf's law over a shuffled order. */
final class Popularity {

  private final Zipf ranks;
  private final int[] byRank;

  Popularity(int size, double exponent, RandomGenerator random) {
    ranks = new Zipf(size, exponent);
    byRank = shuffled(size, random);
  }

  /** A random thing, the popular ones more often. */
  int sample(RandomGenerator random) {
    return byRank[ranks.sample(random)];
  }

  // Fisher and Yates, in the form of Knuth 2, 3.4.2, algorithm P, begun from the front.
  private static int[] shuffled(int size, RandomGenerator random) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      int other = random.nextInt(i + 1);
      order[i] = order[other];
      order[other] = i;
    }
    return order;
  }
}
