package tandem.protocol.journal;

import java.util.List;
import java.util.Objects;
import tandem.model.Factors;
import tandem.protocol.CborSerializable;
import tandem.protocol.Delivery;

/** What the journal of a user holds. */
public sealed interface UserEvent extends CborSerializable {

  /**
   * The user learned from a group of interactions; applying it is a copy.
   *
   * @param steps the interactions, in the order in which they were learned
   * @param repeated records that repeat an interaction learned before, dropped
   * @param factors the result
   * @param mean the mean of all ratings when the last step was made; 0 for the objective PREFERENCE
   */
  record Learned(List<UserStep> steps, List<Delivery> repeated, Factors factors, float mean)
      implements UserEvent {

    /** Takes copies of the lists. Throws on null, which damaged bytes may give. */
    public Learned {
      steps = List.copyOf(steps);
      repeated = List.copyOf(repeated);
      Objects.requireNonNull(factors);
    }
  }

  /**
   * Takes the place of all events up to its sequence number: the state after them.
   *
   * @param accounted what was in them
   */
  record Based(UserSnapshot state, Accounted accounted) implements UserEvent {

    /** Throws on null. */
    public Based {
      Objects.requireNonNull(state);
      Objects.requireNonNull(accounted);
    }
  }

  /**
   * The user was erased, and starts from nothing; events before it are removed.
   *
   * @param factors of a user that nothing is known of
   * @param applied which records the erased life had met: none of them is learned again
   * @param accounted what was in the removed events; nothing until they are removed
   */
  record Erased(
      Receipt receipt, Factors factors, List<PartitionOffsets> applied, Accounted accounted)
      implements UserEvent {

    /** Takes a copy of the offsets. Throws on null. */
    public Erased {
      applied = List.copyOf(applied);
      Objects.requireNonNull(receipt);
      Objects.requireNonNull(factors);
      Objects.requireNonNull(accounted);
    }
  }
}
