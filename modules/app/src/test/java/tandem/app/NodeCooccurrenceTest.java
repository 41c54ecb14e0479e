package tandem.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tandem.protocol.Interaction;

/**
 * What users take one after the other, of a whole node over HTTP, before and after a restart. Three
 * users took {@code bread}, {@code butter}, {@code jam}; two more {@code bread} and {@code knife};
 * one disliked {@code bread} and took {@code stone}; three took {@code butter} only, so that it is
 * before {@code jam} in the blend, however the vectors come out. {@code ann} took {@code bread}.
 */
final class NodeCooccurrenceTest {

  private static final String SETTINGS = "tandem.lists.blend.learned = false";

  private static Path data;
  private static TestNode node;

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    data = directory;
    node = TestNode.start(directory, SETTINGS);
    List<Interaction> events = new ArrayList<>();
    for (String user : List.of("u1", "u2", "u3")) {
      for (String item : List.of("bread", "butter", "jam")) {
        events.add(node.event(user, item, "purchase"));
      }
    }
    for (String user : List.of("u4", "u5")) {
      events.add(node.event(user, "bread", "purchase"));
      events.add(node.event(user, "knife", "purchase"));
    }
    for (String user : List.of("u7", "u8", "u9")) {
      events.add(node.event(user, "butter", "purchase"));
    }
    events.add(node.event("u6", "bread", "dislike"));
    events.add(node.event("u6", "stone", "purchase"));
    events.add(node.event("ann", "bread", "purchase"));
    node.learn(events.toArray(Interaction[]::new));
    put("knife", "tools");
    put("jam", "food");
    node.await(
        () -> assertThat(get("/v1/items/knife").path("categories").toString()).contains("tools"));
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private static void put(String item, String category) throws Exception {
    String body = "{\"title\": \"" + item + "\", \"categories\": [\"" + category + "\"]}";
    assertThat(node.put("/v1/items/" + item, body).statusCode()).isEqualTo(204);
  }

  private static JsonNode json(HttpResponse<String> response) throws Exception {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return new ObjectMapper().readTree(response.body());
  }

  private static JsonNode get(String path) {
    try {
      return json(node.get(path));
    } catch (Exception e) {
      throw new AssertionError(path, e);
    }
  }

  private static JsonNode list(String user, String more) {
    return get("/v1/users/" + user + "/recommendations?strategy=cooccurrence" + more);
  }

  private static List<String> ids(JsonNode list) {
    return list.path("items").findValuesAsText("item_id");
  }

  private static double score(JsonNode list, int place) {
    return list.path("items").get(place).path("score").asDouble();
  }

  @Test
  void list_byCooccurrence_isWhatOthersTookAfterwards() {
    JsonNode list = list("ann", "");
    assertThat(list.path("strategy").asText()).isEqualTo("cooccurrence");
    assertThat(ids(list)).containsExactly("butter", "jam", "knife"); // 3, 3/√2 and 2, of bread's 7
    double root = Math.sqrt(1 + 7.0);
    assertThat(score(list, 0)).isCloseTo(3 / root, within(0.02));
    assertThat(score(list, 1)).isCloseTo(3 * Math.sqrt(0.5) / root, within(0.02));
    assertThat(ids(list("ann", "&exclude=butter&k=1"))).containsExactly("jam");
    assertThat(ids(list("ann", "&category=tools"))).containsExactly("knife");
  }

  @Test
  void list_blended_hasWhatOthersTookAfterwards() {
    JsonNode blend = get("/v1/users/ann/recommendations?strategy=blend");
    JsonNode first = blend.path("items").get(0);
    assertThat(first.path("item_id").asText()).isEqualTo("butter");
    assertThat(first.path("by").get(0).asText()).isEqualTo("cooccurrence");
    assertThat(ids(blend)).contains("stone"); // that nobody took with bread, by the others
  }

  @Test
  void list_explained_saysWhichItemsItIsFor() {
    JsonNode because = list("u4", "&explain=true").path("items").get(0).path("because");
    assertThat(because.path("items").findValuesAsText("item_id")).contains("bread");
    assertThat(because.path("other").asDouble()).isCloseTo(0, within(1e-6));
  }

  @Test
  void list_inPages_neverRepeats() throws Exception {
    JsonNode first = list("ann", "&k=1&page=true");
    String next = "/v1/lists/" + first.path("list_id").asText() + "/next";
    assertThat(ids(first)).containsExactly("butter");
    assertThat(ids(json(node.post(next, "")))).containsExactly("jam");
    assertThat(ids(json(node.post(next, "")))).containsExactly("knife");
  }

  @Test
  void list_ofAUserWithoutInterests_fallsBack() {
    assertThat(list("nobody", "").path("strategy").asText()).isEqualTo("popular");
  }

  @Test
  void context_afterTheBasketAndWhatTheUserTook() throws Exception {
    String body = "{\"items\": [\"butter\"], \"strategy\": \"cooccurrence\"}";
    JsonNode list = json(node.post("/v1/users/ann/recommendations", body));
    assertThat(list.path("strategy").asText()).isEqualTo("cooccurrence");
    assertThat(ids(list)).startsWith("jam").doesNotContain("butter", "bread");
    String other = "{\"items\": [\"butter\"], \"strategy\": \"neighbours\"}";
    assertThat(node.post("/v1/users/ann/recommendations", other).statusCode()).isEqualTo(400);
  }

  @Test
  void similar_byCooccurrence_isWhatIsTakenAfter() {
    JsonNode list = get("/v1/items/butter/similar?by=cooccurrence");
    assertThat(list.path("strategy").asText()).isEqualTo("cooccurrence");
    assertThat(ids(list)).containsExactly("jam", "bread"); // and what comes before it, half as well
    assertThat(score(list, 1)).isCloseTo(score(list, 0) / 2, within(0.02));
  }

  @Test
  void restart_node_hasTheSameLists() throws Exception {
    JsonNode before = list("ann", "").path("items");
    node.close();
    node = TestNode.start(data, SETTINGS);
    node.await(() -> assertThat(list("ann", "").path("items")).isEqualTo(before));
  }
}
