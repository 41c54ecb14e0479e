package tandem.app;

import static org.assertj.core.api.Assertions.assertThat;
import static tandem.app.TestNode.PATIENCE;
import static tandem.app.TestNode.get;
import static tandem.app.TestNode.ids;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tandem.protocol.http.Readiness.Check;

/**
 * What a node tells whoever runs it, and the files that are made for that. The tests share a node,
 * whose database is a server that one of them stops and starts again.
 */
final class MonitoringTest {

  private static final Path ROOT = Path.of("../..");
  // Prometheus makes this one itself.
  private static final Set<String> OF_PROMETHEUS = Set.of("up");

  private static TestNode node;
  private static Path data;
  private static EmbeddedPostgres database;

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    data = directory.resolve("database");
    database = databaseServer(0);
    node =
        TestNode.start(
            directory,
            "tandem.database { url = \"%s\", user = postgres }"
                .formatted(database.getJdbcUrl("postgres", "postgres")));
    node.learn(
        node.rating("ann", "i1", 5), node.rating("bob", "i1", 4), node.rating("bob", "i2", 4));
    assertThat(node.get("/v1/users/ann/recommendations").statusCode()).isEqualTo(200);
  }

  @AfterAll
  static void stop() throws IOException {
    node.close();
    database.close();
  }

  private static EmbeddedPostgres databaseServer(int port) throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .setPGStartupWait(PATIENCE)
        .setPort(port)
        .start();
  }

  private static String scrape() {
    try {
      return node.getAdmin("/metrics").body();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void scrape_eventsLearned_showsEachPartOfTheirWay() {
    node.await(
        () ->
            assertThat(samples(scrape()))
                .containsEntry("tandem_events_total{model=\"main\",outcome=\"learned\"}", 3.0)
                .containsEntry("tandem_freshness_learned_seconds_count{model=\"main\"}", 3.0)
                .containsEntry("tandem_index_partitions{model=\"main\"}", 16.0)
                .containsEntry("tandem_index_items{model=\"main\"}", 2.0)
                .containsEntry("tandem_index_listed{model=\"main\"}", 2.0)
                .containsEntry("tandem_entities{kind=\"user\",model=\"main\"}", 2.0)
                .containsEntry("tandem_entities{kind=\"item\",model=\"main\"}", 2.0)
                .containsEntry("tandem_shards{kind=\"index\",model=\"main\"}", 16.0)
                .containsEntry("tandem_list_incomplete_total{model=\"main\"}", 0.0)
                .containsEntry("tandem_cluster_members{status=\"up\"}", 1.0)
                .containsEntry("tandem_cluster_leader", 1.0)
                .containsEntry("tandem_cluster_unreachable", 0.0)
                .containsEntry("tandem_ready{check=\"journal\"}", 1.0)
                .hasEntrySatisfying(
                    "tandem_freshness_visible_seconds_count{model=\"main\"}",
                    moves -> assertThat(moves).isBetween(2.0, 3.0))
                .hasEntrySatisfying(
                    "tandem_journal_batch_sum{model=\"main\"}",
                    steps -> assertThat(steps).isGreaterThanOrEqualTo(6.0))
                .hasEntrySatisfying(
                    "tandem_journal_recovery_seconds_count{model=\"main\"}",
                    started -> assertThat(started).isGreaterThanOrEqualTo(4.0))
                .hasEntrySatisfying(
                    "tandem_http_requests_seconds_count{method=\"GET\",route=\"/v1/users/{id}/recommendations\",status=\"200\"}",
                    requests -> assertThat(requests).isPositive()));
    Map<String, Double> samples = samples(scrape());
    assertThat(samples)
        .containsEntry(
            "tandem_journal_write_seconds_count{model=\"main\"}",
            Objects.requireNonNull(samples.get("tandem_journal_rows_total{model=\"main\"}")));
  }

  @Test
  void scrape_allSettled_showsNothingWaitingInEachPartition() {
    node.await(
        () ->
            assertThat(samples(scrape()))
                .containsEntry("tandem_lag{model=\"main\",partition=\"0\"}", 0.0)
                .containsEntry("tandem_lag{model=\"main\",partition=\"1\"}", 0.0));
  }

  @Test
  void dashboardAndAlerts_eachMetric_isExposed() throws Exception {
    Set<String> used = new TreeSet<>();
    JsonNode dashboard =
        new ObjectMapper().readTree(ROOT.resolve("docker/grafana/tandem.json").toFile());
    JsonNode alerts =
        new YAMLMapper().readTree(ROOT.resolve("docker/prometheus/alerts.yml").toFile());
    List<String> expressions = dashboard.findValuesAsText("expr");
    assertThat(expressions).hasSizeGreaterThan(30);
    assertThat(alerts.findValuesAsText("expr")).hasSizeGreaterThan(8);
    expressions.forEach(expression -> used.addAll(PromQl.metrics(expression)));
    alerts.findValuesAsText("expr").forEach(expression -> used.addAll(PromQl.metrics(expression)));
    used.removeAll(OF_PROMETHEUS);

    System.gc(); // its pauses are not shown before there was one
    node.await(() -> assertThat(PromQl.exposed(scrape())).containsAll(used));
  }

  @Test
  void page_eachMetricOfOurs_isNamed() throws Exception {
    String page = Files.readString(ROOT.resolve("docs/monitoring.md"));
    node.await(() -> assertThat(PromQl.exposed(scrape())).contains("tandem_lag", "tandem_ready"));

    Set<String> families = new TreeSet<>();
    scrape()
        .lines()
        .filter(line -> line.startsWith("# TYPE tandem_"))
        .forEach(line -> families.add(line.split(" ", 4)[2]));

    assertThat(families)
        .hasSizeGreaterThan(25)
        .allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
  }

  @Test
  void ready_allIsWell_saysSoOfEachCheck() {
    node.await(
        () ->
            assertThat(get(node.ports().health().checks(PATIENCE)))
                .containsExactly(
                    new Check("cluster", true, "A member that is up."),
                    new Check("sharding", true, "All regions have registered."),
                    new Check("index", true, "16 of 16 partitions loaded."),
                    new Check("journal", true, "The database answers.")));
  }

  @Test
  void ready_databaseStopped_isRefusedWhileTheNodeLivesAndServes() throws Exception {
    int port = database.getPort();
    database.close();
    try {
      node.await(() -> assertThat(failing()).containsExactly("journal"));
      assertThat(node.get("/health/ready").statusCode()).isEqualTo(503);
      assertThat(node.get("/health/live").statusCode()).isEqualTo(200);
      assertThat(ids(node.list("ann", 5, Optional.empty()))).containsExactly("i2");
      node.await(
          () ->
              assertThat(samples(scrape())).containsEntry("tandem_ready{check=\"journal\"}", 0.0));
    } finally {
      database = databaseServer(port);
    }
    node.await(() -> assertThat(failing()).isEmpty());
    HttpResponse<String> ready = node.get("/health/ready");
    assertThat(ready.statusCode()).as(ready.body()).isEqualTo(200);
  }

  private static List<String> failing() {
    return get(node.ports().health().checks(PATIENCE)).stream()
        .filter(check -> !check.ok())
        .map(Check::name)
        .toList();
  }

  private static Map<String, Double> samples(String scrape) {
    Map<String, Double> samples = new TreeMap<>();
    scrape
        .lines()
        .filter(line -> !line.startsWith("#"))
        .forEach(
            line -> {
              int space = line.lastIndexOf(' ');
              samples.put(line.substring(0, space), Double.valueOf(line.substring(space + 1)));
            });
    return samples;
  }
}
