package tandem.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static tandem.app.TestNode.PATIENCE;
import static tandem.app.TestNode.get;
import static tandem.app.TestNode.ids;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tandem.http.BasketItem;
import tandem.http.Estimates;
import tandem.http.ItemFacts;
import tandem.http.ListAnswer;
import tandem.http.ListRequest;
import tandem.http.UserFacts;
import tandem.model.ItemId;
import tandem.model.Objective;
import tandem.model.UserId;
import tandem.protocol.Interaction;
import tandem.protocol.ItemDescription;
import tandem.protocol.RecordId;
import tandem.protocol.http.ClusterView;
import tandem.protocol.http.HttpJson;
import tandem.protocol.http.LogProgress;
import tandem.protocol.http.Strategy;

/**
 * A node that learns ratings from 1 to 10, from all sides. The tests share it, each with users and
 * items of its own.
 */
final class NodeTest {

  private static final ItemDescription HIDDEN = new ItemDescription("Hidden", List.of(), true);
  private static final ItemDescription ALIEN =
      new ItemDescription("Alien", List.of("horror", "space"), false);

  private static TestNode node;

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    node =
        TestNode.start(
            directory,
            "tandem.model.objective = rating, tandem.events.rating { min = 1, max = 10 }");
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void forUser_known_listsWhatIsNotSeenByPredictedRating() {
    node.learn(
        node.rating("ann", "f1", 9),
        node.rating("bob", "f1", 9),
        node.rating("bob", "f2", 10),
        node.rating("bob", "f3", 8));

    ListAnswer list = node.list("ann", 100, Optional.empty());

    assertThat(list.known()).isTrue();
    assertThat(list.strategy()).isEqualTo(Strategy.FACTORS);
    assertThat(list.coverage()).isEqualTo(1);
    assertThat(list.missingPartitions()).isEmpty();
    assertThat(ids(list)).contains("f2", "f3").doesNotContain("f1").doesNotHaveDuplicates();
    assertThat(list.items())
        .isSortedAccordingTo(Comparator.comparingDouble(ListAnswer.Entry::score).reversed())
        .allSatisfy(entry -> assertThat(entry.score()).isBetween(6.0, 11.0));
  }

  @Test
  void stream_ofAUser_bringsTheListAfterEachEventUntilTheUserIsErased() {
    node.learn(
        node.rating("sue", "s1", 9), node.rating("tom", "s2", 9), node.rating("tom", "s3", 8));
    try (Stream<String> lines = node.stream("sue")) {
      Iterator<String> data = lines.filter(line -> line.startsWith("data: ")).iterator();
      assertThat(data.next()).contains("\"s2\"").contains("\"s3\"").contains("factors");
      node.learn(node.rating("sue", "s2", 9));
      assertThat(data.next()).doesNotContain("\"s2\"").contains("\"s3\"");
      assertThat(get(node.ports().users().erase(new UserId("sue"), PATIENCE))).isPresent();
      assertThat(data.next()).isEqualTo("data: {\"reason\":\"erased\"}");
      assertThat(data.hasNext()).isFalse();
    }
  }

  @Test
  void view_ofAClusterOfOne_showsWhereAllIs() {
    node.learn(node.rating("uma", "v1", 9), node.rating("uma", "v2", 9));

    node.await(() -> assertThat(clusterOfOne().log()).allMatch(partition -> partition.lag() == 0));
    ClusterView.Model main = clusterOfOne();

    assertThat(main.index()).hasSize(16).allMatch(ClusterView.IndexPartition::loaded);
    assertThat(main.index()).extracting(ClusterView.IndexPartition::member).doesNotContainNull();
    assertThat(main.index().stream().mapToInt(p -> p.items() == null ? 0 : p.items()).sum())
        .isGreaterThanOrEqualTo(2);
    assertThat(main.shards())
        .extracting(ClusterView.Shards::type)
        .containsExactlyInAnyOrder("user", "item", "index");
    assertThat(main.shards()).allMatch(shards -> shards.shards() >= 1 && shards.entities() >= 1);
    assertThat(main.awayFromIndex()).isZero();
    assertThat(main.log()).hasSize(2);
  }

