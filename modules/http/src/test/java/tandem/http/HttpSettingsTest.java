package tandem.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpSettingsTest {

  private static final Config DEFAULTS = ConfigFactory.load();

  @Test
  void of_referenceConf_areTheDefaults() {
    HttpSettings settings = HttpSettings.of(DEFAULTS);
    assertThat(settings.host()).isEqualTo("127.0.0.1");
    assertThat(settings.port()).isEqualTo(8080);
    assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(2));
    assertThat(settings.maxTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.bodyTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(settings.maxBody()).isEqualTo(256 * 1024);
    assertThat(settings.maxEventsBody()).isEqualTo(1024 * 1024);
    assertThat(settings.drainTimeout()).isEqualTo(Duration.ofSeconds(4));
    assertThat(settings.admin())
        .isEqualTo(new AdminSettings("127.0.0.1", 8081, Duration.ofSeconds(60)));
  }

  @ParameterizedTest
  @CsvSource({
    "interface,''",
    "port,65536",
    "port,-1",
    "timeout,0s",
    "max-timeout,1s",
    "body-timeout,0s",
    "max-body,0",
    "max-events-body,1",
    "drain-timeout,0s",
    "admin.host,''",
    "admin.host,0.0.0.0",
    "admin.port,65536",
    "admin.timeout,0s",
    "server.parsing.max-content-length,1000",
    "server.request-timeout,15s"
  })
  void of_badValue_isRefusedByKey(String key, String value) {
    Config config =
        ConfigFactory.parseString("tandem.http." + key + " = \"" + value + "\"")
            .withFallback(DEFAULTS);
    assertThatThrownBy(() -> HttpSettings.of(config))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("tandem.http." + key);
  }
}
