package tandem.app.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tandem.entity.index.HeatUnits;
import tandem.entity.index.IndexedItem;
import tandem.entity.item.ItemState;

/**
 * Holds an item's row of the index against the item's journal: the row is the state at the row's
 * sequence number, and that is not older than what its partition says it is complete up to.
 */
final class IndexCheck {

  private final String id;
  private final int partition;
  private final IndexProgress progress;
  private final Findings findings;
  private @Nullable IndexedItem row;
  private boolean met;
  private long due; // newest event that the partition says it has
  private long longDue; // the same, but for what a start reads again

  IndexCheck(String id, int partition, IndexProgress progress, Findings findings) {
    this.id = id;
    this.partition = partition;
    this.progress = progress;
    this.findings = findings;
  }

  void add(Row.Indexed indexed) {
    row = indexed.item();
    progress.countRow();
    if (indexed.partition() != partition) {
      deviates("is in partition " + indexed.partition() + " instead of " + partition);
    }
  }

  /** Events before {@code sequence} were compacted: a row of one of them can't be compared. */
  void base(long sequence) {
    met = row != null && row.sequence() < sequence;
  }

  /** The item's state after the event with this sequence number, and how many it has learned. */
  void pass(long sequence, long ordering, ItemState state, long learned) {
    long complete = progress.ordering(partition);
    due = ordering <= complete ? sequence : due;
    longDue = ordering <= complete - IndexProgress.MARGIN ? sequence : longDue;
    if (row != null && row.sequence() == sequence) {
      met = true;
      List<String> wrong = differences(row, state, learned);
      if (!wrong.isEmpty()) {
        deviates("at " + sequence + " differs from the journal in " + String.join(", ", wrong));
      }
    }
  }

  private static List<String> differences(IndexedItem row, ItemState state, long learned) {
    List<String> wrong = new ArrayList<>(0);
    boolean unsaid = state.factors().equals(ItemAudit.UNSAID);
    note(wrong, "vector", unsaid || row.vector().equals(state.factors().vector()));
    note(wrong, "bias", unsaid || Float.compare(row.bias(), state.factors().bias()) == 0);
    note(wrong, "heat", Double.compare(row.heat(), HeatUnits.rounded(state.heat())) == 0);
    note(wrong, "recency", row.recency().equals(HeatUnits.rounded(state.recency())));
    note(wrong, "co-occurrences", row.row().equals(state.row()));
    note(wrong, "events", row.events() == learned);
    note(wrong, "title", row.description().title().equals(state.description().title()));
    note(
        wrong,
        "categories",
        Objects.equals(row.description().categories(), state.description().categories()));
    note(wrong, "hidden", row.description().hidden() == state.description().hidden());
    note(
        wrong,
        "attributes",
        row.description().attributes().equals(state.description().attributes()));
    note(
        wrong,
        "availability",
        row.description().availability().equals(state.description().availability()));
    note(wrong, "removed", row.removed() == state.removed());
    return wrong;
  }

  private static void note(List<String> wrong, String field, boolean same) {
    if (!same) {
      wrong.add(field);
    }
  }

  /** The journal ends at {@code sequence}. */
  void end(long sequence) {
    long held = row == null ? 0 : row.sequence();
    if (held > sequence) {
      deviates("is at " + held + ", but the journal ends at " + sequence);
    } else if (held < longDue) {
      deviates("is at " + held + ", but should be at " + longDue + " or newer");
    } else if (row != null && !met) {
      deviates("is at " + held + ", an event that is missing");
    } else if (held < due) {
      progress.countBehind();
    }
  }

  private void deviates(String how) {
    findings.add(Invariant.REPLAY, id + ": the row of the index " + how);
  }
}