  /** The only model; the only member has all of it. */
  private static ClusterView.Model clusterOfOne() {
    ClusterView view = cluster();
    assertThat(view.missing()).isEmpty();
    assertThat(view.members())
        .containsExactly(
            new ClusterView.Member(
                view.answeredBy(), "up", List.of("learn", "serve"), "0.0.0", true, true, true));
    ClusterView.Model main = view.models().get(0);
    assertThat(main.log())
        .extracting(ClusterView.LogPartition::reader)
        .containsOnly(view.answeredBy());
    assertThat(main.index())
        .extracting(ClusterView.IndexPartition::member)
        .containsOnly(view.answeredBy());
    return main;
  }

  private static ClusterView cluster() {
    try {
      return HttpJson.mapper()
          .readValue(node.getAdmin("/v1/admin/cluster").body(), ClusterView.class);
    } catch (Exception e) {
      throw new AssertionError("no view of the cluster", e);
    }
  }

  @Test
  void estimate_knownUser_isWhatTheListSaysAndForUnknownItemsByTheUserAlone() {
    node.learn(
        node.rating("eli", "x1", 9), node.rating("eli", "x2", 8), node.rating("flo", "x3", 6));

    Estimates estimates = estimate("eli", "x3", "x-never", "x1");

    assertThat(estimates.known()).isTrue();
    assertThat(estimates.objective()).isEqualTo(Objective.RATING);
    assertThat(estimates.items())
        .extracting(Estimates.Entry::known)
        .containsExactly(true, false, true);
    assertThat(estimates.items())
        .allSatisfy(entry -> assertThat(entry.value()).isNotNull().isBetween(1.0, 10.0));
    assertThat(node.list("eli", 100, Optional.empty()).items())
        .filteredOn(entry -> entry.item().value().equals("x3"))
        .singleElement()
        .satisfies(
            entry ->
                assertThat(entry.score()).isCloseTo(value(estimates.items().get(0)), within(1e-3)));
  }

  @Test
  void estimate_unknownUser_hasNoValues() {
    node.learn(node.rating("gus", "x4", 9));

    Estimates estimates = estimate("nobody-at-all", "x4");

    assertThat(estimates.known()).isFalse();
    assertThat(estimates.items())
        .containsExactly(new Estimates.Entry(new ItemId("x4"), null, true));
  }

  private static double value(Estimates.Entry entry) {
    return Objects.requireNonNull(entry.value());
  }

  private static Estimates estimate(String user, String... items) {
    List<ItemId> ids = Stream.of(items).map(ItemId::new).toList();
    return get(node.ports().recommendations().estimate(new UserId(user), ids, PATIENCE));
  }

  @Test
  void forUser_smallK_isTheHeadOfTheLongList() {
    node.learn(
        node.rating("kim", "k1", 9), node.rating("lee", "k2", 9), node.rating("lee", "k3", 10));

    List<String> all = ids(node.list("kim", 100, Optional.empty()));

    assertThat(ids(node.list("kim", 2, Optional.empty()))).isEqualTo(all.subList(0, 2));
  }

  @Test
  void forUser_unknown_getsThePopularList() {
    node.learn(node.rating("cid", "n1", 9));

    ListAnswer list = node.list("nobody-yet", 5, Optional.empty());

    assertThat(list.known()).isFalse();
    assertThat(list.strategy()).isEqualTo(Strategy.POPULAR);
    assertThat(list)
        .isEqualTo(get(node.ports().recommendations().popular(ListRequest.of(5), PATIENCE)));
  }

  @Test
  void forUser_afterAToken_showsItsEvent() {
    node.learn(node.rating("dan", "t1", 9), node.rating("dan", "t2", 9));
    List<Interaction> fresh = List.of(node.rating("eve", "t1", 9));
    RecordId token = get(node.ports().events().publish(fresh, PATIENCE)).get(0);

    ListAnswer list = node.list("eve", 100, Optional.of(token));

    assertThat(list.known()).isTrue();
    assertThat(ids(list)).contains("t2").doesNotContain("t1");
  }

