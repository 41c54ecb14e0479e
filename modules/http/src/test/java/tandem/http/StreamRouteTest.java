package tandem.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import tandem.model.UserId;

/** The stream of a user's lists, at a server with room for three. */
@Timeout(300)
class StreamRouteTest {

  private static final String PATH = "/v1/users/ann/recommendations/stream";
  private static final int MOST = 3;
  private static final int MANY = 300;

  @RegisterExtension
  static final TestServer SERVER =
      new TestServer(
          "tandem.http.streams { most = 3, interval = 1 ms, heartbeat = 50 ms, refresh = 50 ms }\n"
              + "tandem.http.server.socket-options.so-send-buffer-size = 4 KiB");

  private final FakeRecommendations lists = SERVER.fakes().recommendations;

  private EventSource open(String query, String... headers) {
    return new EventSource(SERVER.port(), PATH + query, headers);
  }

  private static String id(List<String> event) {
    return event.stream().filter(line -> line.startsWith("id: ")).findFirst().orElseThrow();
  }

  private static String data(List<String> event) {
    return event.stream().filter(line -> line.startsWith("data: ")).findFirst().orElseThrow();
  }

  private void move(String... first) {
    lists.first = List.of(first);
    lists.move(6, false);
  }

  /** Streams of the test before, whose end the server has not noticed, would count. */
  @BeforeEach
  void awaitTheEndOfOthers() {
    awaitStreams(0);
    SERVER.fakes().reset();
  }

  private static void awaitStreams(int open) {
    SERVER.await(() -> assertThat(SERVER.fakes().requests.streams).hasValue(open));
  }

  @Test
  void open_knownUser_getsTheListAtOnce() {
    try (EventSource source = open("?k=2")) {
      List<String> event = source.next();
      assertThat(source.head()).contains("200 OK").contains("text/event-stream");
      assertThat(source.head()).contains("Cache-Control: no-store");
      assertThat(event.get(0)).matches("id: [0-9a-f]{24}");
      assertThat(event.get(1)).isEqualTo("event: list");
      assertThat(data(event)).contains("\"item_id\":\"1\"").contains("\"strategy\":\"factors\"");
    }
  }

  @Test
  void move_newItem_isPushed() {
    try (EventSource source = open("?k=2")) {
      String before = id(source.next());
      move("new");
      List<String> event = source.next();
      assertThat(data(event)).contains("\"item_id\":\"new\"");
      assertThat(id(event)).isNotEqualTo(before);
      assertThat(SERVER.fakes().requests.pushed).hasValue(2);
    }
  }

  @Test
  void move_sameList_isNotPushed() {
    try (EventSource source = open("?k=2")) {
      source.next();
      lists.move(6, false);
      SERVER.await(() -> assertThat(asked("ann")).isGreaterThan(1));
      move("new");
      assertThat(data(source.next())).contains("\"item_id\":\"new\"");
      assertThat(SERVER.fakes().requests.pushed).hasValue(2);
    }
  }

  @Test
  void explored_itemsOnly_areNoChange() {
    lists.explored = List.of("drawn");
    try (EventSource source = open("?k=3")) {
      assertThat(data(source.next())).contains("\"item_id\":\"drawn\"");
      lists.explored = List.of("other");
      lists.move(6, false);
      SERVER.await(() -> assertThat(asked("ann")).isGreaterThan(1));
      move("new");
      assertThat(data(source.next())).contains("\"item_id\":\"new\"").contains("\"other\"");
      assertThat(SERVER.fakes().requests.pushed).hasValue(2);
    }
  }

  private int asked(String user) {
    return lists.asked.getOrDefault(new UserId(user), new AtomicInteger()).get();
  }

  @Test
  void changed_fewerItemsAreNew_waitsForMore() {
    try (EventSource source = open("?k=3&changed=2")) {
      source.next();
      move("1", "new"); // 1, new, 1: one item is new
      SERVER.await(() -> assertThat(asked("ann")).isGreaterThan(1));
      move("1", "new", "other");
      assertThat(data(source.next())).contains("\"item_id\":\"other\"");
      assertThat(SERVER.fakes().requests.pushed).hasValue(2);
    }
  }

