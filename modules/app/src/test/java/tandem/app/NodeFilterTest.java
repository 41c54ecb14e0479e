package tandem.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Lists of a whole node over HTTP, filtered and boosted, after a restart, too. Items i0 to i39 with
 * prices 0 to 39, even ones red and odd ones blue, the last ten used; i5 was never to be had, i6 is
 * over.
 */
final class NodeFilterTest {

  private static final int ITEMS = 40;
  private static final String SETTINGS =
      """
      tandem.items.schema { price = { type = number, min = 0 }, colour = string, made = time }
      tandem.scenarios {
        home { k = 100, filter { not { category = used } } }
        reds { k = 100, boost = [{ filter { attribute = colour, eq = red }, factor = 1000 }] }
      }
      """;

  private static TestNode node;

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    try (TestNode before = TestNode.start(directory, SETTINGS)) {
      node = before;
      String items = IntStream.range(0, ITEMS).mapToObj(NodeFilterTest::item).toList().toString();
      assertThat(json(before.put("/v1/items", items)).path("stored").asInt()).isEqualTo(ITEMS);
      before.learn(
          before.event("ann", "i1", "purchase"),
          before.event("ann", "i2", "purchase"),
          before.event("bob", "i2", "purchase"),
          before.event("bob", "i30", "purchase"));
      before.await(() -> assertThat(ids("/v1/popular?k=100")).hasSize(ITEMS - 2));
    }
    node = TestNode.start(directory, SETTINGS); // from the table of the index
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private static String item(int i) {
    String available =
        i == 5
            ? ", \"available_from\": \"9000-01-01T00:00:00Z\""
            : i == 6 ? ", \"available_until\": \"2000-01-01T00:00:00Z\"" : "";
    return """
        {"item_id": "i%d", "categories": ["%s"], "attributes": {"price": %d, "colour": "%s",
          "made": "20%d-01-01T00:00:00Z"}%s}"""
        .formatted(i, i < 30 ? "new" : "used", i, i % 2 == 0 ? "red" : "blue", i + 10, available);
  }

  private static JsonNode json(HttpResponse<String> response) throws Exception {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return new ObjectMapper().readTree(response.body());
  }

  private static List<String> ids(HttpResponse<String> response) throws Exception {
    return json(response).path("items").findValuesAsText("item_id");
  }

  private static List<String> ids(String path) {
    try {
      return ids(node.get(path));
    } catch (Exception e) {
      throw new AssertionError(path, e);
    }
  }

  @Test
  void popular_filtered_hasAllThatPassAndNoOthers() {
    assertThat(ids("/v1/popular?k=100&category=used")).hasSize(10);
    assertThat(ids("/v1/popular?k=100&where=price:lt:3")).containsExactly("i2", "i1", "i0");
    assertThat(ids("/v1/popular?k=100&where=price:ge:38&where=colour:eq:red"))
        .containsExactly("i38");
    assertThat(ids("/v1/popular?k=100&where=made:lt:2012-01-01T00:00:00Z&exclude=i1"))
        .containsExactly("i0");
    assertThat(ids("/v1/popular?k=100&where=price:in:5,6,7")).containsExactly("i7");
  }

  @Test
  void popular_factor_countsAsThatManyEvents() throws Exception {
    String odd =
        "{\"k\": 1, \"boost\": [{\"filter\": {\"attribute\": \"colour\", \"eq\": \"blue\"}, \"factor\": %s}]}";
    assertThat(ids(node.post("/v1/popular", odd.formatted("1.9")))).containsExactly("i2");
    assertThat(ids(node.post("/v1/popular", odd.formatted("2.2")))).containsExactly("i1");
  }

  @Test
  void forUser_filtered_hasNothingSeenAndAllThatPasses() {
    assertThat(ids("/v1/users/ann/recommendations?k=100&where=price:le:4"))
        .containsExactlyInAnyOrder("i0", "i3", "i4");
    assertThat(ids("/v1/users/nobody/recommendations?k=100&where=price:le:1"))
        .containsExactly("i1", "i0");
  }

  @Test
  void forUser_boosted_hasThoseFirst() throws Exception {
    List<String> list = ids(node.post("/v1/users/ann/recommendations", "{\"scenario\": \"reds\"}"));
    assertThat(list).hasSize(ITEMS - 4);
    assertThat(list.subList(0, 18)).allMatch(id -> Integer.parseInt(id.substring(1)) % 2 == 0);
  }

  @Test
  void similar_scenario_hasItsFilterAndLength() {
    assertThat(ids("/v1/items/i1/similar?scenario=home"))
        .hasSize(27)
        .doesNotContain("i1", "i5", "i6", "i30");
    assertThat(ids("/v1/items/i1/similar?scenario=home&k=3")).hasSize(3);
  }

  @Test
  void basket_filtered_hasWhatPassesWithoutTheBasket() throws Exception {
    String body =
        "{\"k\": 100, \"items\": [\"i2\"], \"filter\": {\"attribute\": \"price\", \"ge\": 1, \"le\": 3}}";
    assertThat(ids(node.post("/v1/recommendations", body))).containsExactlyInAnyOrder("i1", "i3");
  }

  @Test
  void get_item_hasItsAttributesAfterARestart() throws Exception {
    JsonNode item = json(node.get("/v1/items/i5"));
    assertThat(item.path("attributes").toString())
        .isEqualTo("{\"colour\":\"blue\",\"made\":\"2015-01-01T00:00:00Z\",\"price\":5}");
    assertThat(item.path("available_from").asText()).isEqualTo("9000-01-01T00:00:00Z");
  }
}
