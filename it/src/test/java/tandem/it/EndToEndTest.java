package tandem.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tandem.protocol.http.ItemList;
import tandem.protocol.http.ItemView;
import tandem.protocol.http.ListedItem;
import tandem.protocol.http.Problem;
import tandem.protocol.http.Strategy;
import tandem.protocol.http.UserView;

/** One node for all tests: each has users and items of its own. */
final class EndToEndTest {

  @RegisterExtension static final Processes PROCESSES = new Processes();

  private static HttpApi api;
  private static Topics topics;

  @BeforeAll
  static void start(@TempDir Path directory) throws IOException {
    NodeProcess node = NodeProcess.start(PROCESSES, directory);
    api = node.api();
    topics = new Topics(node.bootstrap());
  }

  @Test
  void recommend_afterTokenOfEvent_listsOthersButNotTheSeen() throws Exception {
    api.post(event("reader-1", "read-1", 4.5));
    String other = api.post(event("reader-1", "read-2", 4.0));
    api.recommendationsAfter("reader-1", other);

    String token = api.post(event("reader-2", "read-1", 5.0));
    ItemList list = api.recommendationsAfter("reader-2", token);

    assertThat(list.known()).isTrue();
    assertThat(list.coverage()).isEqualTo(1);
    assertThat(ids(list)).contains("read-2").doesNotContain("read-1");
  }

  @Test
  void recommend_unknownUser_getsThePopularList() throws Exception {
    String token = api.post(event("crowd", "popular-1", 4.0));
    api.recommendationsAfter("crowd", token);

    ItemList list = api.get("/v1/users/nobody/recommendations?k=100", ItemList.class);

    assertThat(list.known()).isFalse();
    assertThat(list.strategy()).isEqualTo(Strategy.POPULAR);
    assertThat(ids(list)).contains("popular-1");
  }

  @Test
  void kafka_recordOfAPlainProducer_isLearned() throws Exception {
    topics.send("1", "{\"user_id\": 1, \"item_id\": 101, \"timestamp\": 1629828723.0}");

    UserView user = awaitEvents("1", 1);

    assertThat(user.firstEvent()).isEqualTo(Instant.ofEpochSecond(1629828723));
    assertThat(user.recentItems()).containsExactly("101");
  }

  @Test
  void kafka_badRecords_areKeptWithTheReasonAndTheStreamGoesOn() throws Exception {
    byte[] noJson = {(byte) 0xff, 0, '{', '\n'};
    byte[] noNumber = utf8("{\"user_id\": \"bad\", \"item_id\": 1, \"value\": NaN}");
    byte[] noItem = utf8("{\"user_id\": \"bad\"}");
    topics.sendBytes("\"bad\"", noJson);
    topics.sendBytes("\"bad\"", null);
    topics.sendBytes("\"bad\"", noNumber);
    topics.sendBytes("\"bad\"", noItem);
    topics.send("\"bad\"", event("bad", "good-1", 3.0));

    // Rejected at the same moment, they come in any order; the header says where they stood.
    List<ConsumerRecord<byte[], byte[]>> rejected =
        topics.awaitRejected("\"bad\"", 4).stream()
            .sorted(Comparator.comparing(record -> Long.valueOf(header(record, "tandem-offset"))))
            .toList();

    assertThat(rejected)
        .extracting(record -> header(record, "tandem-reason"))
        .containsExactly("not_json", "tombstone", "not_json", "missing_field");
    assertThat(rejected)
        .extracting(ConsumerRecord::value)
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactly(noJson, null, noNumber, noItem);
    assertThat(awaitEvents("bad", 1).recentItems()).containsExactly("good-1");
  }

  @Test
  void post_sameEventIdTwice_countsOnce() throws Exception {
    String event =
        "{\"user_id\": \"twice\", \"item_id\": \"%s\", \"type\": \"view\", \"event_id\": \"e1\"}";
    api.post(event.formatted("once-1"));
    api.post(event.formatted("once-2"));
    String last = api.post(event("twice", "once-3", 3.0));
    api.recommendationsAfter("twice", last);

    UserView user = api.get("/v1/users/twice", UserView.class);

    assertThat(user.events()).isEqualTo(2);
    assertThat(user.recentItems()).containsExactly("once-3", "once-1");
  }

