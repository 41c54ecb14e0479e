package tandem.protocol.kafka;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tandem.model.Ids;
import tandem.model.ItemId;
import tandem.model.UserId;
import tandem.protocol.Interaction;
import tandem.protocol.InteractionRules;
import tandem.protocol.kafka.Rejection.Reason;

/**
 * Reads an event from JSON in named steps: parse, clean, validate, normalise. What it accepts is
 * what a simple producer writes:
 *
 * <pre>{"user_id": 1, "item_id": 101, "timestamp": 1629828723.0}</pre>
 *
 * and optionally {@code type}, {@code value}, {@code event_id}. Ids are integers or strings; a
 * timestamp is epoch seconds or ISO-8601, and where it is absent the arrival counts. Other fields
 * are ignored. The same record with the same arrival gives the same result for ever, so a replay
 * rejects what was rejected.
 */
public final class InteractionReader {

  private static final int MAX_DEPTH = 32;
  private static final int MAX_STRING = 16_384;
  private static final int MAX_NUMBER = 64;
  private static final int MAX_NAME = 256;
  private static final double MOST_SECONDS = 1e12;

  private final InteractionRules rules;
  private final ObjectMapper json =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxStringLength(MAX_STRING)
                          .maxNumberLength(MAX_NUMBER)
                          .maxNameLength(MAX_NAME)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** A reader that judges by {@code rules}. */
  public InteractionReader(InteractionRules rules) {
    this.rules = rules;
  }

  /** What became of a record. */
  public sealed interface Result {}

  /** The record is a valid event. */
  public record Accepted(Interaction interaction) implements Result {}

  /** The record is not. */
  public record Rejected(Rejection rejection) implements Result {}

  /** Reads the value of a Kafka record; null is a tombstone. */
  public Result read(byte @Nullable [] value, Instant arrival) {
    if (value == null) {
      return rejected(Reason.TOMBSTONE, "", "The record has no value.");
    }
    if (value.length > rules.maxBytes()) {
      return rejected(
          Reason.OVERSIZED, "", "The record has more than " + rules.maxBytes() + " bytes.");
    }
    try {
      return read(parse(value), arrival);
    } catch (JsonProcessingException e) {
      return rejected(Reason.NOT_JSON, "", "The record is not one JSON object" + where(e));
    } catch (IOException e) { // bytes that look like UTF-16 or UTF-32, and are not
      return rejected(Reason.NOT_JSON, "", "The record is not one JSON object.");
    }
  }

  /** Where, but not what: the parser's own message quotes the input. */
  private static String where(JsonProcessingException e) {
    JsonLocation at = e.getLocation();
    return at == null
        ? "."
        : ", from line " + at.getLineNr() + ", column " + at.getColumnNr() + " on.";
  }

  /** Reads one element of an HTTP body that was parsed already. */
  public Result read(JsonNode node, Instant arrival) {
    if (!node.isObject()) {
      return rejected(Reason.NOT_JSON, "", "An event is a JSON object.");
    }
    try {
      return new Accepted(normalise(node, arrival));
    } catch (Invalid e) {
      return new Rejected(e.rejection);
    }
  }

  private JsonNode parse(byte[] value) throws IOException {
    return json.readTree(value);
  }

  private Interaction normalise(JsonNode node, Instant arrival) throws Invalid {
    UserId user = new UserId(id(node, "user_id"));
    ItemId item = ItemId.of(id(node, "item_id"));
    Double value = value(node.get("value"));
    String type = type(node.get("type"), value);
    if (value == null && type.equals(InteractionRules.RATING)) {
      throw new Invalid(Reason.INVALID_VALUE, "value", "An event of type rating needs a value.");
    }
    return new Interaction(
        user,
        item,
        type,
        value,
        timestamp(node.get("timestamp"), arrival),
        eventId(node.get("event_id")));
  }

  /** The text of an integer or a string, without blanks around it; "" for anything else. */
  private static String clean(JsonNode node) {
    return node.isIntegralNumber() || node.isTextual() ? node.asText().strip() : "";
  }

