package tandem.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tandem.model.ItemId;
import tandem.model.UserId;
import tandem.protocol.RecordId;
import tandem.protocol.http.EventToken;

class RecommendationRoutesTest {

  @RegisterExtension static final TestServer SERVER = new TestServer();

  private static final RecordId RECORD = new RecordId(3, 5, 77);

  @Test
  void get_knownUser_hasTenItemsByFactors() {
    JsonNode list = SERVER.get("/v1/users/ann/recommendations").json(200);
    assertThat(list.get("items")).hasSize(10);
    assertThat(list.get("strategy").asText()).isEqualTo("factors");
    assertThat(list.get("known").asBoolean()).isTrue();
    assertThat(list.get("coverage").asDouble()).isEqualTo(1.0);
    assertThat(list.has("missing_partitions")).isFalse();
    assertThat(list.has("unknown_items")).isFalse();
  }

  @Test
  void get_unknownUser_isThePopularListMarkedAsSuch() {
    JsonNode list = SERVER.get("/v1/users/nobody/recommendations").json(200);
    assertThat(list.get("strategy").asText()).isEqualTo("popular");
    assertThat(list.get("known").asBoolean()).isFalse();
  }

  @Test
  void get_describedItem_hasTitleAndCategoriesAndOthersHaveNone() {
    JsonNode items = SERVER.get("/v1/popular?k=2").json(200).get("items");
    assertThat(items.get(0).get("title").asText()).isEqualTo("First");
    assertThat(items.get(0).get("categories").get(0).asText()).isEqualTo("drama");
    assertThat(items.get(1).has("title")).isFalse();
    assertThat(items.get(1).has("categories")).isFalse();
  }

