package tandem.model;

import java.util.Objects;

/**
 * By what two rows of an item differ, the later from the earlier; see {@link Cooccurrence#with}.
 * Applied to any row between the two, it gives the later one, too: it says what cells weigh, not
 * what was added.
 *
 * @param kept how many cells the later row has, 0 or more: the heaviest
 * @param whole whether the cells are the later row, whatever the earlier one was
 * @param cells those that are new or heavier
 */
public record CooccurrenceChange(int kept, boolean whole, Cooccurrence cells) {

  /** Changes nothing. */
  public static final CooccurrenceChange NONE = new CooccurrenceChange(0, false, Cooccurrence.NONE);

  /** Throws on null and on a negative number, which damaged bytes may give. */
  public CooccurrenceChange {
    Objects.requireNonNull(cells);
    if (kept < 0) {
      throw new IllegalArgumentException("a row has no " + kept + " cells");
    }
  }

  /** To this row, from any. */
  public static CooccurrenceChange to(Cooccurrence row) {
    return new CooccurrenceChange(row.size(), true, row);
  }

  /** Whether there is no difference. */
  public boolean changesNothing() {
    return !whole && kept == 0;
  }

  /** This one and then {@code next}, as one. */
  public CooccurrenceChange then(CooccurrenceChange next) {
    if (next.changesNothing()) {
      return this;
    }
    if (next.whole() || changesNothing()) {
      return next;
    }
    return whole
        ? to(cells.with(next))
        : new CooccurrenceChange(next.kept(), false, cells.union(next.cells(), next.kept()));
  }
}
