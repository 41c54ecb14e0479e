package tandem.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import tandem.model.UserId;
import tandem.protocol.http.Problem;

/** Keys, scopes and users, on the server. */
class AccessTest {

  private static final String READER = "tandem_reader";
  private static final String WRITER = "tandem_writer";
  private static final String ADMIN = "tandem_admin";
  private static final String LOADER = "tandem_loader";
  private static final String ANN = "tandem_ann";
  private static final List<String> SECRETS = List.of(READER, WRITER, ADMIN, LOADER, ANN);
  private static final String EVENT = "{\"user_id\": \"%s\", \"item_id\": 101}";

  @RegisterExtension
  static final TestServer SERVER =
      new TestServer(
          String.join(
              "\n",
              line(READER, Set.of(Scope.READ), null),
              line(WRITER, Set.of(Scope.WRITE), null),
              line(ADMIN, Set.of(Scope.ADMIN), null),
              line(LOADER, Set.of(Scope.WRITE, Scope.ADMIN), null),
              line(ANN, Set.of(Scope.READ, Scope.WRITE), "ann"),
              "tandem.http.limits.failures-per-minute = 1000000"));

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  private static String line(
      String secret, Set<Scope> scopes, @org.jspecify.annotations.Nullable String user) {
    return new ApiKey(
            secret.replace('_', '-'),
            ApiKey.hash(secret),
            scopes,
            user == null ? null : new UserId(user))
        .toConfiguration();
  }

  @BeforeEach
  void listen() {
    log.start();
    root().addAppender(log);
    ((Logger) LoggerFactory.getLogger("tandem.audit")).setLevel(Level.INFO);
  }

  @AfterEach
  void stopListening() {
    root().detachAppender(log);
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  private static Reply call(String secret, String method, String path, String json) {
    return SERVER.call(method, path, json, "X-API-Key", secret);
  }

  private static Reply get(String secret, String path) {
    return call(secret, "GET", path, "");
  }

  @Test
  void send_noKey_is401OnEveryRouteThatIsNotOpen() {
    for (String path : List.of("/v1/popular", "/v1/users", "/v1/events", "/v1/users/ann")) {
      SERVER.get(path).problem(401);
    }
    for (String path : List.of("/v1/admin/models", "/metrics")) {
      SERVER.getAdmin(path).problem(401);
    }
    SERVER.post("/v1/events", EVENT.formatted("ann")).problem(401);
    SERVER.put("/v1/items/101", "{}").problem(401);
    SERVER.delete("/v1/users/ann").problem(401);
    assertThat(SERVER.fakes().events.log()).isEmpty();
  }

  @Test
  void next_ofAListForAnotherUser_is404LikeOneThatNeverWas() {
    String path = "/v1/users/bob/recommendations?k=2&page=true";
    String next = "/v1/lists/" + get(READER, path).json(200).get("list_id").asText() + "/next";
    assertThat(call(ANN, "POST", next, "").problem(404))
        .isEqualTo(call(ANN, "POST", "/v1/lists/never/next", "").problem(404));
    assertThat(call(READER, "POST", next, "").status()).isEqualTo(200);
    String own = get(ANN, path.replace("bob", "ann")).json(200).get("list_id").asText();
    assertThat(call(ANN, "POST", "/v1/lists/" + own + "/next", "").status()).isEqualTo(200);
  }

  @Test
  void post_severalUsers_keyForOneOfThem_is403() {
    for (String body : List.of("{\"users\":[\"ann\",\"bob\"]}", "{\"users\":[\"bob\"]}")) {
      call(ANN, "POST", "/v1/users/recommendations", body).problem(403);
    }
    String own = "{\"users\":[\"ann\"]}";
    assertThat(call(ANN, "POST", "/v1/users/recommendations", own).status()).isEqualTo(200);
    call(ANN, "POST", "/v1/recommendations", "{\"group\":[\"ann\",\"bob\"]}").problem(403);
    assertThat(call(READER, "POST", "/v1/users/recommendations", own).status()).isEqualTo(200);
  }

  @Test
  void get_healthAndDescription_needNoKey() {
    for (String path : List.of("/health/live", "/health/ready", "/openapi.yaml")) {
      assertThat(SERVER.get(path).status()).as(path).isEqualTo(200);
      assertThat(SERVER.getAdmin(path).status()).as(path).isEqualTo(200);
    }
  }

  @Test
  void get_withoutOrWithAWrongKey_isTheSame401() {
    Reply none = SERVER.get("/v1/popular");
    Reply wrong = get("tandem_wrong", "/v1/popular");
    Problem problem = none.problem(401);
    assertThat(wrong.problem(401)).isEqualTo(problem);
    assertThat(problem.detail()).isEqualTo("Send it as Authorization: Bearer or as X-API-Key.");
    for (Reply reply : List.of(none, wrong)) {
      assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"tandem\"");
    }
  }

