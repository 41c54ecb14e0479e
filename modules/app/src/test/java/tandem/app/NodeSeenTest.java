package tandem.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tandem.app.list.Fusion;
import tandem.model.ItemId;
import tandem.model.UserId;
import tandem.protocol.Interaction;

/**
 * Items that were seen come back, of a whole node over HTTP. Twelve users took all of c0 to c9, or
 * all of d0 to d9, long ago; n0 to n9 were taken by nobody. Ann took c0 half a half-life ago, c1
 * one and a half, and c2 many; bob took c0 two ago.
 */
final class NodeSeenTest {

  private static final String ALL = "/v1/users/ann/recommendations?k=100&seen=decay";
  private static final String WHOLE = "&seen-half-life=1m"; // nothing is so new: whole scores
  private static final int HALF_LIFE = 30; // days: some seconds more do not count
  private static final String MONTHLY = "&seen-half-life=30d";
  private static final Map<String, Integer> AGES = Map.of("c0", 15, "c1", 45, "c2", 720);

  private static TestNode node;

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    node =
        TestNode.start(
            directory,
            """
            tandem.scenarios.again { seen = decay, seen_half_life = 30d }
            tandem.lists { strategy = factors, blend.learned = false }
            """);
    StringBuilder items = new StringBuilder("[");
    for (String kind : List.of("c", "d", "n")) {
      for (int i = 0; i < 10; i++) {
        items.append(items.length() == 1 ? "" : ",").append("{\"item_id\": \"" + kind + i + "\"}");
      }
    }
    assertThat(node.put("/v1/items", items + "]").statusCode()).isEqualTo(200);
    List<Interaction> events = new ArrayList<>();
    for (int u = 0; u < 12; u++) {
      for (int i = 0; i < 10; i++) {
        events.add(node.event("u" + u, (u % 2 == 0 ? "c" : "d") + i, "purchase"));
      }
    }
    AGES.forEach((item, days) -> events.add(taken("ann", item, days)));
    events.add(taken("bob", "c0", 60));
    node.learn(events.toArray(Interaction[]::new));
    node.await(() -> assertThat(ids(get("/v1/popular?k=100"))).hasSize(30));
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private static Interaction taken(String user, String item, int daysAgo) {
    Instant time = Instant.now().minus(Duration.ofDays(daysAgo));
    return new Interaction(new UserId(user), new ItemId(item), "purchase", null, time, null);
  }

