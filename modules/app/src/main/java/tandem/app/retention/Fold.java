package tandem.app.retention;

import java.util.List;
import java.util.Optional;
import tandem.entity.AppliedOffsets;
import tandem.entity.item.ItemState;
import tandem.entity.user.UserState;
import tandem.model.ItemId;
import tandem.model.Sgd;
import tandem.model.UserId;
import tandem.protocol.RecordId;
import tandem.protocol.journal.Accounted;

/** Folds the events of an entity, oldest first, into the one that can stand in their place. */
public abstract class Fold {

  private Accounted accounted = Accounted.NOTHING;

  /** The fold of a journal; empty if it is neither a user's nor an item's. */
  static Optional<Fold> of(String persistenceId, Sgd sgd, int repetitionWindow) {
    if (persistenceId.startsWith("user|")) {
      UserId id = new UserId(persistenceId.substring("user|".length()));
      return Optional.of(new UserFold(UserState.fresh(sgd.freshUser(id), repetitionWindow)));
    }
    if (persistenceId.startsWith("item|")) {
      ItemId id = new ItemId(persistenceId.substring("item|".length()));
      return Optional.of(new ItemFold(ItemState.fresh(sgd.freshItem(id))));
    }
    return Optional.empty();
  }

  /** The records that an event is about; empty for what is no event of this kind of entity. */
  abstract Optional<List<RecordId>> records(Object event);

  /** Takes the next event. */
  public abstract void add(Object event);

  /** The entity has met these records, too. */
  public abstract void add(AppliedOffsets met);

  /** The event in the place of those that were added. */
  public abstract Object base();

  /** Whether nothing is left of the entity but that it was erased. */
  public abstract boolean isErased();

  final void account(Accounted more) {
    accounted = accounted.plus(more);
  }

  final Accounted accounted() {
    return accounted;
  }
}
