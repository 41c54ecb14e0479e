package tandem.app.audit;

import java.util.Map;

/** How far each partition of the index says it is complete, and what the audit found of it. */
final class IndexProgress {

  /** A start reads so much of the journal again, for transactions that committed late. */
  static final long MARGIN = 10_000;

  private final Map<Integer, Long> orderings;
  private long rows;
  private long behind;

  IndexProgress(Map<Integer, Long> orderings) {
    this.orderings = Map.copyOf(orderings);
  }

  /** The journal's ordering up to which a partition is complete. */
  long ordering(int partition) {
    return orderings.getOrDefault(partition, 0L);
  }

  void countRow() {
    rows++;
  }

  void countBehind() {
    behind++;
  }

  /** Rows of the index. */
  long rows() {
    return rows;
  }

  /** Items that the index is behind with, within the margin: the next start brings them in. */
  long behind() {
    return behind;
  }
}
