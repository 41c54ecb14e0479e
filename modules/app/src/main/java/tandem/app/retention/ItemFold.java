package tandem.app.retention;

import java.util.List;
import java.util.Optional;
import tandem.entity.AppliedOffsets;
import tandem.entity.item.ItemState;
import tandem.protocol.Delivery;
import tandem.protocol.RecordId;
import tandem.protocol.journal.Accounted;
import tandem.protocol.journal.ItemEvent;
import tandem.protocol.journal.ItemSnapshot;
import tandem.protocol.journal.ItemStep;

/** Folds the events of an item. */
public final class ItemFold extends Fold {

  private ItemState state;

  /** Begins with an item without a past. */
  public ItemFold(ItemState fresh) {
    this.state = fresh;
  }

  /** The state after the events so far. */
  public ItemState state() {
    return state;
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
  public void add(Object event) {
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
  public void add(AppliedOffsets met) {
    state = state.having(met);
  }

  @Override
  public Object base() {
    return new ItemEvent.Based((ItemSnapshot) ItemState.snapshots().toJournal(state), accounted());
  }

  @Override
  public boolean isErased() {
    return false;
  }
}