  @Test
  void part_ofTheIndexIsAway_isNotPushedUntilItIsBack() {
    try (EventSource source = open("?k=2")) {
      source.next();
      lists.missing = List.of(3);
      move("partial");
      SERVER.await(() -> assertThat(asked("ann")).isGreaterThan(1));
      lists.first = List.of("whole"); // while it is away: the stream looks by itself, too
      lists.missing = List.of();
      move("whole");
      assertThat(data(source.next())).contains("\"item_id\":\"whole\"");
    }
  }

  @Test
  void failure_ofTheUser_isSilentAndPasses() {
    try (EventSource source = open("?k=2")) {
      source.next();
      SERVER.fakes().failWith(new UnavailableException("away", Duration.ofSeconds(1)));
      move("new");
      assertThat(source.any()).as("a heart-beat").containsExactly(":");
      SERVER.fakes().recover();
      assertThat(data(source.next())).contains("\"item_id\":\"new\"");
    }
  }

  @Test
  void failure_before_isAProblem() {
    SERVER.fakes().failWith(new UnavailableException("away", Duration.ofSeconds(1)));
    assertThat(SERVER.get(PATH).problem(503).type()).isEqualTo("/problems/unavailable");
  }

  @Test
  void lastEventId_ofTheSameList_getsOnlyWhatIsNew() {
    String id;
    try (EventSource source = open("?k=2")) {
      id = id(source.next()).substring("id: ".length());
    }
    try (EventSource source = open("?k=2", "Last-Event-ID: " + id)) {
      assertThat(source.any().get(0)).startsWith("retry: ");
      move("new");
      assertThat(data(source.next())).contains("\"item_id\":\"new\"");
    }
  }

  @Test
  void lastEventId_ofAnother_getsTheList() {
    try (EventSource source = open("?k=2", "Last-Event-ID: 0")) {
      assertThat(data(source.next())).contains("\"item_id\":\"1\"");
    }
  }

  @Test
  void erased_ends_andWhoComesBackIsSentAway() {
    try (EventSource source = open("?k=2")) {
      source.next();
      lists.move(0, true);
      assertThat(source.next()).contains("event: end", "data: {\"reason\":\"erased\"}");
      assertThat(source.any()).isEmpty();
    }
    Reply back = SERVER.call("GET", PATH, "", "Last-Event-ID", "0");
    assertThat(back.status()).isEqualTo(204);
    try (EventSource source = open("?k=2")) {
      assertThat(data(source.next())).as("a new start").contains("\"item_id\":\"1\"");
    }
  }

  @Test
  void erased_andSomethingLearnedSince_ends() {
    try (EventSource source = open("?k=2")) {
      source.next();
      lists.move(1, false); // 5 before
      assertThat(source.next()).contains("event: end");
    }
  }

  @Test
  void open_tooMany_isRefused() {
    try (EventSource one = open("");
        EventSource two = open("");
        EventSource three = open("")) {
      List.of(one, two, three).forEach(EventSource::next);
      assertThat(SERVER.fakes().requests.streams).hasValue(MOST);
      assertThat(SERVER.get(PATH).problem(429).type()).isEqualTo("/problems/too-many-requests");
    }
    awaitStreams(0);
  }

  @Test
  void reader_slow_costsNoLists() {
    try (EventSource slow =
            new EventSource(
                SERVER.port(), "/v1/users/slow/recommendations/stream?k=100&changed=0");
        EventSource fast = open("?k=100&changed=0")) {
      slow.next();
      for (int n = 0; n < MANY; n++) {
        fast.next();
        move("new" + n);
      }
      assertThat(asked("ann")).isGreaterThanOrEqualTo(MANY);
      assertThat(asked("slow")).isLessThan(MANY / 2);
    }
  }

  @Test
  void parameters_outOfRange_areNamed() {
    assertThat(SERVER.get(PATH + "?changed=101").problem(400).field()).isEqualTo("changed");
    assertThat(SERVER.get(PATH + "?model=none").problem(404).type())
        .isEqualTo("/problems/unknown-model");
  }
}
