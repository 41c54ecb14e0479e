package tandem.app.rejected;

import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * One rejection.
 *
 * @param source where the record stood
 * @param sourceTime the record's own timestamp
 * @param time when it was rejected
 * @param reason in lower case
 * @param field at fault, or empty
 * @param detail one sentence
 * @param original the record in the rejected topic, whose key and value are the rejected one's
 */
record RejectedRecord(
    SourceId source,
    Instant sourceTime,
    Instant time,
    String reason,
    String field,
    String detail,
    ConsumerRecord<byte[], byte[]> original) {

  /** The rejection that {@code record} holds; empty where its headers don't say one. */
  static Optional<RejectedRecord> of(ConsumerRecord<byte[], byte[]> record) {
    Headers headers = new Headers(record.headers());
    try {
      return Optional.of(
          new RejectedRecord(
              headers.source(),
              Instant.ofEpochMilli(headers.sourceTimestamp()),
              Instant.ofEpochMilli(record.timestamp()),
              headers.reason(),
              headers.field(),
              headers.detail(),
              record));
    } catch (IllegalArgumentException foreign) {
      return Optional.empty();
    }
  }
}
