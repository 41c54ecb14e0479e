package tandem.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tandem.protocol.Interaction;
import tandem.protocol.ItemDescription;

/** A whole node gives items without events a place by their content. */
final class NodeContentTest {

  private static final String SETTINGS = "tandem.model.objective = rating";
  private static final String REFRESH = "/v1/admin/models/main/content/refresh";

  @Test
  void refresh_thenNewItems_startWhereTheirKindIs_afterARestartToo(@TempDir Path directory)
      throws Exception {
    try (TestNode node = TestNode.start(directory, SETTINGS)) {
      for (int i = 0; i < 12; i++) {
        node.describe("i" + i, kind(i % 2 == 0 ? "space" : "love"));
      }
      node.describe("before", kind("space"));
      node.learn(ratings(node));
      assertThat(estimate(node, "before")).isCloseTo(estimate(node, "unknown"), within(0.05));

      awaitPlaced(node);
      node.describe("space", kind("space"));
      node.describe("love", kind("love"));
      node.describe("other", kind("nothing of the kind"));

      node.await(() -> assertForeseen(node));
      assertThat(estimate(node, "other")).isCloseTo(estimate(node, "unknown"), within(0.05));
      assertThat(facts(node, "space").path("events").asInt()).isZero();
    }
    try (TestNode node = TestNode.start(directory, SETTINGS)) {
      assertForeseen(node);
      // The content model comes from its table, and is there some time after the node.
      node.await(
          () -> {
            node.describe("later", kind("space"));
            assertForeseen(node, "later");
          });
    }
  }

  private static void assertForeseen(TestNode node) {
    assertForeseen(node, "before");
    assertForeseen(node, "space");
    assertThat(estimate(node, "love")).isLessThan(estimate(node, "unknown") - 0.1);
  }

  private static void assertForeseen(TestNode node, String space) {
    assertThat(estimate(node, space)).isGreaterThan(estimate(node, "unknown") + 0.1);
  }

  /** Until the tables of the index, which are written behind, have what was learned. */
  private static void awaitPlaced(TestNode node) {
    node.await(
        () -> {
          JsonNode facts = json(send(node, REFRESH));
          assertThat(facts.path("described").asInt()).isEqualTo(13);
          assertThat(facts.path("learned").asInt()).isEqualTo(12);
          assertForeseen(node, "before");
        });
  }

  private static ItemDescription kind(String category) {
    return new ItemDescription("", List.of(category), false);
  }

  private static Interaction[] ratings(TestNode node) {
    Interaction[] ratings = new Interaction[72];
    for (int n = 0; n < ratings.length; n++) {
      int item = n % 12;
      ratings[n] = node.rating("u" + n / 12, "i" + item, item % 2 == 0 ? 5 : 1);
    }
    return ratings;
  }

  private static double estimate(TestNode node, String item) {
    try {
      return json(node.get("/v1/estimate?user=u1&item=" + item))
          .path("estimates")
          .path(0)
          .path("value")
          .asDouble();
    } catch (Exception e) {
      throw new AssertionError(item, e);
    }
  }

  private static JsonNode facts(TestNode node, String item) throws Exception {
    return json(node.get("/v1/items/" + item));
  }

  private static HttpResponse<String> send(TestNode node, String path) {
    try {
      return node.sendAdmin("POST", path);
    } catch (Exception e) {
      throw new AssertionError(path, e);
    }
  }

  private static JsonNode json(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    try {
      return new ObjectMapper().readTree(response.body());
    } catch (Exception e) {
      throw new AssertionError(response.body(), e);
    }
  }
}
