package tandem.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tandem.model.ItemId;
import tandem.model.UserId;
import tandem.protocol.Interaction;

/**
 * What is taken at present, and what came last, of a whole node over HTTP. 40 users took {@code
 * evergreen} each day of the last two weeks but the last one; 6 took {@code today} some hours ago,
 * and 2 took {@code now} just now. {@code quiet} was described only, {@code early} is available
 * since 2020, {@code soon} will be.
 */
final class NodeTrendingTest {

  private static TestNode node;
  private static Instant began;

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    node = TestNode.start(directory, "");
    began = Instant.now();
    List<Interaction> events = new ArrayList<>();
    for (int u = 0; u < 40; u++) {
      events.add(view("u" + u, "evergreen", Duration.ofDays(2 + u % 12)));
    }
    for (int u = 0; u < 6; u++) {
      events.add(view("u" + u, "today", Duration.ofHours(5)));
    }
    events.add(view("u8", "now", Duration.ofMinutes(1)));
    events.add(view("u9", "now", Duration.ofHours(-20))); // dated ahead
    node.learn(events.toArray(Interaction[]::new));
    put("quiet", "c", "");
    put("early", "c", ", \"available_from\": \"2020-01-01T00:00:00Z\"");
    put("soon", "c", ", \"available_from\": \"2099-01-01T00:00:00Z\"");
    put("today", "d", "");
    put("now", "d", "");
    node.await(() -> assertThat(ids(get("/v1/latest?k=100&category=c"))).hasSize(2));
    node.await(() -> assertThat(ids(get("/v1/latest?k=100&category=d"))).hasSize(2));
    node.await(() -> assertThat(ids(get("/v1/latest?k=100"))).hasSize(5));
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private static Interaction view(String user, String item, Duration ago) {
    Instant at = Instant.ofEpochMilli(began.minus(ago).toEpochMilli());
    return new Interaction(new UserId(user), new ItemId(item), "purchase", null, at, null);
  }

