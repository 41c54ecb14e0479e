package tandem.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tandem.protocol.Interaction;
import tandem.protocol.ItemDescription;

/** A whole node makes lists by what descriptions say. */
final class NodeContentListsTest {

  private static final String SETTINGS =
      "tandem.model.objective = preference, tandem.lists.blend.content = 2";
  private static final String ANN = "/v1/users/ann/recommendations?k=50&strategy=";
  private static final String[] KINDS = {"space", "love", "war"};
  private static final int ITEMS = 18;

  @Test
  void lists_byContent_haveWhatIsDescribedAlike_afterARestartToo(@TempDir Path directory)
      throws Exception {
    try (TestNode node = TestNode.start(directory, SETTINGS)) {
      learn(node);
      giveWay(node);
      fit(node);
      ofUser(node);
      ofBlend(node);
      ofItems(node);
    }
    try (TestNode node = TestNode.start(directory, SETTINGS)) {
      node.await(() -> assertAnnIsInSpace(node));
    }
  }

  private static void learn(TestNode node) {
    List<Interaction> events = new ArrayList<>();
    for (int i = 0; i < ITEMS; i++) {
      node.describe("i" + i, kind(KINDS[i % KINDS.length]));
    }
    for (int u = 0; u < 6; u++) {
      events.add(node.event("u" + u, "i" + (u + 1), "view"));
      events.add(node.event("u" + u, "plain", "view")); // without a description
    }
    events.add(node.event("ann", "i0", "view"));
    events.add(node.event("ann", "i3", "view"));
    node.learn(events.toArray(Interaction[]::new));
  }

  private static ItemDescription kind(String category) {
    return new ItemDescription("", List.of(category), false);
  }

  /** Before the first fit there is nothing to rank by. */
  private static void giveWay(TestNode node) {
    assertThat(strategy(get(node, ANN + "content"))).isEqualTo("factors");
    assertThat(strategy(get(node, "/v1/items/i0/similar?by=content"))).isEqualTo("similar");
  }

  private static void fit(TestNode node) {
    node.await(
        () -> {
          JsonNode facts = refreshed(node);
          assertThat(facts.path("described").asInt()).isEqualTo(ITEMS);
        });
    node.await(() -> assertAnnIsInSpace(node));
  }

  private static void assertAnnIsInSpace(TestNode node) {
    JsonNode list = get(node, ANN + "content");
    assertThat(strategy(list)).isEqualTo("content");
    assertThat(list.path("coverage").asDouble()).isEqualTo(1);
    assertThat(ids(list).subList(0, 4)).allMatch(NodeContentListsTest::isSpace);
    assertThat(ids(list)).doesNotContain("plain", "i0", "i3");
  }

  private static boolean isSpace(String id) {
    return id.equals("fresh") || Integer.parseInt(id.substring(1)) % KINDS.length == 0;
  }

  /** The cold start of an item: it is in lists before anybody has met it. */
  private static void ofUser(TestNode node) {
    node.describe("fresh", kind("space"));
    node.describe("hidden", new ItemDescription("", List.of("space"), true));
    JsonNode list = get(node, ANN + "content&explain=true");
    assertThat(ids(list)).hasSize(ITEMS - 2 + 1).contains("fresh").doesNotContain("hidden");
    assertThat(ids(list).subList(0, 5)).contains("fresh").allMatch(NodeContentListsTest::isSpace);
    assertThat(get(node, "/v1/items/fresh").path("events").asInt()).isZero();
    for (JsonNode item : list.path("items")) {
      JsonNode because = item.path("because");
      double sum = because.path("other").asDouble();
      for (JsonNode part : because.path("items")) {
        sum += part.path("amount").asDouble();
      }
      assertThat(because.path("other").asDouble()).isCloseTo(0, within(1e-5));
      assertThat(sum).isCloseTo(item.path("score").asDouble(), within(1e-9));
    }
    JsonNode newest = list.path("items").get(0).path("because").path("items").get(0);
    assertThat(newest.path("item_id").asText()).isEqualTo("i3");
    assertThat(newest.path("amount").asDouble()).isCloseTo(2 / 3.0, within(1e-4));

    assertThat(ids(get(node, ANN + "content&category=love&exclude=i1"))).hasSize(5);
    assertThat(ids(get(node, ANN + "content&diversity=0.9")).subList(0, 5))
        .anyMatch(id -> !isSpace(id));
    assertThat(ids(get(node, ANN + "content&explore=0.5"))).hasSize(ITEMS - 2 + 1);
    assertThat(strategy(get(node, "/v1/users/nobody/recommendations?strategy=content")))
        .isEqualTo("popular");
  }

  private static void ofBlend(TestNode node) {
    JsonNode blend = get(node, ANN + "blend");
    assertThat(strategy(blend)).isEqualTo("blend");
    assertThat(ids(blend)).contains("plain", "fresh");
    for (JsonNode item : blend.path("items")) {
      List<String> by = new ArrayList<>();
      item.path("by").forEach(name -> by.add(name.asText()));
      assertThat(by.contains("content")).isEqualTo(!item.path("item_id").asText().equals("plain"));
    }
  }

  private static void ofItems(TestNode node) throws Exception {
    JsonNode similar = get(node, "/v1/items/fresh/similar?by=content&k=6&explain=true");
    assertThat(strategy(similar)).isEqualTo("content");
    assertThat(ids(similar))
        .hasSize(6)
        .allMatch(NodeContentListsTest::isSpace)
        .doesNotContain("fresh");
    JsonNode part = similar.path("items").get(0).path("because").path("items").get(0);
    assertThat(part.path("item_id").asText()).isEqualTo("fresh");
    assertThat(part.path("amount").asDouble()).isCloseTo(1, within(1e-4));

    JsonNode both =
        json(
            node.post(
                "/v1/items/similar",
                "{\"items\":[\"i0\",\"i1\",\"plain\"],\"by\":\"content\",\"k\":11}"));
    assertThat(strategy(both)).isEqualTo("content");
    assertThat(ids(both))
        .hasSize(11)
        .allMatch(id -> isSpace(id) || Integer.parseInt(id.substring(1)) % 3 == 1);
    assertThat(strategy(get(node, "/v1/items/plain/similar?by=content"))).isEqualTo("similar");
    assertThat(strategy(get(node, "/v1/items/i0/similar"))).isEqualTo("similar");
    assertThat(node.get("/v1/items/gone/similar?by=content").statusCode()).isEqualTo(404);
  }

  private static JsonNode refreshed(TestNode node) {
    try {
      return json(node.sendAdmin("POST", "/v1/admin/models/main/content/refresh"));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static JsonNode get(TestNode node, String path) {
    try {
      return json(node.get(path));
    } catch (Exception e) {
      throw new AssertionError(path, e);
    }
  }

  private static JsonNode json(HttpResponse<String> response) throws Exception {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return new ObjectMapper().readTree(response.body());
  }

  private static String strategy(JsonNode list) {
    return list.path("strategy").asText();
  }

  private static List<String> ids(JsonNode list) {
    List<String> ids = new ArrayList<>();
    list.path("items").forEach(item -> ids.add(item.path("item_id").asText()));
    return ids;
  }
}
