package tandem.loadgen;

/**
 * A record that is ready to be sent.
 *
 * @param key of the Kafka record
 * @param value of the Kafka record, and an element of a body
 * @param kind what it is
 */
@SuppressWarnings("ArrayRecordComponent") // sent as they are, never compared
public record Made(byte[] key, byte[] value, Kind kind) {

  /** What a record is. */
  public enum Kind {
    /** An event. */
    EVENT,
    /** An event that was made before. */
    DUPLICATE,
    /** No event: a node has to reject it. */
    POISON
  }

  /** Whether a node has to take it. */
  public boolean isValid() {
    return kind != Kind.POISON;
  }
}
