package tandem.app.retention;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.time.Duration;
import java.util.Optional;

/**
 * How long events stay one by one.
 *
 * @param compactAfter older ones are replaced once a day; never if empty
 */
public record RetentionSettings(Optional<Duration> compactAfter) {

  private static final Duration LEAST = Duration.ofHours(1);

  /** Throws {@link IllegalArgumentException} for less than an hour. */
  public RetentionSettings {
    if (compactAfter.isPresent() && compactAfter.get().compareTo(LEAST) < 0) {
      throw new IllegalArgumentException(
          "tandem.retention: compact-after must be off or at least an hour");
    }
  }

  /** Reads {@code tandem.retention} of {@code config}; throws {@link ConfigException}. */
  public static RetentionSettings of(Config config) {
    Config retention = config.getConfig("tandem.retention");
    return new RetentionSettings(
        retention.getString("compact-after").equals("off")
            ? Optional.empty()
            : Optional.of(retention.getDuration("compact-after")));
  }
}
