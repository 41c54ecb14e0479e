package tandem.app.rebuild;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Compares the rows of an index with what the journal says, partition by partition.
 *
 * @param <I> ids
 * @param <R> rows
 */
final class Comparison<I, R> {

  private static final int MOST_LINES = 20;

  private final Function<R, I> id;
  private final ToLongFunction<R> sequence;
  private final List<String> lines = new ArrayList<>();
  private int differences;
  private int behind;

  Comparison(Function<R, I> id, ToLongFunction<R> sequence) {
    this.id = id;
    this.sequence = sequence;
  }

  /**
   * The next partition.
   *
   * @param rows those that are stored
   * @param journal those that the journal says
   * @param later what has changed after the partition's mark: a stop leaves such rows behind
   */
  void add(List<R> rows, List<R> journal, Set<I> later) {
    Map<I, R> stored = new HashMap<>();
    rows.forEach(row -> stored.put(id.apply(row), row));
    for (R wanted : journal) {
      I key = id.apply(wanted);
      R row = stored.remove(key);
      if (later.contains(key)
          && (row == null || sequence.applyAsLong(row) < sequence.applyAsLong(wanted))) {
        behind++;
      } else if (!Objects.equals(row, wanted)) {
        differs(key, row == null ? "is missing" : versions(row, wanted));
      }
    }
    stored.keySet().forEach(extra -> differs(extra, "is not in the journal of this partition"));
  }

  private String versions(R there, R wanted) {
    long at = sequence.applyAsLong(there);
    long journal = sequence.applyAsLong(wanted);
    return at == journal
        ? "differs at " + at
        : "is at %d, the journal at %d".formatted(at, journal);
  }

  private void differs(I key, String how) {
    if (differences < MOST_LINES) {
      lines.add(key + " " + how);
    } else if (differences == MOST_LINES) {
      lines.add("… and more");
    }
    differences++;
  }

  /** What differs, for people; the first {@value #MOST_LINES}. */
  List<String> lines() {
    return lines;
  }

  int differences() {
    return differences;
  }

  /** How many rows are behind, which the next start brings in. */
  int behind() {
    return behind;
  }
}
