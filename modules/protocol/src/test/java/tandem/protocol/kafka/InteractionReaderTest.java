package tandem.protocol.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tandem.model.ItemId;
import tandem.model.UserId;
import tandem.protocol.Interaction;
import tandem.protocol.InteractionRules;
import tandem.protocol.kafka.Rejection.Reason;

class InteractionReaderTest {

  private static final Instant ARRIVAL = Instant.parse("2026-01-01T00:00:00.123Z");
  private static final String SIMPLE = "'user_id': 1, 'item_id': 101";

  private final InteractionRules rules = InteractionRules.defaults();
  private final InteractionReader reader = new InteractionReader(rules);

  private InteractionReader.Result read(String json) {
    return reader.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), ARRIVAL);
  }

  private Interaction accepted(String json) {
    InteractionReader.Result result = read(json);
    assertThat(result).isInstanceOf(InteractionReader.Accepted.class);
    return ((InteractionReader.Accepted) result).interaction();
  }

  private Interaction with(String fields) {
    return accepted("{" + SIMPLE + ", " + fields + "}");
  }

  private static Rejection rejection(InteractionReader.Result result) {
    assertThat(result).isInstanceOf(InteractionReader.Rejected.class);
    return ((InteractionReader.Rejected) result).rejection();
  }

  private void isRejected(String json, Reason reason, String field) {
    Rejection rejection = rejection(read(json));
    assertThat(rejection.reason()).as(json).isEqualTo(reason);
    assertThat(rejection.field()).as(json).isEqualTo(field);
    assertThat(rejection.detail()).as(json).endsWith(".");
  }

  private void isRejectedWith(String fields, Reason reason, String field) {
    isRejected("{" + SIMPLE + ", " + fields + "}", reason, field);
  }

  @Test
  void read_recordOfSimpleProducer_isAView() {
    assertThat(accepted("{'user_id': 1, 'item_id': 101, 'timestamp': 1629828723.0}"))
        .isEqualTo(
            new Interaction(
                new UserId("1"),
                new ItemId("101"),
                "view",
                null,
                Instant.ofEpochSecond(1629828723),
                null));
  }

  @Test
  void read_allFields_areTaken() {
    String json =
        "{'user_id': ' u:1 ', 'item_id': 'i@2.x', 'type': ' Rating ', 'value': 4.5,"
            + " 'timestamp': '2021-08-24T20:12:03.25+02:00', 'event_id': 'e-1', 'more': [1]}";
    assertThat(accepted(json))
        .isEqualTo(
            new Interaction(
                new UserId("u:1"),
                new ItemId("i@2.x"),
                "rating",
                4.5,
                Instant.parse("2021-08-24T18:12:03.250Z"),
                "e-1"));
  }

  @Test
  void read_idAsNumberAndAsString_isTheSame() {
    assertThat(accepted("{'user_id': 7, 'item_id': -8}"))
        .isEqualTo(accepted("{'user_id': '7', 'item_id': '-8'}"));
  }

  @Test
  void read_integerBeyondLong_keepsItsDigits() {
    assertThat(accepted("{'user_id': 123456789012345678901234567890, 'item_id': 1}").user())
        .isEqualTo(new UserId("123456789012345678901234567890"));
  }

  @Test
  void read_valueWithoutType_isARating() {
    assertThat(with("'value': 3").type()).isEqualTo("rating");
  }

  @ParameterizedTest
  @ValueSource(strings = {"'type': ''", "'type': '  '", "'type': null", "'other': 1"})
  void read_absentType_isAView(String fields) {
    assertThat(with(fields).type()).isEqualTo("view");
  }

  @ParameterizedTest
  @CsvSource({"0.5", "5", "5.0", "4.999999999"})
  void read_valueInScale_isTaken(double value) {
    assertThat(with("'value': " + value).value()).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1629828723|2021-08-24T18:12:03Z",
        "1629828723.25|2021-08-24T18:12:03.250Z",
        "1629828723.0004|2021-08-24T18:12:03Z",
        "1.629828723e9|2021-08-24T18:12:03Z",
        "'2021-08-24T18:12:03Z'|2021-08-24T18:12:03Z",
        "'2021-08-24T18:12:03.123456Z'|2021-08-24T18:12:03.123Z",
        "' 2021-08-24T18:12Z '|2021-08-24T18:12:00Z"
      },
      quoteCharacter = '"')
  void read_timestamp_isKeptToTheMillisecond(String timestamp, Instant expected) {
    assertThat(with("'timestamp': " + timestamp).timestamp()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"'timestamp': null", "'other': 1"})
  void read_withoutTimestamp_takesTheArrival(String fields) {
    assertThat(with(fields).timestamp()).isEqualTo(ARRIVAL);
  }

  @Test
  void read_timestampAtTheLimits_isTakenAndBeyondRefused() {
    Instant last = ARRIVAL.plus(Duration.ofDays(1));
    assertThat(with("'timestamp': '" + last + "'").timestamp()).isEqualTo(last);
    assertThat(with("'timestamp': '1990-01-01T00:00:00Z'").timestamp()).isEqualTo(rules.earliest());
    isRejectedWith("'timestamp': '" + last.plusMillis(1) + "'", TIME, "timestamp");
    isRejectedWith("'timestamp': '1989-12-31T23:59:59.999Z'", TIME, "timestamp");
  }

  private static final Reason TIME = Reason.TIME_OUT_OF_RANGE;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1629828723000", // milliseconds taken for seconds
        "1629828723000000",
        "0",
        "-1",
        "1e400",
        "-1e400",
        "1e-999999999",
        "1e999999999",
        "999999999999999999999999999999",
        "'+999999999-12-31T23:59:59Z'",
        "'-999999999-01-01T00:00:00Z'"
      })
  void read_timeFarAway_isOutOfRange(String timestamp) {
    isRejectedWith("'timestamp': " + timestamp, TIME, "timestamp");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'yesterday'",
        "''",
        "'1629828723'",
        "'2021-08-24T18:12:03'",
        "'2021-02-30T00:00:00Z'",
        "true",
        "[]",
        "{}"
      })
  void read_noTimestamp_isInvalid(String timestamp) {
    isRejectedWith("'timestamp': " + timestamp, Reason.INVALID_TIMESTAMP, "timestamp");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "''",
        "'   '",
        "'a b'",
        "'a/b'",
        "'é'",
        "'a\\u0000'",
        "'\\n1\\t\\u0007'",
        "1.5",
        "1e3",
        "true",
        "[]",
        "{}",
        "'\\ud83d\\ude00'"
      })
  void read_idOfOtherCharacters_isInvalid(String id) {
    isRejected("{'user_id': " + id + ", 'item_id': 1}", Reason.INVALID_ID, "user_id");
    isRejected("{'user_id': 1, 'item_id': " + id + "}", Reason.INVALID_ID, "item_id");
    isRejectedWith("'event_id': " + id, Reason.INVALID_ID, "event_id");
  }

  @Test
  void read_idLength_isBounded() {
    String longest = "x".repeat(128);
    assertThat(accepted("{'user_id': '" + longest + "', 'item_id': 1}").user().value())
        .isEqualTo(longest);
    isRejected("{'user_id': 'x" + longest + "', 'item_id': 1}", Reason.INVALID_ID, "user_id");
  }

  @Test
  void read_withoutId_missesTheField() {
    isRejected("{'item_id': 1}", Reason.MISSING_FIELD, "user_id");
    isRejected("{'user_id': 1}", Reason.MISSING_FIELD, "item_id");
    isRejected("{'user_id': null, 'item_id': 1}", Reason.MISSING_FIELD, "user_id");
    isRejected("{}", Reason.MISSING_FIELD, "user_id");
  }

  @ParameterizedTest
  @ValueSource(strings = {"'share'", "1", "true", "[]", "{}", "'view\\u0000'"})
  void read_otherType_isUnknown(String type) {
    isRejectedWith("'type': " + type, Reason.UNKNOWN_TYPE, "type");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0.4", "5.01", "-3", "1e400", "-1e400", "1e-400", "'4'", "''", "true", "[]", "{}"})
  void read_valueOutsideTheScale_isInvalid(String value) {
    isRejectedWith("'value': " + value, Reason.INVALID_VALUE, "value");
  }

  @Test
  void read_ratingWithoutValue_isInvalid() {
    isRejectedWith("'type': 'rating'", Reason.INVALID_VALUE, "value");
    isRejectedWith("'type': 'rating', 'value': null", Reason.INVALID_VALUE, "value");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "null",
        "1",
        "'text'",
        "[]",
        "[{'user_id': 1, 'item_id': 1}]",
        "{'user_id': 1, 'item_id': 1",
        "{'user_id': 1, 'item_id': 1}}",
        "{'user_id': 1, 'item_id': 1} {}",
        "{'user_id': 1, 'user_id': 2, 'item_id': 1}",
        "{'user_id': NaN, 'item_id': 1}",
        "{'user_id': 1, 'item_id': 1, 'value': Infinity}",
        "{'user_id': 01, 'item_id': 1}",
        "{'user_id': 1, 'item_id': 1, 'value': 1e99999999999}",
        "{user_id: 1, item_id: 1}",
        "secret"
      })
  void read_notOneObject_isNotJson(String json) {
    assertThat(rejection(read(json)).reason()).isIn(notObject(json));
  }

  // A number whose exponent is no int is refused by the parser or counts as infinite.
  private static Set<Reason> notObject(String json) {
    return json.contains("1e9")
        ? EnumSet.of(Reason.NOT_JSON, Reason.INVALID_VALUE)
        : EnumSet.of(Reason.NOT_JSON);
  }

  @Test
  void read_beyondTheParsersLimits_isNotJson() {
    isRejectedWith("'x': " + "[".repeat(40) + "]".repeat(40), Reason.NOT_JSON, "");
    isRejectedWith("'x': " + "{'a':".repeat(40) + "1" + "}".repeat(40), Reason.NOT_JSON, "");
    isRejectedWith("'x': " + "9".repeat(65), Reason.NOT_JSON, "");
    isRejectedWith("'x': '" + "y".repeat(20_000) + "'", Reason.NOT_JSON, "");
    isRejectedWith("'" + "n".repeat(300) + "': 1", Reason.NOT_JSON, "");
  }

  @Test
  void read_nestedWithinTheLimit_isIgnored() {
    assertThat(with("'x': " + "[".repeat(30) + "]".repeat(30)).type()).isEqualTo("view");
  }

  @Test
  void read_noValue_isATombstone() {
    Rejection rejection = rejection(reader.read((byte[]) null, ARRIVAL));
    assertThat(rejection.reason()).isEqualTo(Reason.TOMBSTONE);
    assertThat(rejection.field()).isEmpty();
  }

  @Test
  void read_sizeAtTheLimit_isTakenAndBeyondRefused() {
    String json = ("{" + SIMPLE + "}").replace('\'', '"');
    String atLimit = json + " ".repeat(rules.maxBytes() - json.length());
    assertThat(accepted(atLimit).user()).isEqualTo(new UserId("1"));
    assertThat(rejection(read(atLimit + " ")).reason()).isEqualTo(Reason.OVERSIZED);
  }

  @Test
  void read_bytesThatLookLikeAnotherEncoding_areNotJson() {
    byte[][] inputs = {
      {0, 0, 0, '{', 0x7f, 0x7f, 0x7f, 0x7f},
      {'{', 0, 0, 0, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff},
      {0, '{', (byte) 0xd8, 0},
      {(byte) 0xfe, (byte) 0xff, 0, '{', 0},
      {'{', '"', (byte) 0xc3, (byte) 0x28, '"', ':', '1', '}'}
    };
    for (byte[] input : inputs) {
      assertThat(rejection(reader.read(input, ARRIVAL)).reason()).isEqualTo(Reason.NOT_JSON);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SECRET",
        "{'SECRET': 1, 'SECRET': 2}",
        "{'user_id': 'SECRET!', 'item_id': 1}",
        "{'user_id': SECRET, 'item_id': 1}",
        "{'user_id': 1, 'item_id': 1, 'type': 'SECRET'}",
        "{'user_id': 1, 'item_id': 1, 'value': 'SECRET'}",
        "{'user_id': 1, 'item_id': 1, 'timestamp': 'SECRET'}",
        "{'user_id': 1, 'item_id': 1, 'event_id': 'SECRET!'}",
        "{'user_id': 1, 'item_id': 1} SECRET"
      })
  void read_rejected_holdsNoUserData(String json) {
    Rejection rejection = rejection(read(json));
    assertThat(rejection.toString()).doesNotContainIgnoringCase("secret");
  }

  @Test
  void readNode_doublesOfAnotherMapper_areJudgedAlike() throws IOException {
    ObjectMapper plain = new ObjectMapper();
    JsonNode huge = plain.readTree("{\"user_id\": 1, \"item_id\": 1, \"timestamp\": 1e400}");
    assertThat(rejection(reader.read(huge, ARRIVAL)).reason()).isEqualTo(TIME);
    JsonNode nan =
        plain.createObjectNode().put("user_id", 1).put("item_id", 1).put("timestamp", Double.NaN);
    assertThat(rejection(reader.read(nan, ARRIVAL)).reason()).isEqualTo(TIME);
    JsonNode array = JsonNodeFactory.instance.arrayNode();
    assertThat(rejection(reader.read(array, ARRIVAL)).reason()).isEqualTo(Reason.NOT_JSON);
    JsonNode simple =
        plain.readTree("{\"user_id\": 1, \"item_id\": 1, \"timestamp\": 1629828723.5}");
    assertThat(reader.read(simple, ARRIVAL)).isInstanceOf(InteractionReader.Accepted.class);
  }
}
