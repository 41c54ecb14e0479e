package tandem.protocol.journal;

import java.util.List;
import java.util.Objects;
import tandem.model.Factors;
import tandem.protocol.CborSerializable;
import tandem.protocol.ItemDescription;

/**
 * What the journal of an item holds. The newest event of each kind, applied in the order of their
 * sequence numbers, gives all that the index needs to know of the item.
 */
public sealed interface ItemEvent extends CborSerializable {

  /**
   * The item learned from a group of interactions; applying it is a copy.
   *
   * @param steps the interactions, in the order in which they were learned; empty where only
   *     sampled negatives moved the item
   * @param factors the result
   * @param heat the decayed popularity after them, see {@code tandem.model.Popularity}
   */
  record Learned(List<ItemStep> steps, Factors factors, double heat) implements ItemEvent {

    /** Takes a copy of the steps. Throws on null, which damaged bytes may give. */
    public Learned {
      steps = List.copyOf(steps);
      Objects.requireNonNull(factors);
    }
  }

  /**
   * The owner of the catalogue described the item, or described it anew; a removed item is back.
   */
  record Described(ItemDescription description) implements ItemEvent {

    /** Throws on null. */
    public Described {
      Objects.requireNonNull(description);
    }
  }

  /** The owner of the catalogue removed the item: it still learns, but no list shows it. */
  record Removed() implements ItemEvent {}

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
