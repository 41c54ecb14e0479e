package tandem.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tandem.protocol.Interaction;

/**
 * What a list can do, of a whole node over HTTP. Forty-eight users took all of c0 to c9 (of
 * category cats), or all of d0 to d9 (dogs); ann took c0 and c1 only, bob d0 and d1. n0 to n9 were
 * taken by nobody.
 */
final class NodeListsTest {

  private static final String LEAST =
      "{\"group\": [\"ann\", \"bob\"], \"aggregate\": \"least-misery\"";

  private static TestNode node;

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    node =
        TestNode.start(
            directory,
            """
            tandem.entity.user-shards = 1
            tandem.lists { max-open = 2, strategy = factors, blend.learned = false }
            """);
    StringBuilder items = new StringBuilder("[");
    for (String kind : List.of("c", "d", "n")) {
      for (int i = 0; i < 10; i++) {
        items.append(items.length() == 1 ? "" : ",").append(item(kind, i));
      }
    }
    assertThat(json(node.put("/v1/items", items + "]")).path("stored").asInt()).isEqualTo(30);
    List<Interaction> events = new ArrayList<>();
    for (int u = 0; u < 48; u++) {
      for (int i = 0; i < 10; i++) {
        events.add(node.event("u" + u, (u % 2 == 0 ? "c" : "d") + i, "purchase"));
      }
    }
    for (String item : List.of("0", "1")) {
      events.add(node.event("ann", "c" + item, "purchase"));
      events.add(node.event("bob", "d" + item, "purchase"));
    }
    node.learn(events.toArray(Interaction[]::new));
    node.await(() -> assertThat(ids("/v1/popular?k=100")).hasSize(30));
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private static String item(String kind, int i) {
    return """
        {"item_id": "%s%d", "categories": ["%s"], "attributes": {"price": %d}}"""
        .formatted(kind, i, kind.equals("c") ? "cats" : kind.equals("d") ? "dogs" : "new", i);
  }