  private static void put(String item, String category, String more) throws Exception {
    String body =
        "{\"title\": \"" + item + "\", \"categories\": [\"" + category + "\"]" + more + "}";
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

  private static List<String> ids(JsonNode list) {
    return list.path("items").findValuesAsText("item_id");
  }

  private static double score(JsonNode list, int place) {
    return list.path("items").get(place).path("score").asDouble();
  }

  @Test
  void trending_window_ranksByWhatHappenedInIt() {
    JsonNode day = get("/v1/trending?k=3");
    assertThat(ids(day)).containsExactly("today", "now", "evergreen");
    assertThat(day.path("strategy").asText()).isEqualTo("trending");
    assertThat(score(day, 0)).isCloseTo(6 * Math.pow(0.5, 5 / 6.0), within(0.05));
    assertThat(score(day, 1)).isCloseTo(2, within(0.05));
    assertThat(score(day, 2)).isLessThan(0.3);
    JsonNode hour = get("/v1/trending?window=1h&k=3");
    assertThat(ids(hour)).containsExactly("now", "today", "evergreen");
    assertThat(score(hour, 0)).isLessThan(2);
    assertThat(score(hour, 1)).isLessThan(1e-4);
    assertThat(ids(get("/v1/popular?k=1"))).containsExactly("evergreen");
    assertThat(score(get("/v1/trending?k=5"), 4)).isZero();
  }

  @Test
  void trending_otherWindow_isRefusedWithThoseThatThereAre() throws Exception {
    HttpResponse<String> refused = node.get("/v1/trending?window=7d");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("window must be 1d or 1h");
  }

  @Test
  void trending_boostAndReasons_multiplyTheEvents() throws Exception {
    String body =
        """
        {"k": 2, "explain": true, "exclude": ["evergreen"],
         "boost": [{"filter": {"category": "c"}, "factor": 4}, {"filter": {"not": {"category": "none"}}, "factor": 2}]}""";
    JsonNode list = json(node.post("/v1/trending", body));
    assertThat(ids(list)).containsExactly("today", "now");
    JsonNode because = list.path("items").get(0).path("because");
    assertThat(because.path("item").asDouble()).isCloseTo(score(list, 0) / 2, within(1e-3));
    assertThat(because.path("boosts").get(0).path("amount").asDouble())
        .isCloseTo(score(list, 0) / 2, within(1e-3));
  }

  @Test
  void trendingAndLatest_filterDiversityAndExplore_applyAsElsewhere() {
    assertThat(ids(get("/v1/trending?category=d"))).containsExactly("today", "now");
    assertThat(ids(get("/v1/latest?category=c"))).containsExactly("quiet", "early");
    String unlike = "k=2&diversity=0.5&diversity-by=categories";
    assertThat(ids(get("/v1/trending?" + unlike))).containsExactly("today", "evergreen");
    assertThat(ids(get("/v1/latest?category=d&category=c&" + unlike)))
        .containsExactly("quiet", "now");
    for (String list : List.of("/v1/trending", "/v1/latest")) {
      JsonNode explored = get(list + "?k=3&explore=0.34");
      assertThat(explored.path("items").findValues("explored")).hasSize(1);
      assertThat(ids(explored)).hasSize(3).doesNotHaveDuplicates();
    }
  }

  @Test
  void trending_inPages_hasEachItemOnce() throws Exception {
    JsonNode first = get("/v1/trending?k=2&page=true");
    JsonNode second =
        json(node.post("/v1/lists/" + first.path("list_id").asText() + "/next?k=9", ""));
    assertThat(ids(first)).containsExactly("today", "now");
    assertThat(ids(second)).containsExactly("evergreen", "early", "quiet");
  }

  @Test
  void latest_items_areByWhenTheyCame() {
    JsonNode list = get("/v1/latest");
    assertThat(ids(list)).containsExactly("quiet", "now", "today", "evergreen", "early");
    assertThat(list.path("strategy").asText()).isEqualTo("latest");
    List<Instant> since =
        list.path("items").findValuesAsText("since").stream().map(Instant::parse).toList();
    assertThat(since.get(0)).isBetween(began.minusSeconds(1), Instant.now());
    assertThat(since.get(2))
        .isCloseTo(began.minus(Duration.ofHours(5)), within(2, ChronoUnit.SECONDS));
    assertThat(since.get(3))
        .isCloseTo(began.minus(Duration.ofDays(13)), within(2, ChronoUnit.SECONDS));
    assertThat(since.get(4)).isEqualTo("2020-01-01T00:00:00Z");
    assertThat(score(list, 0)).isEqualTo((double) since.get(0).getEpochSecond());
  }

  @Test
  void latest_boost_isADayForEachDoubling() throws Exception {
    String body =
        "{\"k\": 1, \"boost\": [{\"filter\": {\"not\": {\"category\": \"c\"}}, \"factor\": 2}]}";
    JsonNode list = json(node.post("/v1/latest", body));
    assertThat(ids(list)).containsExactly("now");
    assertThat(score(list, 0)).isGreaterThan(began.getEpochSecond() + 80_000.0);
  }

  @Test
  void forUser_trendingAndLatest_leaveOutWhatIsSeen() {
    assertThat(ids(get("/v1/users/u0/recommendations?strategy=trending&k=1")))
        .containsExactly("now");
    JsonNode latest = get("/v1/users/u9/recommendations?strategy=latest&k=2");
    assertThat(ids(latest)).containsExactly("quiet", "today");
    assertThat(latest.path("items").get(0).has("since")).isTrue();
    assertThat(latest.path("known").asBoolean()).isTrue();
    JsonNode stranger = get("/v1/users/stranger/recommendations?strategy=trending&k=1");
    assertThat(stranger.path("strategy").asText()).isEqualTo("trending");
    assertThat(stranger.path("known").asBoolean()).isFalse();
  }
}
