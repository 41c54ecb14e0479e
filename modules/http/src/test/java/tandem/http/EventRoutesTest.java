package tandem.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tandem.model.UserId;
import tandem.protocol.RecordId;
import tandem.protocol.http.EventToken;

class EventRoutesTest {

  @RegisterExtension static final TestServer SERVER = new TestServer();

  private static final String GOOD = "{\"user_id\":1,\"item_id\":101}";
  private static final String BAD = "{\"user_id\":1}";

  @Test
  void post_oneEvent_isAcceptedWithItsToken() {
    JsonNode receipt = SERVER.post("/v1/events", GOOD).json(202);
    assertThat(receipt.get("status").asText()).isEqualTo("accepted");
    assertThat(EventToken.decode(receipt.get("token").asText()))
        .contains(new EventToken(record(0), new UserId("1")));
    assertThat(SERVER.fakes().events.log()).hasSize(1);
  }

  @Test
  void get_events_tellsWhatWaits() {
    SERVER.post("/v1/events", "[" + GOOD + "," + GOOD + "," + GOOD + "]").json(202);
    JsonNode progress = SERVER.get("/v1/events").json(200);
    assertThat(progress.get("waiting").asLong()).isEqualTo(2);
    assertThat(progress.get("partitions").get(0).get("end").asLong()).isEqualTo(3);
    assertThat(progress.get("partitions").get(0).get("settled").asLong()).isEqualTo(1);
  }