  @Test
  void item_putAndDeleted_isThereUntilThen() throws Exception {
    String body = "{\"title\": \"Alien\", \"categories\": [\"horror\", \"space\"]}";
    assertThat(api.send("PUT", "/v1/items/alien", body).statusCode()).isEqualTo(204);
    ItemView item = awaitItem("alien");
    assertThat(item.title()).isEqualTo("Alien");
    assertThat(item.categories()).containsExactly("horror", "space");
    assertThat(item.hidden()).isFalse();
    assertThat(item.events()).isZero();

    assertThat(api.send("DELETE", "/v1/items/alien", "").statusCode()).isEqualTo(204);

    var unused = Await.until("gone", () -> api.get("/v1/items/alien"), a -> a.statusCode() == 404);
  }

  @Test
  void item_hidden_isLearnedFromButNeverListed() throws Exception {
    api.post(event("seer", "hidden-1", 5.0));
    String shown = api.post(event("seer", "shown-1", 5.0));
    api.recommendationsAfter("seer", shown);
    api.send("PUT", "/v1/items/hidden-1", "{\"title\": \"Hidden\", \"hidden\": true}");
    var unused = Await.until("hidden", () -> item("hidden-1"), ItemView::hidden);
    String token = api.post(event("blind", "hidden-1", 5.0));

    assertThat(ids(api.recommendationsAfter("blind", token)))
        .contains("shown-1")
        .doesNotContain("hidden-1");
    assertThat(ids(api.get("/v1/popular?k=100", ItemList.class)))
        .contains("shown-1")
        .doesNotContain("hidden-1");
    assertThat(ids(api.get("/v1/items/shown-1/similar?k=100", ItemList.class)))
        .doesNotContain("hidden-1");
    assertThat(item("hidden-1").events()).isEqualTo(2);
  }

  @Test
  void openApi_isServed() throws Exception {
    HttpResponse<String> answer = api.get("/openapi.yaml");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).startsWith("openapi: 3.").contains("/v1/events:");
  }

  @Test
  void badInput_isAnswered_withAProblemThatNamesIt() throws Exception {
    assertProblem(api.problem("GET", "/v1/popular?k=0", ""), 400, "invalid-parameter", "k");
    assertProblem(api.problem("GET", "/v1/popular?size=3", ""), 400, "invalid-parameter", "size");
    assertProblem(api.problem("POST", "/v1/events", "{"), 400, "invalid-body", null);
    assertProblem(
        api.problem("POST", "/v1/events", "{\"user_id\": 1}"), 400, "invalid-event", "item_id");
    assertProblem(
        api.problem("POST", "/v1/events", event("bad", "x", 9.0)), 400, "invalid-event", "value");
    assertProblem(api.problem("GET", "/v1/users/nobody", ""), 404, "unknown-user", null);
    assertProblem(api.problem("GET", "/v1/items/nothing", ""), 404, "unknown-item", null);
    assertProblem(api.problem("GET", "/v2", ""), 404, "no-such-path", null);
    assertProblem(api.problem("DELETE", "/v1/popular", ""), 405, "method-not-allowed", null);
  }

  private static void assertProblem(
      Problem problem, int status, String type, @Nullable String field) {
    assertThat(problem.status()).isEqualTo(status);
    assertThat(problem.type()).isEqualTo("/problems/" + type);
    assertThat(problem.field()).isEqualTo(field);
    assertThat(problem.detail()).isNotBlank();
  }

  private static UserView awaitEvents(String user, long events) throws IOException {
    HttpResponse<String> answer =
        Await.until(
            "user " + user + " is known",
            () -> api.get("/v1/users/" + user),
            a -> a.statusCode() == 200);
    UserView view = HttpApi.body(answer, 200, UserView.class);
    assertThat(view.events()).isEqualTo(events);
    return view;
  }

  private static ItemView awaitItem(String item) throws IOException {
    HttpResponse<String> answer =
        Await.until(
            "item " + item + " is known",
            () -> api.get("/v1/items/" + item),
            a -> a.statusCode() == 200);
    return HttpApi.body(answer, 200, ItemView.class);
  }

  private static ItemView item(String item) throws IOException, InterruptedException {
    return api.get("/v1/items/" + item, ItemView.class);
  }

  private static String event(String user, String item, double value) {
    return "{\"user_id\": \"%s\", \"item_id\": \"%s\", \"value\": %s}".formatted(user, item, value);
  }

  private static List<String> ids(ItemList list) {
    return list.items().stream().map(ListedItem::itemId).toList();
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
