package tandem.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

final class DurationConverterTest {

  private final DurationConverter converter = new DurationConverter();

  @ParameterizedTest
  @CsvSource({
    "90s, PT1M30S",
    "5m, PT5M",
    "1h, PT1H",
    "250 ms, PT0.25S",
    "1.5 m, PT1M30S",
    "0, PT0S",
    "90, PT1M30S",
    "999999999, PT999999999S"
  })
  void convert_durationOrSeconds_isThatLong(String given, Duration expected) {
    assertThat(converter.convert(given)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "soon", "5 parsecs", "s", "1,5m", "9999999999999999999s", "-5s", "-1", "1.5"})
  void convert_anythingElse_isRefusedWithExamples(String given) {
    assertThatThrownBy(() -> converter.convert(given))
        .isInstanceOf(TypeConversionException.class)
        .hasMessage("a duration is like 90s, 5m or 1h, not " + given);
  }
}
