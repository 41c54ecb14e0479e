package tandem.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tandem.protocol.Interaction;

/**
 * How good the lists of a whole node are, over HTTP: all events are sampled. Each of twenty users
 * takes {@code a}, {@code b}, {@code c} in this order, and {@code c} again.
 */
final class NodeListTestsTest {

  private static final int USERS = 20;

  private static TestNode node;

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    node =
        TestNode.start(
            directory, "tandem.evaluation { share = 1, timeout = 60 s, at-once = 1000 }");
    List<Interaction> others = new ArrayList<>();
    for (int n = 0; n < 40; n++) {
      others.add(node.event("crowd", "other-" + n, "purchase"));
    }
    node.learn(others.toArray(Interaction[]::new));
    for (int user = 0; user < USERS; user++) {
      String id = "u" + user;
      node.learn(
          node.event(id, "a", "purchase"),
          node.event(id, "b", "purchase"),
          node.event(id, "c", "purchase"),
          node.event(id, "c", "purchase"),
          node.event(id, "stone", "dislike"));
    }
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private static JsonNode lists() {
    try {
      JsonNode answer = new ObjectMapper().readTree(node.get("/v1/evaluation").body());
      return answer.path("windows").get(3).path("lists");
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static JsonNode ten(String strategy) {
    for (JsonNode one : lists().path("strategies")) {
      if (one.path("strategy").asText().equals(strategy)) {
        return one.path("at").get(0);
      }
    }
    throw new AssertionError("no " + strategy + " in " + lists());
  }

  @Test
  void evaluation_allSampled_countsWhatBecameOfEachInterest() {
    // Items of the crowd are each a test of a user who is known, but for the first.
    node.await(() -> assertThat(lists().path("tests").asInt()).isEqualTo(39 + 2 * USERS));
    assertThat(lists().path("new_users").asInt()).isEqualTo(1 + USERS);
    assertThat(lists().path("repeats").asInt()).isEqualTo(USERS);
    assertThat(lists().path("given_up").asInt()).isZero();
  }

  @Test
  void evaluation_byStrategy_whatComesAfterIsFoundByCooccurrence() {
    node.await(() -> assertThat(lists().path("tests").asInt()).isEqualTo(39 + 2 * USERS));
    // The first user's b and c are new, and so is each of the crowd's items.
    double found = 2.0 * (USERS - 1) / (39 + 2 * USERS);
    assertThat(ten("cooccurrence").path("recall").asDouble()).isCloseTo(found, within(1e-9));
    assertThat(ten("cooccurrence").path("mrr").asDouble()).isBetween(found / 2, found);
    assertThat(ten("blend").path("recall").asDouble()).isCloseTo(found, within(1e-9));
    assertThat(ten("popular").path("recall").asDouble()).isLessThanOrEqualTo(found);
    // How many events there are in all is asked once a second: by then all may be over.
    assertThat(ten("blend").path("novelty").asDouble()).isBetween(0.0, 7.0);
    assertThat(ten("blend").path("coverage").asDouble()).isBetween(0.2, 1.0);
    assertThat(lists().findValuesAsText("strategy")).doesNotContain("content", "neighbours");
    assertThat(lists().path("chance").get(0).path("recall").asDouble()).isBetween(0.2, 1.0);
  }

  @Test
  void metrics_allSampled_haveTheSameSums() throws Exception {
    node.await(() -> assertThat(lists().path("tests").asInt()).isEqualTo(39 + 2 * USERS));
    String scrape = node.getAdmin("/metrics").body();
    assertThat(scrape)
        .contains("tandem_evaluation_sampled_total{model=\"main\",outcome=\"tested\"} 79.0")
        .contains(
            "tandem_evaluation_hits_total{k=\"10\",model=\"main\",strategy=\"cooccurrence\"} 38.0")
        .contains(
            "tandem_evaluation_own_total{model=\"main\",strategy=\"blend\"} 79.0",
            "tandem_evaluation_own_total{model=\"main\",strategy=\"neighbours\"} 0.0");
  }
}
