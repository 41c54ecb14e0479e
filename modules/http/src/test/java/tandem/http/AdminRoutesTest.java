package tandem.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  private static Reply admin(String method, String path) {
    return SERVER.sendAdmin(method, "/v1/admin/models/" + path);
  }
}
