package tandem.protocol.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MomentTest {

  private static final ZoneId ZONE = ZoneId.of("+02:00");

  @ParameterizedTest
  @CsvSource({
    "2024-02-29T12:00:00Z, 2024-02-29T12:00:00Z",
    "2024-02-29T12:00:00.125+01:00, 2024-02-29T11:00:00.125Z",
    "2024-02-29T12:00, 2024-02-29T10:00:00Z",
    "2024-02-29T12:00:00.5, 2024-02-29T10:00:00.5Z",
    "0, 1970-01-01T00:00:00Z",
    "1700000000, 2023-11-14T22:13:20Z",
    "1700000000125, 2023-11-14T22:13:20.125Z"
  })
  void parse_momentAsPeopleWriteIt_isIt(String text, Instant moment) {
    assertThat(Moment.parse(text, ZONE)).contains(moment);
  }

  @Test
  void parse_twelveDigits_areMilliseconds() {
    assertThat(Moment.parse("99999999999", ZONE)).contains(Instant.ofEpochSecond(99_999_999_999L));
    assertThat(Moment.parse("100000000000", ZONE)).contains(Instant.ofEpochMilli(100_000_000_000L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " 1",
        "-1",
        "1.5",
        "1234567890123456",
        "yesterday",
        "2024-02-29",
        "12:00",
        "2023-02-29T12:00:00Z"
      })
  void parse_anythingElse_isNone(String text) {
    assertThat(Moment.parse(text, ZONE)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-24T12:00:00Z,2026-11-24T12:00:00Z",
    "2026-11-24T12:00:00.123456789+02:00,2026-11-24T10:00:00.123Z"
  })
  void parseExact_rfc3339_isThatMillisecond(String text, String moment) {
    assertThat(Moment.parseExact(text)).contains(Instant.parse(moment));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-11-24",
        "2026-11-24T12:00:00",
        "2026-11-24T12:00Z",
        "2026-02-30T12:00:00Z",
        "1629828723",
        "2026-11-24T12:00:00Z ",
        "+12026-11-24T12:00:00Z"
      })
  void parseExact_anythingElse_isNone(String text) {
    assertThat(Moment.parseExact(text)).isEmpty();
  }
}
