package tandem.app.retention;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tandem.entity.item.ItemState;
import tandem.entity.user.UserState;
import tandem.model.ItemId;
import tandem.model.Sgd;
import tandem.model.UserId;
import tandem.protocol.Delivery;
import tandem.protocol.RecordId;
import tandem.protocol.journal.Accounted;
import tandem.protocol.journal.ItemEvent;
import tandem.protocol.journal.ItemSnapshot;
import tandem.protocol.journal.ItemStep;
import tandem.protocol.journal.UserEvent;
import tandem.protocol.journal.UserSnapshot;
import tandem.protocol.journal.UserStep;

/** Folds the events of an entity, oldest first, into the one that can stand in their place. */
abstract class Fold {

  private Accounted accounted = Accounted.NOTHING;

  /** The fold of a journal; empty if it is neither a user's nor an item's. */
  static Optional<Fold> of(String persistenceId, Sgd sgd, int repetitionWindow) {
    if (persistenceId.startsWith("user|")) {
      UserId id = new UserId(persistenceId.substring("user|".length()));
      return Optional.of(new OfUser(UserState.fresh(sgd.freshUser(id), repetitionWindow)));
    }
    if (persistenceId.startsWith("item|")) {
      ItemId id = new ItemId(persistenceId.substring("item|".length()));
      return Optional.of(new OfItem(ItemState.fresh(sgd.freshItem(id))));
    }
    return Optional.empty();
  }

  /** The records that an event is about; empty for what is no event of this kind of entity. */
  abstract Optional<List<RecordId>> records(Object event);

  /** Takes the next event. */
  abstract void add(Object event);

  /** The event in the place of those that were added. */
  abstract Object base();

  /** Whether nothing is left of the entity but that it was erased. */
  abstract boolean isErased();

  final void account(Accounted more) {
    accounted = accounted.plus(more);
  }

  final Accounted accounted() {
    return accounted;
  }

  private static final class OfUser extends Fold {
    private final int window;
    private UserState state;

    OfUser(UserState fresh) {
      this.state = fresh;
      this.window = fresh.keys().capacity();
    }

    @Override
    Optional<List<RecordId>> records(Object event) {
      if (!(event instanceof UserEvent)) {
        return Optional.empty();
      }
      List<RecordId> records = new ArrayList<>();
      if (event instanceof UserEvent.Learned learned) {
        learned.steps().forEach(step -> records.add(step.delivery().id()));
        learned.repeated().forEach(repetition -> records.add(repetition.id()));
      }
      return Optional.of(records);
    }

    @Override
    void add(Object event) {
      state = state.apply((UserEvent) event);
      if (event instanceof UserEvent.Learned learned) {
        Accounted steps = Accounted.NOTHING.repeated(learned.repeated().size());
        for (UserStep step : learned.steps()) {
          steps = steps.learned(step.delivery().id());
        }
        account(steps);
      } else if (event instanceof UserEvent.Based based) {
        account(based.accounted());
      } else if (event instanceof UserEvent.Erased erased) {
        account(erased.accounted());
      }
    }

    @Override
    Object base() {
      return new UserEvent.Based(
          (UserSnapshot) UserState.snapshots(window).toJournal(state), accounted());
    }

    @Override
    boolean isErased() {
      return state.erased() != null;
    }
  }

  private static final class OfItem extends Fold {
    private ItemState state;

    OfItem(ItemState fresh) {
      this.state = fresh;
    }

    @Override
    Optional<List<RecordId>> records(Object event) {
      if (!(event instanceof ItemEvent)) {
        return Optional.empty();
      }
      return Optional.of(
          event instanceof ItemEvent.Learned learned
              ? learned.steps().stream().map(ItemStep::delivery).map(Delivery::id).toList()
              : List.of());
    }

    @Override
    void add(Object event) {
      state = state.apply((ItemEvent) event);
      if (event instanceof ItemEvent.Learned learned) {
        Accounted steps = Accounted.NOTHING;
        for (ItemStep step : learned.steps()) {
          steps = steps.learned(step.delivery().id());
        }
        account(steps);
      } else if (event instanceof ItemEvent.Based based) {
        account(based.accounted());
      }
    }

    @Override
    Object base() {
      return new ItemEvent.Based(
          (ItemSnapshot) ItemState.snapshots().toJournal(state), accounted());
    }

    @Override
    boolean isErased() {
      return false;
    }
  }
}
