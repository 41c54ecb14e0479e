package tandem.app.evaluate;

import java.util.SplittableRandom;

/** The items of the last events, to draw from. */
final class RecentItems {

  private final int[] ring;
  private final SplittableRandom random;
  private long added;

  RecentItems(int length, SplittableRandom random) {
    this.ring = new int[length];
    this.random = random;
  }

  boolean isEmpty() {
    return added == 0;
  }

  void add(int item) {
    ring[(int) (added % ring.length)] = item;
    added++;
  }

  /** The item of one of the last events, each as likely; {@link #isEmpty()} must be false. */
  int draw() {
    return ring[random.nextInt((int) Math.min(added, ring.length))];
  }
}
