package tandem.loadgen.run;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happened in about a second.
 *
 * @param at its end, in seconds from the start
 * @param streams things of each kind
 * @param node the nodes; absent where they did not say
 */
public record Second(double at, List<Part> streams, @Nullable Node node) {

  /** Copies the list. */
  public Second {
    streams = List.copyOf(streams);
  }

  /**
   * Things of one kind.
   *
   * @param name of the kind
   * @param wanted how many a second were due
   * @param begun how many a second were begun
   * @param ok how many a second came about
   * @param failed how many a second did not
   * @param p50 of those that came about half took no longer, in milliseconds
   * @param p99 99 in 100 took no longer
   * @param max the longest
   */
  public record Part(
      String name,
      double wanted,
      double begun,
      double ok,
      double failed,
      double p50,
      double p99,
      double max) {}

  /**
   * The nodes.
   *
   * @param cores that they kept busy
   * @param heapMegabytes in use
   * @param settled records a second that were learned, found repeated, or rejected
   * @param rows a second to the journal
   * @param waiting records that were not settled; below 0 where nobody says
   */
  public record Node(
      double cores, double heapMegabytes, double settled, double rows, long waiting) {}
}
