package tandem.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tandem.app.database.Database;
import tandem.app.database.DatabaseSettings;
import tandem.app.evaluate.ModelOverrides;
import tandem.app.kafka.KafkaSettings;
import tandem.model.ModelSettings;
import tandem.model.NegativeSource;

final class SettingsTest {

  private static final String POOL = "akka-persistence-jdbc.shared-databases.slick.db.";

  @Test
  void of_nothingGiven_areTheDefaults() {
    AppSettings settings = AppSettings.of(AppConfig.load(Optional.empty()));

    Path data = Path.of("data").toAbsolutePath();
    assertThat(settings.dataDirectory()).isEqualTo(data);
    assertThat(settings.kafkaDirectory()).isEqualTo(data.resolve("kafka"));
    assertThat(settings.kafka()).isEqualTo(new KafkaSettings(true, 0, "", 6));
    assertThat(settings.database())
        .isEqualTo(
            new DatabaseSettings(
                "jdbc:h2:file:"
                    + data.resolve("tandem")
                    + ";DATABASE_TO_LOWER=TRUE;DB_CLOSE_ON_EXIT=FALSE;MAX_COMPACT_TIME=0;RETENTION_TIME=0;WRITE_DELAY=0",
                "tandem",
                ""));
  }

  @ParameterizedTest
  @CsvSource({
    "tandem.data-directory, '', data-directory",
    "tandem.kafka.port, -1, port",
    "tandem.kafka.port, 65536, port",
    "tandem.kafka.partitions, 0, partitions",
    "tandem.kafka.partitions, 1025, partitions",
    "tandem.kafka.embedded, false, bootstrap",
    "tandem.database.url, jdbc:mysql://h/d, url"
  })
  void of_valueThatCannotBe_namesTheKey(String key, String value, String named) {
    Config config = AppConfig.load(Optional.empty(), setting(key, value));

    assertThatThrownBy(() -> AppSettings.of(config))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(named);
  }

  @Test
  void load_misspeltKey_isRefusedByName() {
    assertThatThrownBy(() -> AppConfig.load(Optional.empty(), setting("tandem.kafka.prot", "1")))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "Unknown settings: tandem.kafka.prot (tandem.kafka.port is the nearest that there is)");
  }

  @Test
  void model_settingByItsName_isChangedAndNothingElse() {
    Config config =
        AppConfig.load(
            Optional.empty(),
            ConfigFactory.parseString(
                "tandem.model { objective = rating, factors = 8, user.rate = 0.5 }"));

    assertThat(ModelConfig.model(config))
        .isEqualTo(
            ModelOverrides.apply(
                ModelSettings.rating(), Map.of("model.factors", "8", "model.user.rate", "0.5")));
  }

  @Test
  void model_negatives_areReadByTheirNames() {
    Config config =
        AppConfig.load(
            Optional.empty(),
            ConfigFactory.parseString(
                "tandem.model { negatives = 3, negative-source = popular, pairwise = true }"));

    assertThat(ModelConfig.model(config))
        .isEqualTo(ModelSettings.preference().withNegatives(3, NegativeSource.POPULAR, true));
    assertThat(ModelConfig.model(AppConfig.load(Optional.empty())))
        .isEqualTo(ModelSettings.preference());
  }

  @Test
  void model_misspeltKey_isRefusedByName() {
    Config config = AppConfig.load(Optional.empty(), setting("tandem.model.user.rat", "1"));

    assertThatThrownBy(() -> NodeSettings.of(config))
        .isInstanceOf(ConfigException.class)
        .hasMessage("unknown settings [model.user.rat]");
  }

  @Test
  void load_namesThatTheOperatorGives_areTaken() {
    Config config =
        AppConfig.load(
            Optional.empty(),
            ConfigFactory.parseString(
                "tandem { events.types.stare = 0.1, items.schema.price { type = number, min = 0 }\n"
                    + "scenarios.home.k = 20 }"));

    assertThat(config.getString("tandem.items.schema.price.type")).isEqualTo("number");
  }

  @Test
  void load_keyThatIsNone_isRefusedWithTheNearest() {
    assertThatThrownBy(
            () ->
                AppConfig.load(
                    Optional.empty(),
                    ConfigFactory.parseString(
                        "tandem.http.api-keys = [], tandem.http.limit.x = 1")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("tandem.http.api-keys (tandem.http.keys is")
        .hasMessageContaining("tandem.http.limit.x (");
  }

  @Test
  void load_fileThatIsMissing_isRefusedByName(@TempDir Path directory) {
    assertThatThrownBy(() -> AppConfig.load(Optional.of(directory.resolve("none.conf"))))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("none.conf");
  }

  @Test
  void load_keyInFileAndOnCommandLine_takesCommandLine(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("node.conf");
    Files.writeString(file, "tandem.kafka { port = 9092, partitions = 12 }");

    Config config = AppConfig.load(Optional.of(file), setting("tandem.kafka.port", "9093"));

    assertThat(KafkaSettings.of(config.getConfig("tandem.kafka")))
        .isEqualTo(new KafkaSettings(true, 9093, "", 12));
  }

  @Test
  void of_eachFileInConfig_isValid() throws Exception {
    try (Stream<Path> files = Files.walk(Path.of("../../config"))) {
      List<Path> overlays = files.filter(Files::isRegularFile).toList();
      assertThat(overlays).isNotEmpty();
      for (Path overlay : overlays) {
        Config config = AppConfig.load(Optional.of(overlay));
        assertThat(AppSettings.of(config).kafka()).isNotNull();
        assertThat(config).as(overlay.toString()).isNotEqualTo(AppConfig.load(Optional.empty()));
      }
    }
  }

  @Test
  void threads_forBlockingCalls_areAsManyAsConnections() {
    Config config = AppConfig.load(Optional.empty());

    assertThat(config.getInt("tandem.blocking-dispatcher.thread-pool-executor.fixed-pool-size"))
        .isEqualTo(Database.CONNECTIONS);
  }

  @Test
  void pool_ofTheJournal_keepsConnectionsForReads() {
    Config config = AppConfig.load(Optional.empty());

    int connections = config.getInt(POOL + "maxConnections");
    assertThat(config.getInt(POOL + "numThreads")).isEqualTo(connections);
    assertThat(config.getInt(POOL + "minConnections")).isEqualTo(connections);
    assertThat(config.getInt("jdbc-journal.parallelism")).isLessThan(connections);
    assertThat(config.getInt("akka.persistence.max-concurrent-recoveries"))
        .isEqualTo(2 * connections);
    assertThat(config.getInt("jdbc-journal.circuit-breaker.max-failures"))
        .isGreaterThanOrEqualTo(10 * config.getInt("jdbc-journal.batchSize"));
  }

  @Test
  void timeouts_ofPostgres_endBeforeTheBreakerOpens() {
    DatabaseSettings postgres = new DatabaseSettings("jdbc:postgresql://h/d", "u", "p");
    Config config = postgres.pluginConfig().withFallback(AppConfig.load(Optional.empty()));

    Duration breaker = config.getDuration("jdbc-journal.circuit-breaker.call-timeout");
    assertThat(Duration.ofSeconds(config.getLong(POOL + "properties.socketTimeout")))
        .isLessThan(breaker);
    assertThat(Duration.ofMillis(config.getLong(POOL + "connectionTimeout"))).isLessThan(breaker);
  }

  private static Config setting(String key, String value) {
    return ConfigFactory.parseString(key + " = \"" + value + "\"");
  }
}
