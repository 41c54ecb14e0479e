package tandem.protocol;

/**
 * The identity of a record of the event log, for ever: the epoch is one life of the topic (its
 * Kafka topic id, numbered), since a topic made anew starts its offsets again.
 *
 * @param epoch 0, 1, 2, …
 * @param partition of the topic user_behavior
 * @param offset in that partition
 */
public record RecordId(int epoch, int partition, long offset) {

  /** Throws {@link IllegalArgumentException} for a negative part. */
  public RecordId {
    if (epoch < 0 || partition < 0 || offset < 0) {
      throw new IllegalArgumentException("epoch, partition and offset must not be negative");
    }
  }
}
