package tandem.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tandem.protocol.http.ClusterView;

class AdminRoutesTest {

  @RegisterExtension static final TestServer SERVER = new TestServer();

  @Test
  void get_healthOnTheAdminPort_isServed() {
    assertThat(SERVER.getAdmin("/health/ready").json(200).get("status").asText())
        .isEqualTo("ready");
  }

  @Test
  void get_publicRouteOnTheAdminPort_is404() {
    assertThat(SERVER.getAdmin("/v1/users").problem(404).type())
        .isEqualTo(ProblemType.NO_SUCH_PATH.uri());
  }

  @Test
  void metrics_areOnThisPortOnly_asText() {
    Reply reply = SERVER.getAdmin("/metrics");
    assertThat(reply.response().body()).isEqualTo("tandem_events_total 1.0\n");
    assertThat(SERVER.get("/metrics").problem(404).type())
        .isEqualTo(ProblemType.NO_SUCH_PATH.uri());
  }

  @Test
  void recommendations_asOf_areThoseOfTheMoment() {
    JsonNode list =
        SERVER
            .getAdmin("/v1/admin/users/7/recommendations?as-of=2026-11-24T11:00:00Z&k=4")
            .json(200);
    assertThat(list.get("as_of").asText()).isEqualTo("2026-11-24T11:00:00Z");
    assertThat(list.get("items_known").asInt()).isEqualTo(3);
    assertThat(list.get("items").get(0).get("item_id").asText()).isEqualTo("of-7");
    assertThat(list.get("items").get(0).get("score").asInt()).isEqualTo(4);
  }