  @Test
  void get_namedModel_answersInTheActiveOnesPlace() {
    FakeRecommendations other = new FakeRecommendations(SERVER.fakes());
    other.missing = List.of(1);
    SERVER.fakes().models.lists.put(FakeModels.SIDE, other);

    for (String path :
        List.of("/v1/users/ann/recommendations", "/v1/items/101/similar", "/v1/popular")) {
      assertThat(coverage(SERVER.get(path + "?model=side"))).isLessThan(1);
      assertThat(coverage(SERVER.get(path))).isEqualTo(1);
      assertThat(SERVER.get(path + "?model=gone").problem(404).type())
          .isEqualTo(ProblemType.UNKNOWN_MODEL.uri());
      assertThat(SERVER.get(path + "?model=No").problem(400).field()).isEqualTo("model");
    }
    String basket = "{\"items\": [\"101\"]}";
    assertThat(coverage(SERVER.post("/v1/recommendations?model=side", basket))).isLessThan(1);
    assertThat(coverage(SERVER.post("/v1/recommendations", basket))).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "'', PT24H",
    "?window=1d, PT24H",
    "?window=24h, PT24H",
    "?window=90m, PT1H30M",
    "?window=1h&k=3, PT1H"
  })
  void trending_window_isOneOfTheNodesOrItsFirst(String query, Duration window) {
    JsonNode list = SERVER.get("/v1/trending" + query).json(200);
    assertThat(list.get("strategy").asText()).isEqualTo("trending");
    assertThat(list.get("items").get(0).has("since")).isFalse();
    assertThat(SERVER.fakes().recommendations.window).isEqualTo(window);
    JsonNode posted =
        SERVER.post("/v1/trending" + query.replace("&k=3", ""), "{\"k\": 2}").json(200);
    assertThat(posted.get("items")).hasSize(2);
    assertThat(SERVER.fakes().recommendations.window).isEqualTo(window);
  }

  @ParameterizedTest
  @ValueSource(strings = {"7d", "2h", "1", "h", "-1h", "1.5h", "1H", "", "99999999999d"})
  void trending_windowThatThereIsNot_isNamedWithThoseThatThereAre(String window) {
    for (Reply reply :
        List.of(
            SERVER.get("/v1/trending?window=" + window),
            SERVER.post("/v1/trending?window=" + window, "{}"))) {
      assertThat(reply.problem(400).field()).isEqualTo("window");
      assertThat(reply.problem(400).detail())
          .startsWith("window must be 1d or 90m or 1h, as the node's tandem.entity.");
    }
    assertThat(SERVER.get("/v1/popular?window=1d").problem(400).field()).isEqualTo("window");
  }

  @Test
  void trending_noWindows_saysSo() {
    SERVER.fakes().recommendations.windows = List.of();
    try {
      for (String query : List.of("", "?window=1h")) {
        assertThat(SERVER.get("/v1/trending" + query).problem(400).detail())
            .isEqualTo("There is no window: the node's tandem.entity.trending-windows has none.");
      }
    } finally {
      SERVER.fakes().recommendations.windows = FakeRecommendations.WINDOWS;
    }
  }

  @Test
  void trending_inPages_keepsItsWindow() {
    String id =
        SERVER.get("/v1/trending?window=90m&k=2&page=true").json(200).get("list_id").asText();
    SERVER.fakes().recommendations.window = Duration.ZERO;
    assertThat(SERVER.send("POST", "/v1/lists/" + id + "/next", "", "").json(200).get("items"))
        .hasSize(2);
    assertThat(SERVER.fakes().recommendations.window).isEqualTo(Duration.ofMinutes(90));
  }

  @Test
  void latest_items_saySinceWhen() {
    for (Reply reply :
        List.of(SERVER.get("/v1/latest?k=1"), SERVER.post("/v1/latest", "{\"k\": 1}"))) {
      JsonNode list = reply.json(200);
      assertThat(list.get("strategy").asText()).isEqualTo("latest");
      assertThat(list.get("items").get(0).get("since").asText()).isEqualTo("2026-11-29T12:00:00Z");
    }
  }

  private static double coverage(Reply reply) {
    return reply.json(200).get("coverage").asDouble();
  }

  @Test
  void get_partOfTheIndexIsGone_saysWhich() {
    SERVER.fakes().recommendations.missing = List.of(3, 7);
    JsonNode list = SERVER.get("/v1/popular").json(200);
    assertThat(list.get("coverage").asDouble()).isEqualTo(0.875);
    assertThat(list.get("missing_partitions").toString()).isEqualTo("[3,7]");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100})
  void get_kAtItsBounds_isTheLength(int k) {
    assertThat(SERVER.get("/v1/popular?k=" + k).json(200).get("items")).hasSize(k);
    assertThat(SERVER.get("/v1/items/101/similar?k=" + k).json(200).get("items")).hasSize(k);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "101", "2147483647", "99999999999999999999", "ten", "1.5", ""})
  void get_kOutOfRange_isRefusedByName(String k) {
    for (String path : List.of("/v1/popular", "/v1/users/ann/recommendations")) {
      assertThat(SERVER.get(path + "?k=" + k).problem(400).field()).isEqualTo("k");
    }
  }

  @ParameterizedTest
  @CsvSource({"500ms,500", "2s,2000", "10s,10000", "1ms,1"})
  void get_timeout_isPassedOn(String text, long millis) {
    SERVER.get("/v1/users/ann/recommendations?timeout=" + text).json(200);
    assertThat(SERVER.fakes().recommendations.timeout).isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0s", "11s", "10001ms", "-1s", "2", "2m", "s", "999999999s", ""})
  void get_timeoutOutOfRange_isRefusedByName(String text) {
    Reply reply = SERVER.get("/v1/users/ann/recommendations?timeout=" + text);
    assertThat(reply.problem(400).field()).isEqualTo("timeout");
  }

  @Test
  void get_afterOwnToken_isPassedOn() {
    SERVER.get("/v1/users/ann/recommendations?after=" + token("ann")).json(200);
    assertThat(SERVER.fakes().recommendations.after).contains(RECORD);
  }

  @Test
  void get_afterTokenOfAnotherUser_isRefusedByName() {
    Reply reply = SERVER.get("/v1/users/ann/recommendations?after=" + token("bob"));
    assertThat(reply.problem(400).field()).isEqualTo("after");
  }

  @Test
  void get_afterMalformedToken_isRefusedByName() {
    String cut = token("ann").substring(1);
    Reply reply = SERVER.get("/v1/users/ann/recommendations?after=" + cut);
    assertThat(reply.problem(400).field()).isEqualTo("after");
  }

  @Test
  void get_eventNotLearnedInTime_is504() {
    SERVER.fakes().failWith(new TimeoutException("late"));
    Reply reply = SERVER.get("/v1/users/ann/recommendations?after=" + token("ann"));
    assertThat(reply.problem(504).type()).isEqualTo(ProblemType.TIMEOUT.uri());
  }

  @Test
  void get_similarToUnknownItem_is404() {
    Reply reply = SERVER.get("/v1/items/999/similar");
    assertThat(reply.problem(404).type()).isEqualTo(ProblemType.UNKNOWN_ITEM.uri());
  }

  @Test
  void post_basketOfAllKinds_isReadByTheRulesOfEvents() {
    String body =
        "{\"k\":3,\"items\":[\"101\",102,{\"item_id\":\"103\",\"type\":\"purchase\"},"
            + "{\"item_id\":104,\"value\":4.5}]}";
    JsonNode list = SERVER.post("/v1/recommendations", body).json(200);
    assertThat(list.get("items")).hasSize(3);
    assertThat(list.get("strategy").asText()).isEqualTo("fold-in");
    assertThat(list.get("unknown_items").toString()).isEqualTo("[\"102\",\"103\",\"104\"]");
    assertThat(SERVER.fakes().recommendations.basket)
        .containsExactly(
            new BasketItem(new ItemId("101"), "view", null),
            new BasketItem(new ItemId("102"), "view", null),
            new BasketItem(new ItemId("103"), "purchase", null),
            new BasketItem(new ItemId("104"), "rating", 4.5));
  }

  @Test
  void post_emptyBasket_isThePopularList() {
    JsonNode list = SERVER.post("/v1/recommendations", "{\"items\":[]}").json(200);
    assertThat(list.get("strategy").asText()).isEqualTo("popular");
  }

  @Test
  void explain_true_hasReasonsAndWhatWasApplied() {
    String query = "explain=true&k=2&category=a&where=price:le:5&exclude=9&where=price:ge:1";
    JsonNode list = SERVER.get("/v1/users/ann/recommendations?" + query).json(200);
    assertThat(list.get("items").get(1).get("because").toString())
        .isEqualTo(
            "{\"base\":3.5,\"item\":0.2,\"items\":[{\"item_id\":\"7\",\"amount\":0.3}],\"other\":-0.1,"
                + "\"boosts\":[{\"index\":0,\"factor\":2,\"amount\":0.7}],\"seen\":-0.4}");
    assertThat(list.get("applied").toString())
        .isEqualTo("{\"filter\":[\"category\",\"price\"],\"boosts\":0,\"excluded\":1}");
    JsonNode plain = SERVER.post("/v1/popular", "{\"explain\":false}").json(200);
    assertThat(plain.has("applied")).isFalse();
    assertThat(plain.get("items").get(0).has("because")).isFalse();
    assertThat(SERVER.post("/v1/popular", "{\"explain\":1}").problem(400).field())
        .isEqualTo("explain");
  }

  @Test
  void post_userWithABasket_isInContext() {
    String body = "{\"k\":2,\"items\":[\"101\",{\"item_id\":7,\"type\":\"purchase\"}]}";
    JsonNode list =
        SERVER.post("/v1/users/ann/recommendations?after=" + token("ann"), body).json(200);
    assertThat(list.get("strategy").asText()).isEqualTo("context");
    assertThat(list.get("items")).hasSize(2);
    assertThat(list.get("unknown_items").toString()).isEqualTo("[\"7\"]");
    assertThat(SERVER.fakes().recommendations.basket)
        .containsExactly(
            new BasketItem(new ItemId("101"), "view", null),
            new BasketItem(new ItemId("7"), "purchase", null));
    assertThat(SERVER.fakes().recommendations.after).contains(RECORD);
    assertThat(
            SERVER
                .post("/v1/users/ann/recommendations", "{\"items\":[]}")
                .json(200)
                .get("strategy")
                .asText())
        .isEqualTo("factors");
  }

  @Test
  void post_similarToSeveral_namesThoseThatAreNotKnown() {
    JsonNode list = SERVER.post("/v1/items/similar", "{\"items\":[\"101\",7],\"k\":3}").json(200);
    assertThat(list.get("strategy").asText()).isEqualTo("similar");
    assertThat(list.get("items")).hasSize(3);
    assertThat(list.get("unknown_items").toString()).isEqualTo("[\"7\"]");
    for (String bad :
        List.of("{}", "{\"items\":[]}", "{\"items\":[{}]}", "{\"items\":[\"a b\"]}")) {
      assertThat(SERVER.post("/v1/items/similar", bad).problem(400).field()).isEqualTo("items");
    }
    assertThat(SERVER.get("/v1/items/similar").status()).isIn(200, 404); // an item of this name
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|items",
        "{\"items\":7}|items",
        "{\"items\":[true]}|items[0].item_id",
        "{\"items\":[\"1\",{}]}|items[1].item_id",
        "{\"items\":[{\"item_id\":1,\"type\":\"stare\"}]}|items[0].type",
        "{\"items\":[{\"item_id\":1,\"value\":99}]}|items[0].value",
        "{\"items\":[{\"item_id\":1,\"valeu\":4}]}|items[0].valeu",
        "{\"items\":[{\"item_id\":1,\"user_id\":4}]}|items[0].user_id",
        "{\"items\":[],\"k\":0}|k",
        "{\"items\":[],\"k\":2147483648}|k",
        "{\"items\":[],\"k\":\"5\"}|k",
        "{\"items\":[],\"size\":5}|size"
      })
  void post_badBasket_isRefusedByName(String body, String field) {
    assertThat(SERVER.post("/v1/recommendations", body).problem(400).field()).isEqualTo(field);
  }

  @Test
  void post_basketOverAHundred_isRefused() {
    String full = "1,".repeat(BasketReader.MAX_ITEMS - 1) + "1";
    SERVER.post("/v1/recommendations", "{\"items\":[" + full + "]}").json(200);
    Reply reply = SERVER.post("/v1/recommendations", "{\"items\":[1," + full + "]}");
    assertThat(reply.problem(400).field()).isEqualTo("items");
  }

  private static String token(String user) {
    return new EventToken(RECORD, new UserId(user)).encode();
  }
}
