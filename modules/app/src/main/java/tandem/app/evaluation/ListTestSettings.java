package tandem.app.evaluation;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * The settings {@code tandem.evaluation}, explained in {@code reference.conf}.
 *
 * @param share of the events before which lists are made, 0 to 1
 * @param timeout how long an event may wait for its lists, above 0
 * @param atOnce how many events may, on a node and of a model, at least 1
 */
public record ListTestSettings(double share, Duration timeout, int atOnce) {

  /** Throws {@link IllegalArgumentException} with the key of the setting that makes no sense. */
  public ListTestSettings {
    require(share >= 0 && share <= 1, "share must be from 0 to 1");
    require(!timeout.isNegative() && !timeout.isZero(), "timeout must be positive");
    require(atOnce >= 1, "at-once must be at least 1");
  }

  /** Reads {@code tandem.evaluation} of {@code config}. */
  public static ListTestSettings of(Config config) {
    Config evaluation = config.getConfig("tandem.evaluation");
    return new ListTestSettings(
        evaluation.getDouble("share"),
        evaluation.getDuration("timeout"),
        evaluation.getInt("at-once"));
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException("tandem.evaluation." + message);
    }
  }
}
