package tandem.it;

import org.jspecify.annotations.Nullable;
import tandem.protocol.kafka.Rejection.Reason;

/** Records that are no events, and the reason for which each is to be rejected. */
enum Poison {
  NO_VALUE(Reason.TOMBSTONE, null),
  EMPTY(Reason.NOT_JSON, ""),
  CUT_OFF(Reason.NOT_JSON, "{\"user_id\": 1, \"item_id\""),
  AN_ARRAY(Reason.NOT_JSON, "[1, 2]"),
  DEEP(Reason.NOT_JSON, "[".repeat(10_000)),
  DEEP_INSIDE(Reason.NOT_JSON, field("extra", "[".repeat(10_000) + "]".repeat(10_000))),
  NOT_A_NUMBER(Reason.NOT_JSON, field("value", "NaN")),
  TWICE_A_FIELD(Reason.NOT_JSON, field("user_id", "2")),
  OVERSIZED(Reason.OVERSIZED, field("extra", "\"" + "x".repeat(70_000) + "\"")),
  NO_ITEM(Reason.MISSING_FIELD, "{\"user_id\": 1}"),
  LONG_ID(Reason.INVALID_ID, user("x".repeat(300))),
  NUL_IN_ID(Reason.INVALID_ID, user("a\\u0000b")),
  BAR_IN_ID(Reason.INVALID_ID, user("a|b")),
  LINE_IN_ID(Reason.INVALID_ID, user("a\\nb")),
  BAD_EVENT_ID(Reason.INVALID_ID, field("event_id", "\"" + "e".repeat(300) + "\"")),
  UNKNOWN_TYPE(Reason.UNKNOWN_TYPE, field("type", "\"teleport\"")),
  HUGE_VALUE(Reason.INVALID_VALUE, field("value", "1e300")),
  RATING_WITHOUT_VALUE(Reason.INVALID_VALUE, field("type", "\"rating\"")),
  NO_TIME(Reason.INVALID_TIMESTAMP, field("timestamp", "\"yesterday\"")),
  YEAR_9999(Reason.TIME_OUT_OF_RANGE, field("timestamp", "\"9999-12-31T23:59:59Z\"")),
  BEFORE_THE_EARLIEST(Reason.TIME_OUT_OF_RANGE, field("timestamp", "1"));

  private final Reason reason;
  private final @Nullable String value;

  Poison(Reason reason, @Nullable String value) {
    this.reason = reason;
    this.value = value;
  }

  Reason reason() {
    return reason;
  }

  @Nullable String value() {
    return value;
  }

  private static String field(String name, String json) {
    return "{\"user_id\": 1, \"item_id\": 1, \"" + name + "\": " + json + "}";
  }

  private static String user(String id) {
    return "{\"user_id\": \"" + id + "\", \"item_id\": 1}";
  }
}