  private static String id(JsonNode node, String field) throws Invalid {
    JsonNode given = node.get(field);
    if (given == null || given.isNull()) {
      throw new Invalid(Reason.MISSING_FIELD, field, "The field " + field + " is missing.");
    }
    String id = clean(given);
    if (!Ids.isValid(id)) {
      throw new Invalid(
          Reason.INVALID_ID,
          field,
          field + " must be an integer or 1 to 128 characters of [A-Za-z0-9._:@-].");
    }
    return id;
  }

  private static @Nullable String eventId(@Nullable JsonNode given) throws Invalid {
    if (given == null || given.isNull()) {
      return null;
    }
    String id = clean(given);
    if (!Ids.isValid(id)) {
      throw new Invalid(
          Reason.INVALID_ID,
          "event_id",
          "event_id must be an integer or 1 to 128 characters of [A-Za-z0-9._:@-].");
    }
    return id;
  }

  private String type(@Nullable JsonNode given, @Nullable Double value) throws Invalid {
    if (given == null || given.isNull() || (given.isTextual() && given.textValue().isBlank())) {
      return value == null ? InteractionRules.VIEW : InteractionRules.RATING;
    }
    String type = clean(given).toLowerCase(Locale.ROOT);
    if (!rules.weights().containsKey(type)) {
      throw new Invalid(
          Reason.UNKNOWN_TYPE,
          "type",
          "The type is none of " + rules.weights().keySet().stream().sorted().toList() + ".");
    }
    return type;
  }

  private @Nullable Double value(@Nullable JsonNode given) throws Invalid {
    if (given == null || given.isNull()) {
      return null;
    }
    double value = given.isNumber() ? given.doubleValue() : Double.NaN;
    if (!(value >= rules.minRating() && value <= rules.maxRating())) {
      throw new Invalid(
          Reason.INVALID_VALUE,
          "value",
          "value must be a number from " + rules.minRating() + " to " + rules.maxRating() + ".");
    }
    return value;
  }

  private Instant timestamp(@Nullable JsonNode given, Instant arrival) throws Invalid {
    Instant time = given == null || given.isNull() ? arrival : instant(given);
    if (time.isBefore(rules.earliest()) || time.isAfter(arrival.plus(rules.maxAhead()))) {
      throw new Invalid(
          Reason.TIME_OUT_OF_RANGE,
          "timestamp",
          "timestamp must lie between "
              + rules.earliest()
              + " and "
              + rules.maxAhead()
              + " after arrival; numbers are epoch seconds.");
    }
    return Instant.ofEpochMilli(time.toEpochMilli());
  }

  private static Instant instant(JsonNode given) throws Invalid {
    if (given.isNumber()) {
      return ofSeconds(given.doubleValue());
    }
    try {
      return OffsetDateTime.parse(given.isTextual() ? given.textValue().strip() : "").toInstant();
    } catch (DateTimeException e) {
      throw new Invalid(
          Reason.INVALID_TIMESTAMP,
          "timestamp",
          "timestamp must be epoch seconds or ISO-8601 with a zone.",
          e);
    }
  }

  /** A double holds the milliseconds of every second that it accepts. */
  private static Instant ofSeconds(double seconds) throws Invalid {
    if (!(Math.abs(seconds) < MOST_SECONDS)) {
      throw new Invalid(
          Reason.TIME_OUT_OF_RANGE,
          "timestamp",
          "timestamp is out of range; numbers are epoch seconds.");
    }
    return Instant.ofEpochMilli(Math.round(seconds * 1_000));
  }

  private static Rejected rejected(Reason reason, String field, String detail) {
    return new Rejected(new Rejection(reason, field, detail));
  }

  private static final class Invalid extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Rejection rejection;

    Invalid(Reason reason, String field, String detail) {
      super(detail, null, false, false);
      this.rejection = new Rejection(reason, field, detail);
    }

    Invalid(Reason reason, String field, String detail, Exception cause) {
      super(detail, cause, false, false);
      this.rejection = new Rejection(reason, field, detail);
    }
  }
}
