package tandem.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tandem.app.AppConfig;
import tandem.app.AppSettings;

final class LocalPlanTest {

  private static final LocalPlan OWN = new LocalPlan(3, 9010, "", "", "tandem");
  private static final LocalPlan ELSEWHERE =
      new LocalPlan(5, 9010, "broker:9092", "jdbc:postgresql://host/db", "someone");

  @Test
  void config_ofANode_isOneThatANodeStartsWith(@TempDir Path directory) throws IOException {
    Config config = read(directory, OWN, 2);
    AppSettings settings = AppSettings.of(config);

    assertThat(settings.cluster().bootstrap()).isTrue();
    assertThat(settings.kafka().bootstrap()).isEqualTo("127.0.0.1:9060");
    assertThat(settings.database().url()).isEqualTo("jdbc:postgresql://127.0.0.1:9061/postgres");
    assertThat(settings.database().user()).isEqualTo("postgres");
    assertThat(settings.database().migrate()).isFalse();
    assertThat(config.getInt("tandem.http.port")).isEqualTo(9020);
    assertThat(config.getInt("tandem.http.admin.port")).isEqualTo(9021);
    assertThat(config.getInt("akka.management.http.port")).isEqualTo(9022);
    assertThat(config.getInt("akka.remote.artery.canonical.port")).isEqualTo(9023);
    assertThat(config.getConfigList("akka.discovery.config.services.tandem.endpoints"))
        .extracting(endpoint -> endpoint.getInt("port"))
        .containsExactly(9012, 9022, 9032);
  }

  @Test
  void config_withServersThatAreThere_namesThem(@TempDir Path directory) throws IOException {
    AppSettings settings = AppSettings.of(read(directory, ELSEWHERE, 5));

    assertThat(settings.kafka().bootstrap()).isEqualTo("broker:9092");
    assertThat(settings.database().url()).isEqualTo("jdbc:postgresql://host/db");
    assertThat(settings.database().user()).isEqualTo("someone");
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "3, 2", "4, 3", "5, 3"})
  void config_contactPointsNeeded_areAMajority(int nodes, int needed, @TempDir Path directory)
      throws IOException {
    assertThat(
            read(directory, OWN.withNodes(nodes), 1)
                .getInt(
                    "akka.management.cluster.bootstrap.contact-point-discovery"
                        + ".required-contact-point-nr"))
        .isEqualTo(needed);
  }

  @Test
  void plan_writtenAndRead_isTheSame(@TempDir Path path) throws IOException {
    LocalDirectory directory = new LocalDirectory(path);
    assertThat(directory.plan()).isEmpty();
    directory.write(ELSEWHERE);
    assertThat(directory.plan()).contains(ELSEWHERE);
  }

  @ParameterizedTest
  @CsvSource({"0, 8010, --nodes", "6, 8010, --nodes", "3, 0, --port", "3, 65485, --port"})
  void plan_thatCannotBe_namesTheOption(int nodes, int port, String option) {
    assertThatThrownBy(() -> new LocalPlan(nodes, port, "", "", ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(option);
  }

  private static Config read(Path path, LocalPlan plan, int node) throws IOException {
    LocalDirectory directory = new LocalDirectory(path);
    directory.write(plan);
    return AppConfig.load(Optional.of(directory.config(node)));
  }
}
