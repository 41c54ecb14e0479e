package tandem.protocol.journal;

import java.util.List;
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

    /** Takes copies of the lists. */
    public Learned {
      steps = List.copyOf(steps);
      repeated = List.copyOf(repeated);
    }
  }
}
