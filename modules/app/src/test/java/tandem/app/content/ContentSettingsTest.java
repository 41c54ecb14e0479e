package tandem.app.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ContentSettingsTest {

  private static ContentSettings settings(String refresh) {
    return ContentSettings.of(
        ConfigFactory.parseString("tandem.content.refresh = " + refresh)
            .withFallback(ConfigFactory.load()));
  }

  @Test
  void of_defaults_areHourly() {
    assertThat(ContentSettings.of(ConfigFactory.load()).refresh()).contains(Duration.ofHours(1));
  }

  @Test
  void of_off_isOnDemandOnly() {
    assertThat(settings("off").refresh()).isEmpty();
    assertThat(settings("1m").refresh()).contains(Duration.ofMinutes(1));
  }

  @Test
  void of_lessThanAMinute_isRefusedByName() {
    assertThatThrownBy(() -> settings("59s"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tandem.content: refresh");
  }
}
