package tandem.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
    assertThat(settings.keys()).isEmpty();
    assertThat(settings.limits()).isEqualTo(new LimitSettings(1_000, 1_024, 300, 30));
  }

  @ParameterizedTest
  @CsvSource({
    "interface,''",
    "interface,0.0.0.0",
    "interface,'::'",
    "interface,192.0.2.1",
    "limits.requests-per-second,0",
    "limits.requests-under-way,0",
    "limits.events-per-user-and-minute,0",
    "limits.failures-per-minute,0",
    "server.max-connections,1024",
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

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.0.0.2", "::1", "localhost"})
  void of_loopbackWithoutKeys_isTaken(String address) {
    assertThat(HttpSettings.of(with("interface = \"" + address + "\"")).host()).isEqualTo(address);
  }

  @Test
  void of_otherAddressWithoutKeys_saysWhatToDo() {
    assertThatThrownBy(() -> HttpSettings.of(with("interface = \"0.0.0.0\"")))
        .hasMessageContaining("./tandem key new")
        .hasMessageContaining("127.0.0.1");
  }

  @Test
  void of_otherAddressWithAKey_isTaken() {
    HttpSettings settings =
        HttpSettings.of(
            with("interface = \"0.0.0.0\", admin.host = \"::\", keys = [" + key("a") + "]"));
    assertThat(settings.keys())
        .containsExactly(new ApiKey("a", ApiKey.hash("a"), Set.of(Scope.READ), null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hash = x | hash must be",
        "name = \"A b\" | name must be",
        "scopes = [] | scopes must have",
        "scopes = [all] | scopes are read, write and admin, not all",
        "user = \"a b\" | id",
        "scopes = [admin], user = ann | user can't go with",
        "scope = read | unknown [scope]"
      })
  void of_keyThatIsNone_saysWhichAndWhy(String change, String why) {
    assertThatThrownBy(
            () ->
                HttpSettings.of(
                    with("keys = [" + key("a") + ", " + key("b") + "{" + change + "}]")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("tandem.http.keys[1]: ")
        .hasMessageContaining(why);
  }

  @Test
  void of_keyWithoutItsHash_namesWhatIsMissing() {
    assertThatThrownBy(() -> HttpSettings.of(with("keys = [{ name = a, scopes = [read] }]")))
        .hasMessageContaining("hash");
  }

  @Test
  void of_twoKeysOfOneName_areRefused() {
    assertThatThrownBy(() -> HttpSettings.of(with("keys = [" + key("a") + ", " + key("a") + "]")))
        .hasMessageContaining("two are named a");
  }

  private static String key(String name) {
    return "{ name = %s, hash = \"%s\", scopes = [read] }".formatted(name, ApiKey.hash(name));
  }

  private static Config with(String settings) {
    return ConfigFactory.parseString("tandem.http { " + settings + " }").withFallback(DEFAULTS);
  }
}
