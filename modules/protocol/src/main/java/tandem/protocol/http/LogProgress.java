package tandem.protocol.http;

import java.util.List;

/**
 * How far the event log is learned.
 *
 * @param waiting records that are not settled: in the log, and neither learned nor rejected yet
 * @param partitions each partition of the log
 */
public record LogProgress(long waiting, List<Partition> partitions) {

  /** Copies the list. */
  public LogProgress {
    partitions = List.copyOf(partitions);
  }

  /** The progress that these partitions make up. */
  public static LogProgress of(List<Partition> partitions) {
    return new LogProgress(
        partitions.stream().mapToLong(p -> p.end() - p.settled()).sum(), partitions);
  }

  /**
   * One partition.
   *
   * @param partition its number
   * @param end the offset of the record that comes next
   * @param settled every record below this offset is settled; at most {@code end}
   */
  public record Partition(int partition, long end, long settled) {}
}