  private static JsonNode json(HttpResponse<String> response) throws IOException {
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

  private static JsonNode post(String path, String body) throws Exception {
    return json(node.post(path, body));
  }

  private static List<String> ids(JsonNode list) {
    List<String> ids = new ArrayList<>();
    list.path("items").forEach(item -> ids.add(item.path("item_id").asText()));
    return ids;
  }

  private static List<String> seen(JsonNode list) {
    List<String> seen = new ArrayList<>();
    for (JsonNode item : list.path("items")) {
      if (item.path("seen").asBoolean()) {
        seen.add(item.path("item_id").asText());
      }
    }
    return seen;
  }

  private static Map<String, Double> scores(JsonNode list) {
    Map<String, Double> scores = new HashMap<>();
    for (JsonNode item : list.path("items")) {
      scores.put(item.path("item_id").asText(), item.path("score").asDouble());
    }
    return scores;
  }

  private static double score(JsonNode list, String item) {
    assertThat(scores(list)).containsKey(item);
    return scores(list).getOrDefault(item, 0.0);
  }

  private static Map<String, Double> penalties(JsonNode list) {
    Map<String, Double> penalties = new HashMap<>();
    for (JsonNode item : list.path("items")) {
      JsonNode because = item.path("because");
      if (because.has("seen")) {
        penalties.put(item.path("item_id").asText(), because.path("seen").asDouble());
      }
    }
    return penalties;
  }

  /** Ten units at first, a half of it after a half-life. */
  private static double penalty(double unit, int age) {
    return -10 * unit * Math.pow(2, -age / (double) HALF_LIFE);
  }

  @ParameterizedTest
  @CsvSource({"factors, 1", "neighbours, 0.18", "popular, 1.4427"})
  void decay_anyRanking_isThePlainListByScoreAndPenalty(String strategy, double unit) {
    JsonNode whole = get(ALL + WHOLE + "&strategy=" + strategy);
    JsonNode list = get(ALL + MONTHLY + "&explain=true&strategy=" + strategy);

    assertThat(list.path("strategy").asText()).isEqualTo(strategy);
    assertThat(seen(list)).containsExactlyInAnyOrder("c0", "c1", "c2");
    assertThat(seen(whole)).containsExactlyInAnyOrder("c0", "c1", "c2");
    Map<String, Double> penalties = penalties(list);
    assertThat(penalties).containsOnlyKeys("c0", "c1"); // c2 was taken many half-lives ago
    penalties.forEach(
        (item, amount) -> {
          double expected = penalty(unit, AGES.getOrDefault(item, 0));
          assertThat(amount).isCloseTo(expected, within(1e-3 * Math.abs(expected)));
        });
    List<String> oracle = new ArrayList<>(scores(whole).keySet());
    Map<String, Double> expected = new HashMap<>();
    scores(whole)
        .forEach((item, score) -> expected.put(item, score + penalties.getOrDefault(item, 0.0)));
    oracle.sort(
        Comparator.comparingDouble((String item) -> -expected.getOrDefault(item, 0.0))
            .thenComparing(Comparator.naturalOrder()));
    assertThat(oracle).hasSize(30);
    assertThat(ids(list)).isEqualTo(oracle);
    for (String item : oracle) {
      double score = expected.getOrDefault(item, 0.0);
      assertThat(score(list, item)).isCloseTo(score, within(1e-6 * Math.max(1, Math.abs(score))));
    }
    assertThat(ids(get(ALL.replace("100", "7") + MONTHLY + "&strategy=" + strategy)))
        .isEqualTo(oracle.subList(0, 7));
  }

  @Test
  void decay_explained_addsUpToTheScore() {
    for (JsonNode item : get(ALL + MONTHLY + "&explain=true").path("items")) {
      JsonNode because = item.path("because");
      double sum = because.path("other").asDouble() + because.path("seen").asDouble();
      sum += because.path("base").asDouble() + because.path("item").asDouble();
      for (JsonNode part : because.path("items")) {
        sum += part.path("amount").asDouble();
      }
      assertThat(sum).isCloseTo(item.path("score").asDouble(), within(1e-9));
    }
  }

  @Test
  void exclude_orNothingSaid_leavesOutAllThatWasSeen() {
    List<String> usual = ids(get("/v1/users/ann/recommendations?k=100"));
    assertThat(usual).hasSize(27).doesNotContain("c0", "c1", "c2");
    assertThat(ids(get("/v1/users/ann/recommendations?k=100&scenario=again&seen=exclude")))
        .isEqualTo(usual);
    JsonNode again = get("/v1/users/ann/recommendations?k=100&scenario=again");
    assertThat(ids(again)).hasSize(30);
    assertThat(ids(get(ALL + MONTHLY + "&exclude=c0"))).hasSize(29).doesNotContain("c0");
    assertThat(seen(get("/v1/users/nobody/recommendations?k=100&seen=decay"))).isEmpty();
  }

  @Test
  void decay_blend_isFusedOfRankingsWithPenalties() {
    JsonNode blend = get(ALL + MONTHLY + "&strategy=blend");
    assertThat(seen(blend)).containsExactlyInAnyOrder("c0", "c1", "c2");
    for (JsonNode item : blend.path("items")) {
      double sum = 0;
      for (JsonNode name : item.path("by")) {
        List<String> ranking = ids(get(ALL + MONTHLY + "&strategy=" + name.asText()));
        double weight = name.asText().equals("cooccurrence") ? 2 : 1;
        sum += weight / (Fusion.SMOOTHING + 1 + ranking.indexOf(item.path("item_id").asText()));
      }
      assertThat(item.path("score").asDouble()).isCloseTo(sum, within(1e-12));
    }
  }

  @Test
  void decay_pages_haveEachItemOnce() throws Exception {
    JsonNode page = get("/v1/users/ann/recommendations?k=4&seen=decay&page=true" + MONTHLY);
    String id = page.path("list_id").asText();
    List<String> all = new ArrayList<>(ids(page));
    List<String> seen = new ArrayList<>(seen(page));
    while (page.has("list_id")) {
      page = post("/v1/lists/" + id + "/next", "");
      all.addAll(ids(page));
      seen.addAll(seen(page));
    }
    assertThat(all).hasSize(30).doesNotHaveDuplicates();
    assertThat(seen).containsExactlyInAnyOrder("c0", "c1", "c2");
  }

  @Test
  void decay_diversityAndExploration_drawNothingThatWasSeen() {
    JsonNode list = get(ALL + MONTHLY + "&diversity=0.5&explore=0.5");
    assertThat(ids(list)).hasSize(30).doesNotHaveDuplicates();
    for (JsonNode item : list.path("items")) {
      assertThat(item.path("explored").asBoolean() && item.path("seen").asBoolean()).isFalse();
    }
    assertThat(ids(get(ALL + MONTHLY + "&diversity=0.5")).get(0))
        .isEqualTo(ids(get(ALL + MONTHLY)).get(0));
  }

  @Test
  void decay_inContext_isWithoutTheBasketAllTheSame() throws Exception {
    String body =
        "{\"k\": 100, \"items\": [\"c0\", \"d0\"], \"seen\": \"decay\", \"seen_half_life\": \"30d\"}";
    JsonNode list = post("/v1/users/ann/recommendations", body);
    assertThat(list.path("strategy").asText()).isEqualTo("context");
    assertThat(ids(list)).hasSize(28).doesNotContain("c0", "d0");
    assertThat(seen(list)).containsExactlyInAnyOrder("c1", "c2");
  }

  @Test
  void decay_group_countsFromTheLastWhoTookIt() throws Exception {
    String body =
        "{\"k\": 100, \"group\": [\"ann\", \"bob\"], \"aggregate\": \"%s\", \"explain\": true,"
            + " \"seen\": \"decay\", \"seen_half_life\": \"30d\"}";
    for (String aggregate : List.of("mean", "least-misery")) {
      JsonNode list = post("/v1/recommendations", body.formatted(aggregate));
      assertThat(seen(list)).containsExactlyInAnyOrder("c0", "c1", "c2");
      Map<String, Double> penalties = penalties(list);
      assertThat(penalties).containsOnlyKeys("c0", "c1");
      double expected = penalty(1, 15);
      assertThat(penalties.getOrDefault("c0", 0.0))
          .isCloseTo(expected, within(1e-3 * Math.abs(expected)));
      List<Double> scores = ids(list).stream().map(item -> -score(list, item)).toList();
      assertThat(scores).isSorted();
    }
  }

  @Test
  void decay_severalUsers_haveTheirOwn() throws Exception {
    JsonNode results =
        post(
                "/v1/users/recommendations",
                "{\"users\": [\"ann\", \"bob\"], \"scenario\": \"again\"}")
            .path("results");
    assertThat(ids(results.get(0).path("list")))
        .isEqualTo(ids(get(ALL.replace("100", "10") + MONTHLY)));
    String bob = "/v1/users/bob/recommendations?k=100&scenario=again";
    assertThat(seen(get(bob))).containsExactly("c0");
  }

  /** What was just taken comes behind all that could be recommended instead. */
  @Test
  void decay_itemJustTaken_isLast() {
    String path = "/v1/users/dan/recommendations?k=100&seen=decay" + MONTHLY;
    node.learn(taken("dan", "c5", 0));
    List<String> list = ids(get(path));
    assertThat(list).hasSize(30).last().isEqualTo("c5");
    assertThat(Set.copyOf(seen(get(path)))).containsExactly("c5");
  }
}
