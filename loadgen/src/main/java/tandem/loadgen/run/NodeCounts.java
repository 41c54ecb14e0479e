package tandem.loadgen.run;

/**
 * What the nodes say of themselves, summed over them.
 *
 * @param cpuNanos of their processes since they started
 * @param heapBytes in use
 * @param settled records that were learned, or found to be repetitions, or rejected since
 * @param rows written to the journal since
 * @param waiting records in the log that are not settled; below 0 where nobody says
 */
public record NodeCounts(
    double cpuNanos, double heapBytes, double settled, double rows, long waiting) {

  /** Whether the difference to {@code before} says something: no node has begun anew meanwhile. */
  public boolean isLaterThan(NodeCounts before) {
    return cpuNanos >= before.cpuNanos() && settled >= before.settled() && rows >= before.rows();
  }
}
