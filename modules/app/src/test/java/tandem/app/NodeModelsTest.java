package tandem.app;

import static org.assertj.core.api.Assertions.assertThat;
import static tandem.app.TestNode.PATIENCE;
import static tandem.app.TestNode.get;
import static tandem.app.TestNode.ids;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tandem.app.database.Database;
import tandem.app.database.DatabaseSettings;
import tandem.app.store.JdbcSideModels;
import tandem.app.store.SideModel;
import tandem.app.store.Sql;
import tandem.http.ListAnswer;
import tandem.http.ListRequest;
import tandem.http.RecommendationPort;
import tandem.model.ModelName;
import tandem.model.ModelSettings;
import tandem.model.UserId;
import tandem.protocol.ItemDescription;
import tandem.protocol.RecordId;

/** A node that learns a second model beside its own. */
final class NodeModelsTest {

  private static final ModelName SIDE = new ModelName("side");
  private static final String RATING = "tandem.model.objective = rating";

  @Test
  void register_whileTheNodeRuns_isLearnedServedSwitchedAndDropped(@TempDir Path directory)
      throws Exception {
    try (TestNode node = TestNode.start(directory, RATING)) {
      node.describe("i1", new ItemDescription("First", List.of(), false));
      node.describe("i9", new ItemDescription("Gone", List.of(), false));
      node.remove("i9");
      node.learn(node.rating("u", "i1", 5), node.rating("u", "i2", 4), node.rating("v", "i3", 2));
      register(directory, SIDE);
      await(node, "learned", "3"); // from the beginning of the log, as it has no frontier
      List<RecordId> later = node.learn(node.rating("v", "i2", 5));
      ListAnswer side = list(node, "v", Optional.of(later.get(0)));

      assertThat(ids(side)).containsExactly("i1");
      assertThat(side.items().get(0).title()).isEqualTo("First");
      assertThat(node.get("/v1/users/v/recommendations?model=side").statusCode()).isEqualTo(200);
      assertThat(node.get("/v1/users/v/recommendations?model=other").statusCode()).isEqualTo(404);
      assertThat(score(node, "v")).isNotEqualTo(score(side));

      assertThat(models(node, "activate", "side")).startsWith("0 side answers now");
      assertThat(score(node, "v")).isEqualTo(score(side));
      assertThat(models(node)).containsPattern("(?s)main +rating.*side +yes +rating +6 .* 4\n");
      assertThat(node.sendAdmin("DELETE", "/v1/admin/models/side").statusCode()).isEqualTo(409);
      assertThat(node.sendAdmin("POST", "/v1/admin/models/main/activate").statusCode())
          .isEqualTo(204);
      assertThat(score(node, "v")).isNotEqualTo(score(side));

      assertThat(models(node, "drop", "gone")).startsWith("1 ").contains("no model gone");
      assertThat(models(node, "drop", "side")).startsWith("0 side is no longer learned");
      assertThat(node.get("/v1/users/v/recommendations?model=side").statusCode()).isEqualTo(404);
      assertThat(node.getAdmin("/metrics").body()).doesNotContain("model=\"side\"");
      node.learn(node.rating("v", "i1", 3));
    }
  }

  @Test
  void restart_withAnActiveModel_goesOnWhereItWas(@TempDir Path directory) throws Exception {
    double before;
    try (TestNode node = TestNode.start(directory, RATING)) {
      List<RecordId> all =
          node.learn(
              node.rating("u", "i1", 5), node.rating("u", "i2", 4), node.rating("v", "i3", 2));
      register(directory, SIDE);
      await(node, "learned", "3");
      assertThat(list(node, "u", Optional.of(all.get(1))).known()).isTrue();
      assertThat(list(node, "v", Optional.of(all.get(2))).known()).isTrue();
      assertThat(node.sendAdmin("POST", "/v1/admin/models/side/activate").statusCode())
          .isEqualTo(204);
      before = score(node, "v");
    }
    try (TestNode node = TestNode.start(directory, RATING)) {
      assertThat(node.getAdmin("/v1/admin/models").body())
          .contains("{\"name\":\"side\",\"active\":true")
          .contains("\"learned\":0");
      assertThat(score(node, "v")).isEqualTo(before);
      node.learn(node.rating("v", "i1", 5));
      await(node, "learned", "1");
    }
  }

  @Test
  void eraseAndDescribe_beforeAndAfterTheModelCame_holdForIt(@TempDir Path directory)
      throws Exception {
    try (TestNode node = TestNode.start(directory, RATING)) {
      node.learn(node.rating("u", "i1", 5), node.rating("v", "i1", 4), node.rating("w", "i1", 4));
      erase(node, "u");
      register(directory, SIDE);
      await(node, "known", "1"); // of u, whom the model never learns
      await(node, "learned", "2");
      assertThat(list(node, "u", Optional.empty()).known()).isFalse();
      assertThat(list(node, "v", Optional.empty()).known()).isTrue();

      erase(node, "v");
      assertThat(list(node, "v", Optional.empty()).known()).isFalse();
      assertThat(list(node, "w", Optional.empty()).known()).isTrue();
      node.learn(node.rating("x", "i2", 4));
      node.describe("i1", new ItemDescription("Later", List.of(), false));
      node.await(
          () ->
              assertThat(list(node, "x", Optional.empty()).items())
                  .extracting(ListAnswer.Entry::title)
                  .containsExactly("Later"));
      node.remove("i1");
      node.await(() -> assertThat(list(node, "x", Optional.empty()).items()).isEmpty());
    }
  }

  /** Exit code and what was printed. */
  private static String models(TestNode node, String... arguments) {
    StringWriter out = new StringWriter();
    List<String> line = new ArrayList<>(List.of("models", "--node", node.adminAddress()));
    line.addAll(List.of(arguments));
    CommandLine command =
        Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(out));
    int code = command.execute(line.toArray(String[]::new));
    return code + " " + out;
  }

  private static void erase(TestNode node, String user) {
    assertThat(get(node.ports().users().erase(new UserId(user), PATIENCE))).isPresent();
  }

  /** A model whose tables are empty. */
  private static void register(Path directory, ModelName name) {
    DatabaseSettings settings = AppSettings.of(TestNode.config(directory, 0, "")).database();
    Database.open(settings.of(name)).close();
    try (Database main = Database.open(settings)) {
      get(
          new JdbcSideModels(new Sql(main.dataSource(), Runnable::run))
              .insert(
                  new SideModel(
                      name,
                      ModelSettings.rating().withFactors(6).withSeed(7),
                      Instant.EPOCH,
                      false,
                      0)));
    }
  }

  private static void await(TestNode node, String outcome, String count) {
    node.await(
        () ->
            assertThat(metrics(node))
                .contains(
                    "tandem_events_total{model=\"side\",outcome=\"%s\"} %s.0"
                        .formatted(outcome, count)));
  }

  private static String metrics(TestNode node) {
    try {
      return node.getAdmin("/metrics").body();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static ListAnswer list(TestNode node, String user, Optional<RecordId> after) {
    RecommendationPort lists = node.ports().models().lists(SIDE).orElseThrow();
    return get(lists.forUser(new UserId(user), ListRequest.of(10), after, PATIENCE));
  }

  private static double score(TestNode node, String user) {
    return score(node.list(user, 10, Optional.empty()));
  }

  private static double score(ListAnswer list) {
    return list.items().get(0).score();
  }
}