  @Test
  void get_keyInEitherHeader_isTaken() {
    assertThat(get(READER, "/v1/popular").status()).isEqualTo(200);
    for (String scheme : List.of("Bearer ", "bearer ")) {
      assertThat(SERVER.call("GET", "/v1/popular", "", "Authorization", scheme + READER).status())
          .isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basic dGFuZGVtX3JlYWRlcjo=", "Bearer", "tandem_reader", "Bearer a b"})
  void get_otherAuthorization_is401(String value) {
    SERVER.call("GET", "/v1/popular", "", "Authorization", value).problem(401);
  }

  @Test
  void get_keyInTheUrl_isRefused() {
    SERVER.get("/v1/popular?api_key=" + READER).problem(401);
    assertThat(get(READER, "/v1/popular?api_key=" + READER).problem(400).field())
        .isEqualTo("api_key");
  }

  @ParameterizedTest
  @CsvSource({
    "tandem_writer,GET,/v1/popular",
    "tandem_writer,GET,/v1/users/ann",
    "tandem_writer,GET,/metrics",
    "tandem_reader,DELETE,/v1/items/101",
    "tandem_reader,DELETE,/v1/users/ann",
    "tandem_writer,DELETE,/v1/users/ann",
    "tandem_reader,GET,/v1/admin/models",
    "tandem_writer,POST,/v1/admin/models/side/activate",
    "tandem_admin,GET,/v1/popular",
    "tandem_ann,GET,/metrics",
    "tandem_ann,DELETE,/v1/users/ann",
    "tandem_ann,DELETE,/v1/items/101"
  })
  void send_withoutTheScope_is403(String secret, String method, String path) {
    assertThat(call(secret, method, path, "").problem(403).type())
        .isEqualTo(ProblemType.FORBIDDEN.uri());
    assertThat(SERVER.fakes().models.active()).isNotEqualTo(FakeModels.SIDE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/users",
        "/v1/users/bob",
        "/v1/users/ann%20",
        "/v1/users/ANN",
        "/v1/users/bob/recommendations"
      })
  void get_keyOfAnotherUser_is403(String path) {
    get(ANN, path).problem(403);
  }

  @Test
  void get_keyOfTheUser_isAnswered() {
    assertThat(get(ANN, "/v1/users/ann/recommendations").status()).isEqualTo(200);
    assertThat(get(ANN, "/v1/users/%61nn/recommendations").status()).isEqualTo(200);
    assertThat(get(ANN, "/v1/popular").status()).isEqualTo(200);
  }

  @Test
  void post_keyOfOneUser_takesThatUsersEventsOnly() {
    assertThat(call(ANN, "POST", "/v1/events", EVENT.formatted("ann")).status()).isEqualTo(202);
    int before = SERVER.fakes().events.log().size();
    call(ANN, "POST", "/v1/events", EVENT.formatted("bob")).problem(403);
    call(
            ANN,
            "POST",
            "/v1/events",
            "[" + EVENT.formatted("ann") + "," + EVENT.formatted("bob") + "]")
        .problem(403);
    assertThat(SERVER.fakes().events.log()).hasSize(before);
  }

  @Test
  void post_moreEventsOfAUserThanInAMinute_is429NamingTheFieldAndTakesNone() {
    String batch = batch("carl", 301);
    Reply reply = call(WRITER, "POST", "/v1/events", batch);
    assertThat(reply.problem(429).field()).isEqualTo("user_id");
    assertThat(Integer.parseInt(reply.header("Retry-After"))).isPositive();
    assertThat(SERVER.fakes().events.log()).isEmpty();
    assertThat(call(WRITER, "POST", "/v1/events", batch("carl", 300)).status()).isEqualTo(202);
    assertThat(call(WRITER, "POST", "/v1/events", batch("carl", 300)).problem(429).field())
        .isEqualTo("user_id");
    assertThat(call(WRITER, "POST", "/v1/events", batch("dora", 300)).status()).isEqualTo(202);
  }

  @Test
  void post_refusedForOneUser_costsTheOthersNothing() {
    String eve = batch("eve", 100);
    String both = eve.replace("]", ",") + batch("fred", 301).substring(1);
    call(WRITER, "POST", "/v1/events", both).problem(429);
    assertThat(call(WRITER, "POST", "/v1/events", batch("eve", 300)).status()).isEqualTo(202);
  }

  @Test
  void post_historyByAKeyWithScopeAdmin_isNotHeldToTheMinute() {
    for (int request = 0; request < 3; request++) {
      assertThat(call(LOADER, "POST", "/v1/events", batch("gus", 500)).status()).isEqualTo(202);
    }
  }

  private static String batch(String user, int events) {
    return String.join(",", Collections.nCopies(events, EVENT.formatted(user)))
        .transform(list -> "[" + list + "]");
  }

  @Test
  void send_adminCalls_leaveALineOfWhoDidWhatAndHowItEnded() {
    call(ADMIN, "POST", "/v1/admin/models/side/activate", "");
    call(READER, "DELETE", "/v1/admin/models/side", "");
    call(ADMIN, "DELETE", "/v1/users/ann", "");
    call(ADMIN, "DELETE", "/v1/admin/models/a%0Ab", "");
    assertThat(log.list.stream().filter(e -> e.getLoggerName().equals("tandem.audit")))
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "key tandem-admin called POST /v1/admin/models/side/activate: 204",
            "key tandem-reader called DELETE /v1/admin/models/side: 403",
            "key tandem-admin called DELETE /v1/users/{id}: 404",
            "key tandem-admin called DELETE /v1/admin/models/a%0Ab: 400");
  }

  @Test
  void send_anything_leavesNoKeyInTheLogNorInAnAnswer() {
    for (String secret : SECRETS) {
      for (String path : List.of("/v1/popular", "/v1/admin/models", "/v1/users/bob", "/nowhere")) {
        String body = get(secret, path).response().body();
        assertThat(body).doesNotContain(secret).doesNotContain(ApiKey.hash(secret));
      }
      get(secret + "x", "/v1/popular").problem(401);
    }
    assertThat(log.list).isNotEmpty();
    assertThat(log.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .noneMatch(line -> SECRETS.stream().anyMatch(line::contains));
  }
}
