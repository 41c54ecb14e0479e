package tandem.entity.index;

import tandem.model.FactorVector;
import tandem.model.Factors;
import tandem.model.UserId;
import tandem.protocol.journal.UserEvent;

/**
 * What the index of users holds of a user: a row of its read model.
 *
 * @param id who
 * @param sequence of the newest event in here; a higher one is newer
 * @param vector the user's factors; without any if nothing is known of the user, which is so after
 *     an erasure
 */
public record IndexedUser(UserId id, long sequence, FactorVector vector) {

  private static final FactorVector NOTHING = FactorVector.of();

  /** The row of a user with such factors. */
  public static IndexedUser of(UserId id, long sequence, Factors factors) {
    return new IndexedUser(id, sequence, factors.count() > 0 ? factors.vector() : NOTHING);
  }

  /** The row of a user whose newest event this is. */
  public static IndexedUser of(UserId id, long sequence, UserEvent newest) {
    if (newest instanceof UserEvent.Learned learned) {
      return of(id, sequence, learned.factors());
    }
    return newest instanceof UserEvent.Based based
        ? of(id, sequence, based.state().factors())
        : unknown(id, sequence);
  }

  /** The row of a user of whom nothing is known any more. */
  public static IndexedUser unknown(UserId id, long sequence) {
    return new IndexedUser(id, sequence, NOTHING);
  }

  /** Whether there is something to find the user by. */
  public boolean isKnown() {
    return vector.length() > 0;
  }
}
