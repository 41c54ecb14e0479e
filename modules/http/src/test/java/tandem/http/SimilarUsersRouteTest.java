package tandem.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tandem.model.UserId;

class SimilarUsersRouteTest {

  private static final String PATH = "/v1/users/ann/similar";
  private static final String ANN = "tandem_ann";
  private static final String READER = "tandem_reader";
  private static final String WRITER = "tandem_writer";

  @RegisterExtension static final TestServer SERVER = new TestServer();

  @RegisterExtension
  static final TestServer GUARDED =
      new TestServer(
          key("ann", ANN, Set.of(Scope.READ, Scope.WRITE), new UserId("ann"))
              + key("reader", READER, Set.of(Scope.READ), null)
              + key("writer", WRITER, Set.of(Scope.WRITE), null));

  private static String key(
      String name, String secret, Set<Scope> scopes, @org.jspecify.annotations.Nullable UserId u) {
    return new ApiKey(name, ApiKey.hash(secret), scopes, u).toConfiguration() + "\n";
  }

  @AfterEach
  void clear() {
    SERVER.fakes().recommendations.clear();
  }

  @Test
  void get_knownUser_namesTheMostAlike() {
    JsonNode answer = SERVER.get(PATH + "?k=2").json(200);
    assertThat(answer.get("users").toString())
        .isEqualTo("[{\"user_id\":\"u1\",\"likeness\":1},{\"user_id\":\"u2\",\"likeness\":0.5}]");
    assertThat(answer.get("coverage").asDouble()).isEqualTo(1);
    assertThat(answer.has("missing_partitions")).isFalse();
    assertThat(answer.has("took_ms")).isTrue();
    assertThat(SERVER.get(PATH).json(200).get("users")).hasSize(10);
    assertThat(SERVER.get(PATH + "?k=100").json(200).get("users")).hasSize(100);
  }

  @Test
  void get_partitionsAway_saysWhich() {
    SERVER.fakes().recommendations.missing = List.of(3, 5, 7, 8);
    JsonNode answer = SERVER.get(PATH).json(200);
    assertThat(answer.get("coverage").asDouble()).isEqualTo(0.75);
    assertThat(answer.get("missing_partitions").toString()).isEqualTo("[3,5,7,8]");
  }

  @Test
  void get_unknownUserOrModel_is404() {
    assertThat(SERVER.get("/v1/users/bob/similar").problem(404).type())
        .isEqualTo("/problems/unknown-user");
    assertThat(SERVER.get(PATH + "?model=none").problem(404).type())
        .isEqualTo("/problems/unknown-model");
  }

  @Test
  void get_turnedOff_is409AndNamesTheSetting() {
    SERVER.fakes().recommendations.similarOff = true;
    assertThat(SERVER.get(PATH).problem(409).type()).isEqualTo("/problems/turned-off");
    assertThat(SERVER.get(PATH).problem(409).detail()).contains("tandem.some.setting = on");
  }

  @ParameterizedTest
  @CsvSource({"k=0,k", "k=101,k", "k=x,k", "k=1&k=2,k", "category=a,category", "model=A,model"})
  void get_badParameter_isRefusedByName(String query, String field) {
    assertThat(SERVER.get(PATH + "?" + query).problem(400).field()).isEqualTo(field);
  }

  @Test
  void get_keyOfOneUser_is403ForThatUserToo() {
    GUARDED.call("GET", PATH, "", "X-API-Key", ANN).problem(403);
    GUARDED.call("GET", "/v1/users/bob/similar", "", "X-API-Key", ANN).problem(403);
    GUARDED.call("GET", PATH, "", "X-API-Key", WRITER).problem(403);
    GUARDED.get(PATH).problem(401);
    GUARDED.call("GET", PATH, "", "X-API-Key", READER).json(200);
  }
}
