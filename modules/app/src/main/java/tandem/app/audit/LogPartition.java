package tandem.app.audit;

import java.util.Comparator;
import tandem.protocol.RecordId;

/** A partition of one life of the event log. */
public record LogPartition(int epoch, int number) implements Comparable<LogPartition> {

  private static final Comparator<LogPartition> ORDER =
      Comparator.comparingInt(LogPartition::epoch).thenComparingInt(LogPartition::number);

  /** The partition of a record. */
  public static LogPartition of(RecordId id) {
    return new LogPartition(id.epoch(), id.partition());
  }

  @Override
  public int compareTo(LogPartition other) {
    return ORDER.compare(this, other);
  }

  /** The name of a record: epoch/partition/offset. */
  String record(long offset) {
    return epoch + "/" + number + "/" + offset;
  }
}