  @Test
  void post_noTimestamp_isNow() {
    SERVER.post("/v1/events", GOOD).json(202);
    assertThat(SERVER.fakes().events.log().get(0).timestamp()).isEqualTo(TestServer.NOW);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"item_id\":1}|user_id",
        "{\"user_id\":1}|item_id",
        "{\"user_id\":\"a b\",\"item_id\":1}|user_id",
        "{\"user_id\":1,\"item_id\":1.5}|item_id",
        "{\"user_id\":1,\"item_id\":1,\"type\":\"stare\"}|type",
        "{\"user_id\":1,\"item_id\":1,\"value\":6}|value",
        "{\"user_id\":1,\"item_id\":1,\"timestamp\":\"today\"}|timestamp",
        "{\"user_id\":1,\"item_id\":1,\"timestamp\":253402300799}|timestamp",
        "{\"user_id\":1,\"item_id\":1,\"event_id\":\"\"}|event_id"
      })
  void post_oneBadEvent_isRefusedByField(String event, String field) {
    assertThat(SERVER.post("/v1/events", event).problem(400).field()).isEqualTo(field);
    assertThat(SERVER.fakes().events.log()).isEmpty();
  }

  @Test
  @Timeout(value = 1, unit = TimeUnit.MINUTES)
  void post_exponentThatTakesMinutes_isRefusedAtOnce() {
    for (String number : new String[] {"1e-300000000", "1e300000000", "1e-2147483647"}) {
      String event = "{\"user_id\":1,\"item_id\":1,\"timestamp\":" + number + "}";
      assertThat(SERVER.post("/v1/events", event).problem(400).type()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e991629828723", "-1e991629828723", "100e2147483647", "1e-99999999999"})
  void post_exponentBeyondInt_isRefusedInAllForms(String number) {
    String event = "{\"user_id\":1,\"item_id\":1,\"value\":" + number + "}";
    SERVER.post("/v1/events", event).problem(400);
    assertThat(SERVER.post("/v1/events", "[" + event + "]").status()).isEqualTo(400);
    JsonNode batch = SERVER.send("POST", "/v1/events", Body.NDJSON, event).json(400);
    assertThat(batch.get("rejected").asInt()).isEqualTo(1);
  }

  @Test
  void post_arrayOfGood_isAccepted() {
    JsonNode batch = SERVER.post("/v1/events", "[" + GOOD + "," + GOOD + "]").json(202);
    assertThat(batch.get("accepted").asInt()).isEqualTo(2);
    assertThat(batch.get("rejected").asInt()).isZero();
  }

  @Test
  void post_arrayOfOne_isABatch() {
    assertThat(SERVER.post("/v1/events", "[" + GOOD + "]").json(202).get("results")).hasSize(1);
  }

  @Test
  void post_mixedArray_saysWhichAndGivesEachItsOwnToken() {
    String body = "[" + GOOD + "," + BAD + ",7,{\"user_id\":\"ann\",\"item_id\":2}]";
    JsonNode batch = SERVER.post("/v1/events", body).json(207);
    assertThat(batch.get("accepted").asInt()).isEqualTo(2);
    assertThat(batch.get("rejected").asInt()).isEqualTo(2);
    JsonNode missing = batch.get("results").get(1);
    assertThat(missing.get("status").asText()).isEqualTo("rejected");
    assertThat(missing.get("reason").asText()).isEqualTo("missing_field");
    assertThat(missing.get("field").asText()).isEqualTo("item_id");
    assertThat(batch.get("results").get(2).get("reason").asText()).isEqualTo("not_json");
    JsonNode last = batch.get("results").get(3);
    assertThat(last.get("index").asInt()).isEqualTo(3);
    assertThat(EventToken.decode(last.get("token").asText()))
        .contains(new EventToken(record(1), new UserId("ann")));
  }

  @Test
  void post_arrayOfBad_isRefusedAndNothingIsPublished() {
    JsonNode batch = SERVER.post("/v1/events", "[" + BAD + "]").json(400);
    assertThat(batch.get("rejected").asInt()).isEqualTo(1);
    assertThat(SERVER.fakes().events.log()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {Body.JSON, Body.NDJSON})
  void post_objectALine_isABatch(String type) {
    String body = GOOD + "\n\n" + GOOD + "\r\n" + BAD + "\n{nonsense\n";
    JsonNode batch = SERVER.send("POST", "/v1/events", type, body).json(207);
    assertThat(batch.get("accepted").asInt()).isEqualTo(2);
    assertThat(batch.get("results").get(3).get("reason").asText()).isEqualTo("not_json");
  }

  @Test
  void post_objectOverSeveralLines_isOneEvent() {
    SERVER.post("/v1/events", "{\n\"user_id\": 1,\n\"item_id\": 101\n}\n").json(202).get("token");
    assertThat(SERVER.fakes().events.log()).hasSize(1);
  }

  @Test
  void post_fiveHundred_isTheMost() {
    String events = (GOOD + ",").repeat(EventsReader.MAX_EVENTS - 1) + GOOD;
    JsonNode batch = SERVER.post("/v1/events", "[" + events + "]").json(202);
    assertThat(batch.get("accepted").asInt()).isEqualTo(500);
    SERVER.post("/v1/events", "[" + GOOD + "," + events + "]").problem(400);
    String lines = (GOOD + "\n").repeat(EventsReader.MAX_EVENTS + 1);
    SERVER.send("POST", "/v1/events", Body.NDJSON, lines).problem(400);
    assertThat(SERVER.fakes().events.log()).hasSize(500);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "7", "\"x\"", "null", "{", "{}{}", "[1", "nonsense", " "})
  void post_noEvent_isRefused(String body) {
    SERVER.post("/v1/events", body).problem(400);
  }

  @Test
  void post_logUnavailable_is503WithRetryAfter() {
    SERVER.fakes().failWith(new UnavailableException("The log is full.", Duration.ofMillis(2_500)));
    Reply reply = SERVER.post("/v1/events", GOOD);
    assertThat(reply.problem(503).detail()).isEqualTo("The log is full.");
    assertThat(reply.header("Retry-After")).isEqualTo("3");
  }

  private static RecordId record(long offset) {
    return new RecordId(FakeEvents.EPOCH, FakeEvents.PARTITION, offset);
  }
}
