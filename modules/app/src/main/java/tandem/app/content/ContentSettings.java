package tandem.app.content;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.time.Duration;
import java.util.Optional;

/**
 * How the content of items is used.
 *
 * @param refresh how often it is fitted anew; only on demand if empty
 */
public record ContentSettings(Optional<Duration> refresh) {

  private static final Duration LEAST = Duration.ofMinutes(1);

  /** Throws {@link IllegalArgumentException} for less than a minute. */
  public ContentSettings {
    if (refresh.isPresent() && refresh.get().compareTo(LEAST) < 0) {
      throw new IllegalArgumentException(
          "tandem.content: refresh must be off or at least a minute");
    }
  }

  /** Reads {@code tandem.content} of {@code config}; throws {@link ConfigException}. */
  public static ContentSettings of(Config config) {
    Config content = config.getConfig("tandem.content");
    return new ContentSettings(
        content.getString("refresh").equals("off")
            ? Optional.empty()
            : Optional.of(content.getDuration("refresh")));
  }
}