  @Test
  void recommendations_withoutAsOf_areThoseOfNow() {
    JsonNode list = SERVER.getAdmin("/v1/admin/users/7/recommendations").json(200);
    assertThat(Instant.parse(list.get("as_of").asText())).isEqualTo(TestServer.NOW);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-11-24T12:00:00.001Z", "yesterday", "1764000000000000", "-1", ""})
  void recommendations_asOfThatIsNone_namesIt(String moment) {
    assertThat(
            SERVER
                .getAdmin("/v1/admin/users/7/recommendations?as-of=" + moment)
                .problem(400)
                .field())
        .isEqualTo("as-of");
  }

  @Test
  void recommendations_beforeTheJournal_namesTheParameter() {
    SERVER.fakes().failWith(new NoSuchMomentException("The journal begins later."));
    assertThat(SERVER.getAdmin("/v1/admin/users/7/recommendations?as-of=1").problem(400).detail())
        .isEqualTo("The journal begins later.");
  }

  @Test
  void recommendations_onThePublicPort_is404() {
    assertThat(SERVER.get("/v1/admin/users/7/recommendations").status()).isEqualTo(404);
  }

  @Test
  void recommendations_ofAnotherModel_areItsOwn() {
    JsonNode list = SERVER.getAdmin("/v1/admin/users/7/recommendations?model=side").json(200);
    assertThat(list.get("items").get(0).get("item_id").asText()).isEqualTo("of-side-7");
    assertThat(SERVER.getAdmin("/v1/admin/users/7/recommendations?model=gone").problem(404).type())
        .isEqualTo(ProblemType.UNKNOWN_MODEL.uri());
  }

  @Test
  void models_areListed_mainFirst() {
    JsonNode models = SERVER.getAdmin("/v1/admin/models").json(200).get("models");
    assertThat(models.findValuesAsText("name")).containsExactly("main", "side");
    assertThat(models.findValuesAsText("active")).containsExactly("true", "false");
    assertThat(models.get(0).has("promoted_at")).isFalse();
    assertThat(models.get(1).get("promoted_at").asText()).isEqualTo("2026-11-24T11:00:00Z");
    assertThat(models.get(1).get("objective").asText()).isEqualTo("rating");
  }

  @Test
  void activate_knownModel_isDone_unknownIsNot() {
    assertThat(admin("POST", "side/activate").status()).isEqualTo(204);
    assertThat(SERVER.fakes().models.active()).isEqualTo(FakeModels.SIDE);
    assertThat(admin("POST", "gone/activate").problem(404).type())
        .isEqualTo(ProblemType.UNKNOWN_MODEL.uri());
    assertThat(admin("POST", "Not-A-Name/activate").problem(400).field()).isEqualTo("id");
  }

  @Test
  void refreshContent_knownModel_saysWhatCameOfIt_unknownIs404() {
    JsonNode facts = admin("POST", "side/content/refresh").json(200);
    assertThat(facts.path("described").asInt()).isEqualTo(7);
    assertThat(facts.path("learned").asInt()).isEqualTo(5);
    assertThat(facts.path("dimensions").asInt()).isEqualTo(3);
    assertThat(facts.path("placed").asInt()).isEqualTo(2);
    assertThat(facts.path("took_ms").asInt()).isEqualTo(11);
    assertThat(admin("POST", "gone/content/refresh").problem(404).type())
        .isEqualTo(ProblemType.UNKNOWN_MODEL.uri());
  }

  @Test
  void resetBlend_knownModel_isDone_unknownIs404() {
    assertThat(admin("POST", "side/blend/reset").status()).isEqualTo(204);
    assertThat(admin("POST", "gone/blend/reset").problem(404).type())
        .isEqualTo(ProblemType.UNKNOWN_MODEL.uri());
  }

  @Test
  void drop_modelInUse_isRefused_otherIsDone() {
    assertThat(admin("DELETE", "main").problem(409).type())
        .isEqualTo(ProblemType.MODEL_IN_USE.uri());
    admin("POST", "side/activate");
    assertThat(admin("DELETE", "side").problem(409).detail()).contains("activate another");
    admin("POST", "main/activate");
    assertThat(admin("DELETE", "side").status()).isEqualTo(204);
    assertThat(admin("DELETE", "side").problem(404).type())
        .isEqualTo(ProblemType.UNKNOWN_MODEL.uri());
  }

  @Test
  void cluster_isShown_asThePortSaysIt() {
    SERVER.fakes().cluster =
        new ClusterView(
            "127.0.0.1:25521",
            List.of(
                new ClusterView.Member(
                    "127.0.0.1:25521", "up", List.of("learn", "serve"), "1.0", true, true, true),
                new ClusterView.Member(
                    "127.0.0.1:25522", "up", List.of("learn"), "1.0", false, false, false)),
            List.of(
                new ClusterView.Model(
                    "main",
                    List.of(new ClusterView.Shards("index", "127.0.0.1:25521", 1, 1)),
                    List.of(
                        new ClusterView.IndexPartition(0, "127.0.0.1:25521", true, 7),
                        new ClusterView.IndexPartition(1, null, false, null)),
                    3,
                    List.of(
                        new ClusterView.LogPartition(0, "127.0.0.1:25521", 12),
                        new ClusterView.LogPartition(1, null, 0)))),
            List.of("shards of 127.0.0.1:25522: no answer in time."));

    JsonNode cluster = SERVER.getAdmin("/v1/admin/cluster").json(200);

    assertThat(cluster.get("members").findValuesAsText("reachable"))
        .containsExactly("true", "false");
    JsonNode main = cluster.get("models").get(0);
    assertThat(main.get("index").get(0).get("items").asInt()).isEqualTo(7);
    assertThat(main.get("index").get(1).has("member")).isFalse();
    assertThat(main.get("away_from_index").asInt()).isEqualTo(3);
    assertThat(main.get("log").get(0).get("lag").asInt()).isEqualTo(12);
    assertThat(main.get("log").get(1).has("reader")).isFalse();
    assertThat(cluster.get("missing").get(0).asText()).contains("25522");
  }

  @Test
  void cluster_whenNothingIsHeardOfIt_is503() {
    SERVER.fakes().hang();
    assertThat(SERVER.getAdmin("/v1/admin/cluster").problem().status()).isIn(503, 504);
  }

  @Test
  void cluster_onThePublicPort_is404() {
    assertThat(SERVER.get("/v1/admin/cluster").status()).isEqualTo(404);
  }

  private static Reply admin(String method, String path) {
    return SERVER.sendAdmin(method, "/v1/admin/models/" + path);
  }
}
