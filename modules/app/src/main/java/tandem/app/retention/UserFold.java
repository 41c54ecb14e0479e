package tandem.app.retention;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tandem.entity.AppliedOffsets;
import tandem.entity.user.UserState;
import tandem.protocol.RecordId;
import tandem.protocol.journal.Accounted;
import tandem.protocol.journal.UserEvent;
import tandem.protocol.journal.UserSnapshot;
import tandem.protocol.journal.UserStep;

/** Folds the events of a user. */
public final class UserFold extends Fold {

  private final int window;
  private UserState state;

  /** Begins with a user without a past. */
  public UserFold(UserState fresh) {
    this.state = fresh;
    this.window = fresh.keys().capacity();
  }

  /** The state after the events so far. */
  public UserState state() {
    return state;
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
  public void add(Object event) {
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
  public void add(AppliedOffsets met) {
    state = state.having(met);
  }

  @Override
  public Object base() {
    return new UserEvent.Based(
        (UserSnapshot) UserState.snapshots(window).toJournal(state), accounted());
  }

  @Override
  public boolean isErased() {
    return state.erased() != null;
  }
}
