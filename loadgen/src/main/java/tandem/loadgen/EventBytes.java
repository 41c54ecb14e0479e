package tandem.loadgen;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import tandem.model.Ids;
import tandem.protocol.Interaction;
import tandem.protocol.kafka.InteractionWriter;

/**
 * Writes events as {@link InteractionWriter} does, but for the time, which is in epoch seconds: by
 * appending to one buffer instead of through a tree, at a fraction of the cost. For one thread.
 */
final class EventBytes {

  private static final int MILLIS = 1_000;

  private final StringBuilder text = new StringBuilder(256);

  /** The key of the Kafka record. */
  static byte[] key(Interaction event) {
    String user = event.user().value();
    char first = user.charAt(0);
    return first == '-' || (first >= '0' && first <= '9')
        ? InteractionWriter.key(event)
        : ('"' + user + '"').getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The value of the Kafka record, and a line of the truth that audits compare with. */
  byte[] value(Interaction event) {
    if (!Ids.isValid(event.type())) {
      return InteractionWriter.value(event); // a type that may have to be escaped
    }
    text.setLength(0);
    text.append("{\"user_id\":\"").append(event.user().value());
    text.append("\",\"item_id\":\"").append(event.item().value());
    text.append("\",\"type\":\"").append(event.type()).append("\",\"timestamp\":");
    appendSeconds(event.timestamp());
    if (event.value() != null) {
      text.append(",\"value\":").append(event.value().doubleValue());
    }
    if (event.eventId() != null) {
      text.append(",\"event_id\":\"").append(event.eventId()).append('"');
    }
    return text.append('}').toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private void appendSeconds(Instant time) {
    long millis = time.toEpochMilli();
    if (millis < 0) {
      text.append('"').append(time).append('"');
      return;
    }
    long rest = millis % MILLIS;
    text.append(millis / MILLIS).append('.');
    text.append(rest < 100 ? "0" : "").append(rest < 10 ? "0" : "").append(rest);
  }
}
