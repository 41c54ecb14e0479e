package tandem.protocol.journal;

import java.util.List;
import java.util.Objects;
import tandem.model.CooccurrenceChange;
import tandem.model.Factors;
import tandem.model.Recency;
import tandem.protocol.CborSerializable;
import tandem.protocol.ItemDescription;

/**
 * What the journal of an item holds. The newest event of each kind, applied in the order of their
 * sequence numbers, gives all that the index needs to know of the item, but for the row of its
 * co-occurrences, of which each event has what it changed.
 */
public sealed interface ItemEvent extends CborSerializable {

  /**
   * The item learned from a group of interactions; applying it is a copy.
   *
   * @param steps the interactions, in the order in which they were learned; empty where only
   *     sampled negatives moved the item
   * @param factors the result
   * @param heat the decayed popularity after them, see {@code tandem.model.Popularity}
   * @param recency what happened lately, after them; unknown where an earlier version wrote it
   * @param row what they changed in the row of co-occurrences; nothing where an earlier version
   *     wrote it
   */
  record Learned(
      List<ItemStep> steps, Factors factors, double heat, Recency recency, CooccurrenceChange row)
      implements ItemEvent {

    /** Takes a copy of the steps. Throws on null, which damaged bytes may give. */
    public Learned {
      steps = List.copyOf(steps);
      Objects.requireNonNull(factors);
      recency = Objects.requireNonNullElse(recency, Recency.UNKNOWN);
      row = Objects.requireNonNullElse(row, CooccurrenceChange.NONE);
    }

    /** As an earlier version wrote it. */
    public Learned(List<ItemStep> steps, Factors factors, double heat) {
      this(steps, factors, heat, Recency.UNKNOWN, CooccurrenceChange.NONE);
    }

    /** The same without the interactions. */
    public Learned withoutSteps() {
      return new Learned(List.of(), factors, heat, recency, row);
    }

    /** The same with another change of the row. */
    public Learned with(CooccurrenceChange other) {
      return new Learned(steps, factors, heat, recency, other);
    }
  }

  /**
   * The owner of the catalogue described the item, or described it anew; a removed item is back.
   *
   * @param since since when there is the item, as in {@code Recency}; 0, the beginning, where an
   *     earlier version wrote it
   */
  record Described(ItemDescription description, long since) implements ItemEvent {

    /** Throws on null. */
    public Described {
      Objects.requireNonNull(description);
    }

    /** As an earlier version wrote it. */
    public Described(ItemDescription description) {
      this(description, 0);
    }
  }

  /**
   * The owner of the catalogue removed the item: it still learns, but no list shows it.
   *
   * @param since as in {@link Described}
   */
  record Removed(long since) implements ItemEvent {

    /** As an earlier version wrote it. */
    public Removed() {
      this(0);
    }
  }

  /**
   * Takes the place of all events up to its sequence number: the state after them.
   *
   * @param accounted what was in them
   */
  record Based(ItemSnapshot state, Accounted accounted) implements ItemEvent {

    /** Throws on null. */
    public Based {
      Objects.requireNonNull(state);
      Objects.requireNonNull(accounted);
    }
  }
}
