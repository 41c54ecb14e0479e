package tandem.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class IngestSettingsTest {

  private static final Config DEFAULTS = ConfigFactory.load();

  private static Config with(String key, String value) {
    return ConfigFactory.parseString("tandem.ingest." + key + " = " + value).withFallback(DEFAULTS);
  }

  @Test
  void of_referenceConf_isAsDocumented() {
    assertThat(IngestSettings.of(DEFAULTS))
        .isEqualTo(
            new IngestSettings(
                "user_behavior",
                "user_behavior.rejected",
                "tandem",
                1_024,
                Duration.ofSeconds(8),
                Duration.ofMillis(500),
                Duration.ofSeconds(1),
                Duration.ofSeconds(30)));
  }

  @ParameterizedTest
  @CsvSource({
    "rejected-topic, user_behavior",
    "in-flight, 0",
    "in-flight, -1",
    "observe-timeout, 0 s",
    "observe-timeout, -1 s",
    "frontier-interval, 0 s",
    "frontier-interval, -1 ms",
    "restart.min, 0 s",
    "restart.min, -1 s",
    "restart.max, 999 ms"
  })
  void of_valueThatMakesNoSense_namesTheKey(String key, String value) {
    assertThatThrownBy(() -> IngestSettings.of(with(key, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("tandem.ingest." + key + " ");
  }

  @ParameterizedTest
  @CsvSource({
    "in-flight, 1",
    "observe-timeout, 1 ns",
    "frontier-interval, 1 ns",
    "restart.min, 30 s",
    "restart.max, 1 s"
  })
  void of_valueAtTheLimit_isTaken(String key, String value) {
    assertThat(IngestSettings.of(with(key, value))).isNotNull();
  }

  @Test
  void of_topics_areThoseOfTheConfiguration() {
    IngestSettings settings = IngestSettings.of(with("topic", "a").withFallback(DEFAULTS));
    assertThat(settings.topic()).isEqualTo("a");
    assertThat(settings.rejectedTopic()).isEqualTo("user_behavior.rejected");
  }
}
