package tandem.loadgen;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Records that every node must reject, whatever its settings are; one a line, in HTTP as well. */
final class Poison {

  private static final List<byte[]> RECORDS =
      List.of(
          bytes("{\"user_id\": \"u1\", \"item_id\""),
          bytes("[1, 2]"),
          bytes("{\"user_id\": \"u1\", \"user_id\": \"u2\", \"item_id\": \"i1\"}"),
          bytes("{\"user_id\": \"u1\"}"),
          bytes("{\"user_id\": \"a|b\", \"item_id\": \"i1\"}"),
          bytes("{\"user_id\": \"a\\u0000b\", \"item_id\": \"i1\"}"),
          bytes("{\"user_id\": \"" + "x".repeat(300) + "\", \"item_id\": \"i1\"}"),
          bytes("{\"user_id\": \"u1\", \"item_id\": \"i1\", \"event_id\": \"\"}"),
          bytes("{\"user_id\": \"u1\", \"item_id\": \"i1\", \"type\": \"a|b\"}"),
          bytes("{\"user_id\": \"u1\", \"item_id\": \"i1\", \"value\": \"much\"}"),
          bytes("{\"user_id\": \"u1\", \"item_id\": \"i1\", \"type\": \"rating\"}"),
          bytes("{\"user_id\": \"u1\", \"item_id\": \"i1\", \"timestamp\": \"yesterday\"}"),
          bytes("{\"user_id\": \"u1\", \"item_id\": \"i1\", \"timestamp\": 1e300}"));

  private Poison() {}

  /** How many kinds there are. */
  static int kinds() {
    return RECORDS.size();
  }

  /** The record of a kind, from 0; not to be written to. */
  static byte[] record(int kind) {
    return RECORDS.get(kind);
  }

  private static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }
}