  @Test
  void forUser_afterATokenThatNeverComes_timesOut() {
    Optional<RecordId> never = Optional.of(new RecordId(0, 0, Long.MAX_VALUE));

    CompletableFuture<ListAnswer> list =
        node.ports()
            .recommendations()
            .forUser(new UserId("eve"), ListRequest.of(5), never, Duration.ofMillis(200))
            .toCompletableFuture();

    assertThat(list)
        .failsWithin(PATIENCE)
        .withThrowableOfType(ExecutionException.class)
        .withCauseInstanceOf(TimeoutException.class);
  }

  @Test
  void similar_item_listsOthersByCosine() {
    node.learn(
        node.rating("fay", "s1", 9), node.rating("fay", "s2", 9), node.rating("fay", "s3", 2));

    ListAnswer list = similar("s1").orElseThrow();

    assertThat(list.strategy()).isEqualTo(Strategy.SIMILAR);
    assertThat(list.known()).isTrue();
    assertThat(ids(list)).contains("s2", "s3").doesNotContain("s1");
    assertThat(list.items())
        .isSortedAccordingTo(Comparator.comparingDouble(ListAnswer.Entry::score).reversed())
        .allSatisfy(entry -> assertThat(entry.score()).isBetween(-1.00001, 1.00001));
  }

  @Test
  void similar_unknownOrRemovedItem_isEmpty() {
    node.learn(node.rating("gus", "s4", 9));
    assertThat(similar("s4")).isPresent();
    node.remove("s4");

    assertThat(similar("s4")).isEmpty();
    assertThat(similar("never-seen")).isEmpty();
  }

  @Test
  void forBasket_someKnown_foldsThemInAndNamesTheRest() {
    node.learn(
        node.rating("hal", "b1", 9), node.rating("hal", "b2", 9), node.rating("hal", "b3", 2));

    ListAnswer list =
        basket(
            new BasketItem(new ItemId("b1"), "rating", 10.0),
            new BasketItem(new ItemId("who"), "view", null),
            new BasketItem(new ItemId("any"), "view", null));

    assertThat(list.strategy()).isEqualTo(Strategy.FOLD_IN);
    assertThat(list.known()).isTrue();
    assertThat(list.unknownItems()).containsExactly(new ItemId("any"), new ItemId("who"));
    assertThat(ids(list)).contains("b2", "b3").doesNotContain("b1");
  }

  @Test
  void forBasket_nothingKnown_isThePopularList() {
    node.learn(node.rating("ida", "b4", 9));

    ListAnswer list = basket(new BasketItem(new ItemId("who"), "view", null));

    assertThat(list.strategy()).isEqualTo(Strategy.POPULAR);
    assertThat(list.known()).isFalse();
    assertThat(list.unknownItems()).containsExactly(new ItemId("who"));
    assertThat(ids(list)).contains("b4");
  }

  @Test
  void forBasket_removedItem_isUnknown() {
    node.learn(node.rating("jim", "b5", 9), node.rating("jim", "b6", 9));
    node.remove("b5");

    ListAnswer list = basket(new BasketItem(new ItemId("b5"), "rating", 10.0));

    assertThat(list.known()).isFalse();
    assertThat(list.unknownItems()).containsExactly(new ItemId("b5"));
    assertThat(ids(list)).contains("b6").doesNotContain("b5");
  }

  @Test
  void popular_byEvents_isInOrderOfHeat() {
    node.learn(
        node.event("p-1", "p1", "purchase"),
        node.event("p-2", "p2", "purchase"),
        node.event("p-3", "p2", "purchase"),
        node.event("p-4", "p2", "purchase"),
        node.event("p-5", "p3", "view"));

    ListAnswer list = get(node.ports().recommendations().popular(ListRequest.of(100), PATIENCE));

    assertThat(list.strategy()).isEqualTo(Strategy.POPULAR);
    assertThat(ids(list)).containsSubsequence("p2", "p1", "p3");
    assertThat(list.items())
        .isSortedAccordingTo(Comparator.comparingDouble(ListAnswer.Entry::score).reversed());
    assertThat(list.items())
        .filteredOn(entry -> entry.item().value().equals("p2"))
        .singleElement()
        .extracting(ListAnswer.Entry::score)
        .isEqualTo(facts("p2").orElseThrow().popularity());
  }

