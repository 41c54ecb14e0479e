package tandem.loadgen;

import java.time.Duration;

/**
 * How a {@link Population} changes while it acts. The number of users and items stays: who comes
 * takes the place of one who is not seen again.
 *
 * @param sessionEvents how many events a user has one after the other, on average, among those of
 *     others; at least 1, and 1 is no sessions
 * @param newUserShare the share of events, 0 to 1, that are the first of a user never seen before
 * @param newItemShare the same of items
 * @param trendShare the share of events, 0 to 1, that are with what is in fashion: a hundredth of
 *     the items, the newest most
 * @param trendSpan how long an item is in fashion, above 0
 */
public record Change(
    double sessionEvents,
    double newUserShare,
    double newItemShare,
    double trendShare,
    Duration trendSpan) {

  /** Nothing of the kind. */
  public static final Change NONE = new Change(1, 0, 0, 0, Duration.ofMinutes(5));

  /** Throws {@link IllegalArgumentException} with the name of what makes no sense. */
  public Change {
    require(sessionEvents >= 1 && Double.isFinite(sessionEvents), "sessionEvents is at least 1");
    require(newUserShare >= 0 && newUserShare <= 1, "newUserShare is from 0 to 1");
    require(newItemShare >= 0 && newItemShare <= 1, "newItemShare is from 0 to 1");
    require(trendShare >= 0 && trendShare <= 1, "trendShare is from 0 to 1");
    require(trendSpan.toMillis() > 0, "trendSpan is above 0");
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
