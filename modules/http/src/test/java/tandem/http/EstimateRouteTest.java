package tandem.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tandem.model.UserId;

class EstimateRouteTest {

  private static final String ANN = "tandem_ann";
  private static final String READER = "tandem_reader";

  @RegisterExtension static final TestServer SERVER = new TestServer();

  @RegisterExtension
  static final TestServer GUARDED =
      new TestServer(
          new ApiKey("ann", ApiKey.hash(ANN), Set.of(Scope.READ), new UserId("ann"))
                  .toConfiguration()
              + "\n"
              + new ApiKey("reader", ApiKey.hash(READER), Set.of(Scope.READ), null)
                  .toConfiguration());

  @Test
  void get_knownUser_hasAValueForEachItemInOrder() {
    JsonNode answer = SERVER.get("/v1/estimate?user=ann&item=101&item=102,103&item=101").json(200);
    assertThat(answer.get("known").asBoolean()).isTrue();
    assertThat(answer.get("objective").asText()).isEqualTo("rating");
    assertThat(answer.get("estimates").findValuesAsText("item_id"))
        .containsExactly("101", "102", "103", "101");
    assertThat(answer.get("estimates").get(0).toString())
        .isEqualTo("{\"item_id\":\"101\",\"value\":3.5,\"known\":true}");
    assertThat(answer.get("estimates").get(1).get("known").asBoolean()).isFalse();
  }

  @Test
  void get_unknownUser_hasNoValues() {
    JsonNode answer = SERVER.get("/v1/estimate?user=bob&item=101").json(200);
    assertThat(answer.get("known").asBoolean()).isFalse();
    assertThat(answer.get("estimates").get(0).has("value")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "item=101,user",
    "user=ann,item",
    "user=a%20b&item=1,user",
    "user=ann&item=,item",
    "user=ann&user=ann&item=1,user",
    "user=ann&item=1&k=5,k"
  })
  void get_badParameter_isRefusedByName(String query, String field) {
    assertThat(SERVER.get("/v1/estimate?" + query).problem(400).field()).isEqualTo(field);
  }

  @Test
  void get_mostItems_areTakenAndMoreAreNot() {
    String most = String.join(",", Collections.nCopies(100, "1"));
    SERVER.get("/v1/estimate?user=ann&item=" + most).json(200);
    assertThat(SERVER.get("/v1/estimate?user=ann&item=1," + most).problem(400).field())
        .isEqualTo("item");
  }

  @Test
  void get_keyOfAnotherUser_is403() {
    String path = "/v1/estimate?item=1&user=";
    GUARDED.call("GET", path + "bob", "", "X-API-Key", ANN).problem(403);
    GUARDED.call("GET", path + "ann", "", "X-API-Key", ANN).json(200);
    GUARDED.call("GET", path + "bob", "", "X-API-Key", READER).json(200);
  }
}