  @Test
  void lists_hiddenOrRemovedItem_areWithoutIt() {
    node.learn(
        node.rating("kay", "h1", 9),
        node.rating("kay", "h2", 10),
        node.rating("kay", "h3", 10),
        node.rating("kay", "h4", 10),
        node.rating("leo", "h1", 9));
    node.describe("h2", HIDDEN);
    node.remove("h3");

    assertThat(ids(node.list("leo", 100, Optional.empty())))
        .contains("h4")
        .doesNotContain("h2", "h3");
    assertThat(ids(similar("h1").orElseThrow())).contains("h4").doesNotContain("h2", "h3");
    assertThat(ids(basket(new BasketItem(new ItemId("h1"), "rating", 10.0))))
        .contains("h4")
        .doesNotContain("h2", "h3");
    assertThat(ids(get(node.ports().recommendations().popular(ListRequest.of(100), PATIENCE))))
        .contains("h4")
        .doesNotContain("h2", "h3");
  }

  @Test
  void lists_describedItem_haveItsTitleAndCategories() {
    node.learn(node.rating("max", "d1", 9));
    node.describe("d2", ALIEN);

    assertThat(node.list("max", 100, Optional.empty()).items())
        .filteredOn(entry -> entry.item().value().equals("d2"))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.title()).isEqualTo("Alien");
              assertThat(entry.categories()).containsExactly("horror", "space");
            });
  }

  @Test
  void get_itemWithoutEvents_hasItsDescriptionAndTheLowestPopularity() {
    node.describe("c1", ALIEN);

    assertThat(facts("c1"))
        .contains(new ItemFacts(new ItemId("c1"), ALIEN, 0, 0, -Double.MAX_VALUE));
  }

  @Test
  void get_itemWithEvents_countsThemAndHasItsBias() {
    node.learn(node.rating("ned", "c2", 9), node.rating("oda", "c2", 1));

    ItemFacts facts = facts("c2").orElseThrow();

    assertThat(facts.events()).isEqualTo(2);
    assertThat(facts.bias()).isNotZero();
    assertThat(facts.description()).isEqualTo(ItemDescription.NONE);
  }

  @Test
  void get_unknownOrRemovedItem_isEmpty() {
    node.describe("c3", ALIEN);
    node.remove("c3");

    assertThat(facts("c3")).isEmpty();
    assertThat(facts("never-seen")).isEmpty();
  }

  @Test
  void describe_removedItem_bringsItBack() {
    node.describe("c4", ALIEN);
    node.remove("c4");
    node.describe("c4", ALIEN);

    assertThat(facts("c4")).isPresent();
    node.await(() -> assertThat(items("c3", 5)).startsWith("c4"));
  }

  @Test
  void list_items_pagesWithoutThoseRemoved() {
    node.learn(node.rating("pam", "z-1", 9), node.rating("pam", "z-2", 9));
    node.describe("z-3", ALIEN);
    node.describe("z-4", HIDDEN);
    node.remove("z-2");

    node.await(() -> assertThat(items("z-", 100)).containsExactly("z-1", "z-3", "z-4"));
    assertThat(items("z-1", 1)).containsExactly("z-3");
    assertThat(items("z-4", 100)).isEmpty();
  }

  @Test
  void users_withEvents_areDescribedAndListed() {
    Interaction first = node.rating("zoe-1", "u1", 9);
    Interaction last = node.event("zoe-1", "u2", "view");
    node.learn(first, last, node.rating("zoe-2", "u1", 9));

    assertThat(get(node.ports().users().get(new UserId("zoe-1"), PATIENCE)))
        .contains(
            new UserFacts(
                new UserId("zoe-1"),
                2,
                first.timestamp(),
                last.timestamp(),
                List.of(new ItemId("u2"), new ItemId("u1"))));
    assertThat(get(node.ports().users().get(new UserId("nobody-yet"), PATIENCE))).isEmpty();
    assertThat(users("zoe", 100)).containsExactly("zoe-1", "zoe-2");
    assertThat(users("zoe-1", 100)).containsExactly("zoe-2");
    assertThat(users("zoe", 1)).containsExactly("zoe-1");
  }

  @Test
  void publish_eventsOfOneUser_haveAscendingPlacesInOneEpoch() {
    List<RecordId> records =
        node.learn(
            node.event("que", "e1", "view"),
            node.event("que", "e2", "view"),
            node.event("que", "e3", "view"));

    RecordId first = records.get(0);
    assertThat(records)
        .containsExactly(
            first,
            new RecordId(first.epoch(), first.partition(), first.offset() + 1),
            new RecordId(first.epoch(), first.partition(), first.offset() + 2));
  }

  @Test
  void progress_eventsLearned_reachesTheEnd() {
    long before = end(progress());
    node.learn(node.event("rob", "e1", "view"), node.event("sue", "e1", "view"));

    node.await(() -> assertThat(LogProgress.of(progress()).waiting()).isZero());

    assertThat(progress()).extracting(LogProgress.Partition::partition).containsExactly(0, 1);
    assertThat(end(progress())).isEqualTo(before + 2);
  }

  @Test
  void http_eventAndItsToken_giveAListThatHasLearnedIt() throws Exception {
    node.learn(node.rating("tim", "w2", 9));

    HttpResponse<String> event =
        node.post("/v1/events", "{\"user_id\":\"uma\",\"item_id\":\"w1\",\"value\":9}");
    String token = json(event).path("token").asText();
    HttpResponse<String> list =
        node.get("/v1/users/uma/recommendations?k=100&timeout=10s&after=" + token);

    assertThat(event.statusCode()).isEqualTo(202);
    assertThat(list.statusCode()).as(list.body()).isEqualTo(200);
    assertThat(json(list).path("known").asBoolean()).isTrue();
    assertThat(json(list).path("strategy").asText()).isEqualTo("factors");
    assertThat(json(list).path("items").findValuesAsText("item_id"))
        .contains("w2")
        .doesNotContain("w1");
  }

  @Test
  void http_lowestPopularity_isANumber() throws Exception {
    node.describe("w3", ALIEN);

    JsonNode item = json(node.get("/v1/items/w3"));

    assertThat(item.path("popularity").isNumber()).isTrue();
    assertThat(item.path("title").asText()).isEqualTo("Alien");
  }

  @Test
  void http_ready_is200() throws Exception {
    assertThat(node.get("/health/ready").statusCode()).isEqualTo(200);
  }

  private static Optional<ListAnswer> similar(String item) {
    return get(
        node.ports().recommendations().similar(new ItemId(item), ListRequest.of(100), PATIENCE));
  }

  private static ListAnswer basket(BasketItem... items) {
    return get(
        node.ports().recommendations().forBasket(List.of(items), ListRequest.of(100), PATIENCE));
  }

  private static Optional<ItemFacts> facts(String item) {
    return get(node.ports().items().get(new ItemId(item), PATIENCE));
  }

  private static List<String> items(String after, int limit) {
    return get(node.ports().items().list(Optional.of(new ItemId(after)), limit, PATIENCE)).stream()
        .map(ItemId::value)
        .toList();
  }

  private static List<String> users(String after, int limit) {
    return get(node.ports().users().list(Optional.of(new UserId(after)), limit, PATIENCE)).stream()
        .map(UserId::value)
        .toList();
  }

  private static List<LogProgress.Partition> progress() {
    return get(node.ports().events().progress(PATIENCE));
  }

  private static long end(List<LogProgress.Partition> partitions) {
    return partitions.stream().mapToLong(LogProgress.Partition::end).sum();
  }

  private static JsonNode json(HttpResponse<String> response) throws Exception {
    return new ObjectMapper().readTree(response.body());
  }
}
