package tandem.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tandem.protocol.Interaction;

/**
 * The weights of a whole node's blend. Each user takes one of thirty things, then what goes with
 * it: only co-occurrence knows what comes next.
 */
final class NodeLiveBlendTest {

  private static final String SETTINGS =
      "tandem.evaluation { share = 1, timeout = 60 s, at-once = 1000 }";
  private static final int THINGS = 30;
  private static final int ROUNDS = 5;

  private static JsonNode evaluation(TestNode node) {
    try {
      return new ObjectMapper().readTree(node.get("/v1/evaluation").body());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static JsonNode weights(TestNode node) {
    JsonNode blend = evaluation(node).path("blend");
    assertThat(blend.path("learned").asBoolean()).isTrue();
    return blend.path("weights");
  }

  /** How many events the weights have learned from, or would have if a list had had the item. */
  private static int tests(TestNode node) {
    return evaluation(node).path("windows").get(3).path("lists").path("tests").asInt();
  }

  private static double weight(TestNode node, String ranking) {
    return weights(node).path(ranking).asDouble();
  }

  private static void takeInPairs(TestNode node, int from, int to) {
    List<Interaction> events = new ArrayList<>();
    for (int user = from; user < to; user++) {
      events.add(node.event("u" + user, "thing-" + user % THINGS, "purchase"));
      events.add(node.event("u" + user, "goes-with-" + user % THINGS, "purchase"));
    }
    node.learn(events.toArray(Interaction[]::new));
  }

  @Test
  void weights_usersTakeWhatOneRankingKnows_moveToItAndAreKept(@TempDir Path data)
      throws Exception {
    JsonNode learned;
    try (TestNode node = TestNode.start(data, SETTINGS)) {
      assertThat(weights(node).toString())
          .isEqualTo("{\"factors\":1.0,\"content\":1.0,\"cooccurrence\":2.0,\"popular\":1.0}");
      for (int round = 0; round < ROUNDS; round++) {
        takeInPairs(node, round * THINGS, (round + 1) * THINGS);
      }
      node.await(() -> assertThat(tests(node)).isEqualTo(ROUNDS * THINGS)); // no more will move
      assertThat(weight(node, "cooccurrence")).isGreaterThan(3);
      assertThat(weight(node, "popular")).isLessThan(1);
      assertThat(weight(node, "factors")).isLessThan(1);
      assertThat(weight(node, "content")).isEqualTo(1); // nothing is described
      learned = weights(node);
      assertThat(node.getAdmin("/metrics").body())
          .contains("tandem_blend_weight{model=\"main\",strategy=\"content\"} 1.0");
    }
    try (TestNode node = TestNode.start(data, SETTINGS)) {
      JsonNode before = learned;
      node.await(
          () ->
              before
                  .fieldNames()
                  .forEachRemaining(
                      ranking ->
                          assertThat(weight(node, ranking))
                              .isCloseTo(before.path(ranking).asDouble(), within(1e-6))));

      assertThat(node.sendAdmin("POST", "/v1/admin/models/main/blend/reset").statusCode())
          .isEqualTo(204);
      assertThat(weight(node, "cooccurrence")).isEqualTo(2);
    }
  }
}
