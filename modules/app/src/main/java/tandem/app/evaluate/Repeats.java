package tandem.app.evaluate;

import java.time.Duration;

/**
 * What becomes of an item that its user takes again.
 *
 * @param count whether that is an event; if not, only the first of each pair of user and item is
 * @param halfLife of what is taken off the scores of what a user took, as on a node that shows it
 *     again; zero where lists leave out what a user took
 */
record Repeats(boolean count, Duration halfLife) {

  /** It is no event. */
  static final Repeats DROPPED = new Repeats(false, Duration.ZERO);

  /** It is an event that no list has foreseen. */
  static final Repeats MISSED = new Repeats(true, Duration.ZERO);

  /** It is an event, and may be in lists; {@code halfLife} is above zero. */
  static Repeats shown(Duration halfLife) {
    return new Repeats(true, halfLife);
  }

  /** Whether lists have what a user took. */
  boolean areShown() {
    return !halfLife.isZero();
  }
}
