package tandem.entity.index;

import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLongArray;
import tandem.model.NegativeSource;

/**
 * Which partition is asked for a sample, so that the items of all of them are drawn as if they were
 * in one: each as often as what it last said it has to draw from. One ask in {@value #EVENLY} goes
 * to any of them, so that a partition with next to nothing is heard of again. Of RECENT, each
 * partition is asked as often. Safe for several threads.
 */
public final class SampleShares {

  private static final int EVENLY = 64;

  private final AtomicLongArray shares;
  private final boolean even;

  /** Nothing was heard of yet. */
  public SampleShares(NegativeSource source, int partitions) {
    this.shares = new AtomicLongArray(partitions);
    this.even = source == NegativeSource.RECENT;
  }

  /** What a partition has to draw from by now. */
  public void heard(IndexPartition.Sampled sample) {
    if (!even && sample.share() > 0) { // 0 from a node of an earlier version
      shares.set(sample.partition(), sample.share());
    }
  }

  /** The number of a partition; one that was not heard of yet counts as much as the largest. */
  public int draw(SplittableRandom random) {
    int partitions = shares.length();
    if (even || random.nextInt(EVENLY) == 0) {
      return random.nextInt(partitions);
    }
    long largest = 1;
    for (int p = 0; p < partitions; p++) {
      largest = Math.max(largest, shares.get(p));
    }
    long total = 0;
    for (int p = 0; p < partitions; p++) {
      total += share(p, largest);
    }
    long left = random.nextLong(total);
    int drawn = 0;
    while (drawn < partitions - 1 && left >= share(drawn, largest)) {
      left -= share(drawn, largest);
      drawn++;
    }
    return drawn;
  }

  private long share(int partition, long largest) {
    long share = shares.get(partition);
    return share == 0 ? largest : share;
  }
}
