package tandem.http;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;

/**
 * What becomes of the items that the one whom a list is for has seen.
 *
 * @param show whether they may be in it
 * @param halfLife in which what is taken off the score of one falls to a half, from a minute to
 *     3650 days
 */
public record SeenItems(Show show, Duration halfLife) {

  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofDays(3650);

  /** They are not in the list. */
  public static final SeenItems EXCLUDED = new SeenItems(Show.EXCLUDE, Duration.ofHours(2));

  /** Whether items that were seen may be in a list. */
  public enum Show {
    /** No. */
    EXCLUDE,
    /** With less than their score at first, and more and more of it as time goes by. */
    DECAY;

    private static Show ofSetting(String name) {
      for (Show show : values()) {
        if (show.name().toLowerCase(Locale.ROOT).equals(name)) {
          return show;
        }
      }
      throw new IllegalArgumentException("tandem.lists.seen must be exclude or decay, not " + name);
    }
  }

  /** Throws {@link IllegalArgumentException} for a half-life that is too short or too long. */
  public SeenItems {
    Objects.requireNonNull(show);
    if (!isHalfLife(halfLife)) {
      throw new IllegalArgumentException("a half-life is from a minute to 3650 days");
    }
  }

  /** Reads {@code seen} and {@code seen-half-life} of {@code tandem.lists}. */
  static SeenItems of(Config lists) {
    Duration halfLife = lists.getDuration("seen-half-life");
    if (!isHalfLife(halfLife)) {
      throw new IllegalArgumentException(
          "tandem.lists.seen-half-life must be from 1 m to 3650 d, not " + halfLife);
    }
    return new SeenItems(Show.ofSetting(lists.getString("seen")), halfLife);
  }

  /** Whether it is neither too short nor too long. */
  static boolean isHalfLife(Duration duration) {
    return duration.compareTo(SHORTEST) >= 0 && duration.compareTo(LONGEST) <= 0;
  }

  /** Whether they may be in the list, so that it matters when each was seen. */
  public boolean areShown() {
    return show == Show.DECAY;
  }
}
