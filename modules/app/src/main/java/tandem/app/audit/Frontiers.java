package tandem.app.audit;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The stored frontier of each partition. */
final class Frontiers {

  private final SortedMap<LogPartition, Stored> stored = new TreeMap<>();

  /** A row of the table {@code frontier}. */
  record Stored(String topic, int epoch, int partition, long nextOffset) {}

  Frontiers(List<Stored> rows, Findings findings) {
    for (Stored row : rows) {
      LogPartition partition = new LogPartition(row.epoch(), row.partition());
      Stored other = stored.putIfAbsent(partition, row);
      if (other != null) {
        findings.add(
            Invariant.FRONTIER,
            "topics %s and %s share epoch %d, partition %d: their records can't be told apart"
                .formatted(other.topic(), row.topic(), row.epoch(), row.partition()));
      }
    }
  }

  /** Everything below is settled, as the table says; 0 where it says nothing. */
  long nextOffset(LogPartition partition) {
    Stored row = stored.get(partition);
    return row == null ? 0 : row.nextOffset();
  }

  Iterable<LogPartition> partitions() {
    return stored.keySet();
  }
}
