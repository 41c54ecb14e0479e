package tandem.app.evaluate;

import java.util.SplittableRandom;

/** The items of the last events, to draw from. */
public final class RecentItems {

  private final int[] ring;
  private final SplittableRandom random;
  private long added;

  /** Holds the items of the last {@code length} events. */
  public RecentItems(int length, SplittableRandom random) {
    this.ring = new int[length];
    this.random = random;
  }

  /** Whether there was no event yet. */
  public boolean isEmpty() {
    return added == 0;
  }

  /** The next event. */
  public void add(int item) {
    ring[(int) (added % ring.length)] = item;
    added++;
  }

  /** The item of one of the last events, each as likely; {@link #isEmpty()} must be false. */
  public int draw() {
    return ring[random.nextInt((int) Math.min(added, ring.length))];
  }
}
