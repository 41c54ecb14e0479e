package tandem.loadgen;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * What is in fashion: a window over the items that moves by one item at a time, in which the newest
 * is drawn most (Zipf's law with exponent 1). Popularity comes in a shuffled order, so that what is
 * in fashion may be anything.
 */
final class Trends {

  private static final int ITEMS_A_PLACE = 100;

  private final int items;
  private final int places;
  private final double millisAPlace;
  private final Instant start;
  private final Zipf ranks;

  /**
   * One in 100 items is in fashion at a time, at least one.
   *
   * @param span how long each is
   */
  Trends(int items, Duration span, Instant start) {
    this.items = items;
    this.places = Math.max(1, items / ITEMS_A_PLACE);
    this.millisAPlace = (double) span.toMillis() / places;
    this.start = start;
    this.ranks = new Zipf(places, 1);
  }

  /** The number of a random item that is in fashion at {@code now}. */
  int sample(Instant now, RandomGenerator random) {
    long newest = (long) Math.floor(Duration.between(start, now).toMillis() / millisAPlace);
    return (int) Math.floorMod(newest - ranks.sample(random), (long) items);
  }
}