  private static JsonNode json(HttpResponse<String> response) {
    try {
      assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
      return new ObjectMapper().readTree(response.body());
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
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

  private static List<String> ids(String path) {
    return ids(get(path));
  }

  @Test
  void inContext_basket_movesTheListThere() throws Exception {
    String body =
        "{\"k\": 100, \"items\": [{\"item_id\": \"%s0\", \"type\": \"purchase\"}, \"%s1\"]}";
    JsonNode dogs = post("/v1/users/ann/recommendations", body.formatted("d", "d"));
    JsonNode cats = post("/v1/users/ann/recommendations", body.formatted("c", "c"));

    assertThat(dogs.path("strategy").asText()).isEqualTo("context");
    assertThat(ids(dogs)).hasSize(26).doesNotContain("c0", "c1", "d0", "d1");
    assertThat(place(ids(dogs), "d")).isLessThan(place(ids(cats), "d"));
  }

  /** The mean place of the items of a kind, d0 and d1 left out. */
  private static double place(List<String> list, String kind) {
    return list.stream()
        .filter(id -> id.startsWith(kind) && !id.equals("d0") && !id.equals("d1"))
        .mapToInt(list::indexOf)
        .average()
        .orElseThrow();
  }

  @Test
  void inContext_nothingKnown_isTheUsersOwnList() throws Exception {
    String body = "{\"k\": 100, \"items\": [\"gone\"]}";
    JsonNode list = post("/v1/users/ann/recommendations", body);
    assertThat(list.path("strategy").asText()).isEqualTo("factors");
    assertThat(list.path("unknown_items").toString()).isEqualTo("[\"gone\"]");
    assertThat(ids(list)).isEqualTo(ids("/v1/users/ann/recommendations?k=100"));
    assertThat(post("/v1/users/stranger/recommendations", body).path("known").asBoolean())
        .isFalse();
    String known = "{\"items\": [\"c0\"]}";
    assertThat(post("/v1/users/stranger/recommendations", known).path("strategy").asText())
        .isEqualTo("fold-in");
  }

  @Test
  void diversity_byCategories_takesTurns() {
    String path = "/v1/users/ann/recommendations?k=6&where=price:ge:2";
    List<String> diverse = ids(path + "&diversity=0.9&diversity-by=categories");
    List<String> best = ids(path);
    assertThat(diverse.get(0)).isEqualTo(best.get(0));
    assertThat(diverse.subList(0, 3).stream().map(id -> id.charAt(0)).distinct()).hasSize(3);
    assertThat(ids(path + "&diversity=0&diversity-by=categories")).isEqualTo(best);
  }

  @Test
  void diversity_byVectors_keepsTheFirstAndTheLength() {
    String path = "/v1/items/c3/similar?k=8&category=cats&category=dogs";
    List<String> diverse = ids(path + "&diversity=0.9");
    assertThat(diverse).hasSize(8).doesNotHaveDuplicates().isNotEqualTo(ids(path));
    assertThat(diverse.get(0)).isEqualTo(ids(path).get(0));
  }

  @Test
  void explore_share_isSoManyItemsOfWhichLittleIsKnown() {
    JsonNode list = get("/v1/popular?k=10&explore=0.3&where=price:le:8");
    List<String> explored = new ArrayList<>();
    for (JsonNode item : list.path("items")) {
      if (item.path("explored").asBoolean()) {
        explored.add(item.path("item_id").asText());
      }
    }
    assertThat(ids(list)).hasSize(10).doesNotHaveDuplicates();
    assertThat(explored).hasSize(3).doesNotContain(ids(list).get(0), "n9");
    assertThat(ids("/v1/users/ann/recommendations?k=100&explore=0.5")).hasSize(28);
  }

  @Test
  void pages_whileTheUserTakesItems_neverRepeatAndLeaveOutWhatWasTaken() throws Exception {
    JsonNode page = get("/v1/users/cid/recommendations?k=7&page=true"); // popular: not known yet
    List<String> all = new ArrayList<>(ids(page));
    String id = page.path("list_id").asText();
    List<String> left = new ArrayList<>(ids("/v1/popular?k=100"));
    left.removeAll(all);
    node.learn(node.event("cid", left.get(0), "purchase"));
    while (page.has("list_id")) {
      page = post("/v1/lists/" + id + "/next", "");
      all.addAll(ids(page));
    }
    assertThat(all).hasSize(29).doesNotHaveDuplicates().doesNotContain(left.get(0));
    assertThat(node.post("/v1/lists/nosuchlist/next", "").statusCode()).isEqualTo(404);
  }

  @Test
  void pages_moreListsThanANodeHolds_endTheOldestAndRepeatNothing() throws Exception {
    String path = "/v1/users/ann/recommendations?k=5&page=true";
    JsonNode first = get(path);
    String second = get(path).path("list_id").asText();
    List<String> ofFirst = new ArrayList<>(ids(first));
    ofFirst.addAll(ids(next(first)));
    JsonNode third = get(path);
    List<String> ofThird = new ArrayList<>(ids(third));

    ofFirst.addAll(rest(first));
    ofThird.addAll(rest(third));
    assertThat(ofFirst).hasSize(28).doesNotHaveDuplicates();
    assertThat(ofThird).isEqualTo(ofFirst);
    HttpResponse<String> gone = node.post("/v1/lists/" + second + "/next", "");
    assertThat(gone.statusCode()).isEqualTo(404);
    assertThat(gone.body()).contains("/problems/unknown-list");
  }

  private static JsonNode next(JsonNode list) throws Exception {
    return post("/v1/lists/" + list.path("list_id").asText() + "/next", "");
  }

  /** The items of all pages that come. */
  private static List<String> rest(JsonNode list) throws Exception {
    List<String> rest = new ArrayList<>();
    JsonNode page = list;
    while (page.has("list_id")) {
      page = next(list);
      rest.addAll(ids(page));
    }
    return rest;
  }

  @Test
  void group_meanAndLeast_leaveOutWhatAnyHasSeen() throws Exception {
    String body = "{\"k\": 100, \"group\": [\"ann\", \"bob\", \"nobody\"], \"aggregate\": \"%s\"}";
    JsonNode mean = post("/v1/recommendations", body.formatted("mean"));
    JsonNode least = post("/v1/recommendations", body.formatted("least-misery"));
    JsonNode ann = get("/v1/users/ann/recommendations?k=100");
    JsonNode bob = get("/v1/users/bob/recommendations?k=100");

    assertThat(mean.path("unknown_users").toString()).isEqualTo("[\"nobody\"]");
    assertThat(ids(mean)).hasSize(26).doesNotContain("c0", "c1", "d0", "d1");
    for (String id : ids(mean)) {
      double a = score(ann, id);
      double b = score(bob, id);
      assertThat(score(mean, id)).isCloseTo((a + b) / 2, within(1e-4));
      assertThat(score(least, id)).isCloseTo(Math.min(a, b), within(1e-4));
    }
    List<Double> scores = ids(least).stream().map(id -> -score(least, id)).toList();
    assertThat(scores).isSorted();
  }

  @Test
  void users_several_haveTheirOwnLists() throws Exception {
    JsonNode all = post("/v1/users/recommendations", "{\"users\": [\"ann\", \"bob\"], \"k\": 5}");
    assertThat(ids(all.path("results").get(0).path("list")))
        .isEqualTo(ids("/v1/users/ann/recommendations?k=5"));
    assertThat(ids(all.path("results").get(1).path("list")))
        .isEqualTo(ids("/v1/users/bob/recommendations?k=5"));
  }

  @Test
  void explain_allKinds_haveReasonsThatAddUp() throws Exception {
    String boost =
        ", \"explain\": true, \"k\": 20, \"boost\": [{\"filter\": {\"category\": \"dogs\"}, \"factor\": 3}]}";
    for (JsonNode list :
        List.of(
            post("/v1/users/ann/recommendations", "{\"explore\": 0.2" + boost),
            post("/v1/users/ann/recommendations", "{\"items\": [\"d3\", \"c4\"]" + boost),
            post("/v1/users/nobody/recommendations", "{\"explore\": 0.2" + boost),
            post("/v1/recommendations", "{\"items\": [\"d3\", \"c4\"]" + boost),
            post("/v1/recommendations", "{\"group\": [\"ann\", \"bob\"]" + boost),
            post("/v1/recommendations", LEAST + ", \"explore\": 0.2" + boost),
            post("/v1/items/similar", "{\"items\": [\"d3\", \"c4\"]" + boost))) {
      assertThat(list.path("items")).hasSize(20);
      assertThat(list.path("applied").path("boosts").asInt()).isOne();
      for (JsonNode item : list.path("items")) {
        JsonNode because = item.path("because");
        double sum = because.path("other").asDouble();
        sum += because.path("base").asDouble() + because.path("item").asDouble();
        for (JsonNode part : because.path("items")) {
          sum += part.path("amount").asDouble();
        }
        for (JsonNode part : because.path("boosts")) {
          sum += part.path("amount").asDouble();
        }
        double score = item.path("score").asDouble();
        assertThat(sum).isCloseTo(score, within(1e-9 * Math.max(1, Math.abs(score))));
      }
    }
  }

  /** By the mean of all of them, by the least those of the one who likes the item least. */
  @Test
  void explain_group_namesItemsOfTheMembers() throws Exception {
    String wish = ", \"explain\": true, \"k\": 20}";
    JsonNode mean = post("/v1/recommendations", "{\"group\": [\"ann\", \"bob\"]" + wish);
    JsonNode least = post("/v1/recommendations", LEAST + wish);
    JsonNode ann = get("/v1/users/ann/recommendations?k=100&explain=true");
    JsonNode bob = get("/v1/users/bob/recommendations?k=100&explain=true");
    for (String id : ids(mean)) {
      Map<String, Double> halves = new HashMap<>(amounts(ann, id));
      halves.putAll(amounts(bob, id));
      assertThat(halves).containsOnlyKeys("c0", "c1", "d0", "d1");
      Map<String, Double> amounts = amounts(mean, id);
      assertThat(amounts).hasSize(3);
      amounts.forEach(
          (item, amount) ->
              assertThat(amount).isCloseTo(halves.getOrDefault(item, 0.0) / 2, within(1e-5)));
    }
    for (String id : ids(least)) {
      JsonNode unhappy = score(ann, id) < score(bob, id) ? ann : bob;
      assertThat(amounts(least, id)).isEqualTo(amounts(unhappy, id));
    }
  }

  private static Map<String, Double> amounts(JsonNode list, String id) {
    Map<String, Double> amounts = new HashMap<>();
    for (JsonNode item : list.path("items")) {
      if (item.path("item_id").asText().equals(id)) {
        for (JsonNode part : item.path("because").path("items")) {
          amounts.put(part.path("item_id").asText(), part.path("amount").asDouble());
        }
      }
    }
    return amounts;
  }

  @Test
  void explain_user_namesItemsOfTheUser() {
    JsonNode because =
        get("/v1/users/ann/recommendations?explain=true&k=1").path("items").get(0).path("because");
    assertThat(because.path("items").findValuesAsText("item_id"))
        .containsExactlyInAnyOrder("c0", "c1");
  }

  @Test
  void strategy_eachOfThem_isTheListOfIt() {
    String path = "/v1/users/ann/recommendations?k=28&strategy=";
    JsonNode neighbours = get(path + "neighbours");
    JsonNode popular = get(path + "popular");
    assertThat(neighbours.path("strategy").asText()).isEqualTo("neighbours");
    JsonNode last = get("/v1/items/c1/similar?k=100");
    JsonNode before = get("/v1/items/c0/similar?k=100");
    List<Double> sums = new ArrayList<>();
    ids(neighbours).forEach(id -> sums.add(-score(last, id) - score(before, id) / 2));
    for (int i = 1; i < sums.size(); i++) {
      assertThat(sums.get(i)).isGreaterThanOrEqualTo(sums.get(i - 1) - 1e-5);
    }
    assertThat(sums).hasSize(28);
    List<String> favourites = new ArrayList<>(ids("/v1/popular?k=100"));
    favourites.removeAll(List.of("c0", "c1"));
    assertThat(popular.path("strategy").asText()).isEqualTo("popular");
    assertThat(popular.path("known").asBoolean()).isTrue();
    assertThat(ids(popular)).isEqualTo(favourites);
    assertThat(ids(get(path + "factors"))).isEqualTo(ids("/v1/users/ann/recommendations?k=28"));
    assertThat(get("/v1/users/nobody/recommendations?strategy=blend").path("strategy").asText())
        .isEqualTo("popular");
  }

  @Test
  void strategy_blend_isFusedOfAllAndSaysOfWhich() throws Exception {
    String path = "/v1/users/ann/recommendations?strategy=blend&k=28";
    JsonNode blend = get(path);
    assertThat(blend.path("strategy").asText()).isEqualTo("blend");
    assertThat(ids(blend)).hasSize(28).doesNotHaveDuplicates().doesNotContain("c0", "c1");
    for (JsonNode item : blend.path("items")) {
      List<String> by = new ArrayList<>();
      item.path("by").forEach(name -> by.add(name.asText()));
      boolean taken = !item.path("item_id").asText().startsWith("n");
      assertThat(by).contains("factors").doesNotContain("neighbours");
      assertThat(by.contains("popular")).isEqualTo(taken);
      double sum = 0;
      for (String name : by) {
        List<String> ranking = ids("/v1/users/ann/recommendations?k=28&strategy=" + name);
        double weight = name.equals("cooccurrence") ? 2 : 1;
        sum += weight / (11 + ranking.indexOf(item.path("item_id").asText()));
      }
      assertThat(item.path("score").asDouble()).isCloseTo(sum, within(1e-12));
    }
    assertThat(ids(path + "&where=price:ge:8&exclude=c9")).hasSize(5).doesNotContain("c9");
    assertThat(ids(path + "&diversity=0.5").get(0)).isEqualTo(ids(blend).get(0));
    assertThat(ids(path + "&explore=0.5")).hasSize(28).doesNotHaveDuplicates();
    assertThat(node.get(path + "&explain=true").statusCode()).isEqualTo(400);
  }

  @Test
  void similarToAll_oneItem_isTheListOfThatItem() throws Exception {
    assertThat(ids(post("/v1/items/similar", "{\"k\": 5, \"items\": [\"c3\"]}")))
        .isEqualTo(ids("/v1/items/c3/similar?k=5"));
  }

  @Test
  void similarToAll_several_isOrderedByTheSumOfTheCosines() throws Exception {
    JsonNode list =
        post("/v1/items/similar", "{\"k\": 100, \"items\": [\"c3\", \"d4\", \"gone\"]}");
    assertThat(list.path("unknown_items").toString()).isEqualTo("[\"gone\"]");
    assertThat(ids(list)).hasSize(28).doesNotContain("c3", "d4");
    List<Double> sums = new ArrayList<>();
    JsonNode c3 = get("/v1/items/c3/similar?k=100");
    JsonNode d4 = get("/v1/items/d4/similar?k=100");
    ids(list).forEach(id -> sums.add(-score(c3, id) - score(d4, id)));
    for (int i = 1; i < sums.size(); i++) {
      assertThat(sums.get(i)).isGreaterThanOrEqualTo(sums.get(i - 1) - 1e-5);
    }
  }

  private static double score(JsonNode list, String id) {
    for (JsonNode item : list.path("items")) {
      if (item.path("item_id").asText().equals(id)) {
        return item.path("score").asDouble();
      }
    }
    throw new AssertionError("no " + id);
  }
}
