package tandem.http;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * The settings {@code tandem.http.streams}, explained in {@code reference.conf}; each is above 0.
 *
 * @param most open at once
 * @param interval between two lists of a stream, at least
 * @param refresh how long a list stands without a look whether others have changed it
 * @param heartbeat how long a stream is silent at most
 */
public record StreamSettings(int most, Duration interval, Duration refresh, Duration heartbeat) {

  /** Throws {@link IllegalArgumentException} with the key of the setting that makes no sense. */
  public StreamSettings {
    require(most > 0, "most must be above 0");
    require(isPositive(interval), "interval must be above 0");
    require(isPositive(refresh), "refresh must be above 0");
    require(isPositive(heartbeat), "heartbeat must be above 0");
  }

  /** Reads {@code tandem.http.streams} of {@code http}. */
  static StreamSettings of(Config http) {
    Config streams = http.getConfig("streams");
    return new StreamSettings(
        streams.getInt("most"),
        streams.getDuration("interval"),
        streams.getDuration("refresh"),
        streams.getDuration("heartbeat"));
  }

  private static boolean isPositive(Duration duration) {
    return !duration.isNegative() && !duration.isZero();
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException("tandem.http.streams." + message);
    }
  }
}
