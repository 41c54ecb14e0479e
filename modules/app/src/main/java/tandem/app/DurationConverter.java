package tandem.app;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import java.time.Duration;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a duration as configuration files have it: 90s, 5m, 1h; a bare number is in seconds. */
public final class DurationConverter implements ITypeConverter<Duration> {

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
  // A bare number would be milliseconds, and a negative one is no duration to wait for.
  private static final Pattern WITH_UNIT = Pattern.compile("[0-9.]+ *[a-z]+");

  @Override
  public Duration convert(String value) {
    if (NUMBER.matcher(value).matches()) {
      return Duration.ofSeconds(Long.parseLong(value));
    }
    if (!WITH_UNIT.matcher(value).matches()) {
      throw refused(value);
    }
    try {
      return ConfigFactory.empty()
          .withValue("duration", ConfigValueFactory.fromAnyRef(value))
          .getDuration("duration");
    } catch (ConfigException e) {
      throw refused(value);
    }
  }

  private static TypeConversionException refused(String value) {
    return new TypeConversionException("a duration is like 90s, 5m or 1h, not " + value);
  }
}
