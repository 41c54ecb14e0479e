package tandem.app.audit;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tandem.entity.user.UserState;
import tandem.model.FactorVector;
import tandem.model.Factors;
import tandem.protocol.Delivery;
import tandem.protocol.journal.Accounted;
import tandem.protocol.journal.UserEvent;
import tandem.protocol.journal.UserSnapshot;
import tandem.protocol.journal.UserStep;

/** The journal of a user. */
final class UserAudit extends EntityAudit<UserEvent, UserState> {

  static final String KIND = "user|";

  private static final Factors NONE = new Factors(FactorVector.of(), 0f, 0f, 0);

  private final String user;
  private final Records records;
  private final Ledger ledger;
  private final Tally tally;
  private final @Nullable Truth truth;

  UserAudit(
      String id,
      AuditSettings settings,
      Records records,
      Ledger ledger,
      Tally tally,
      Optional<Truth> truth,
      Findings findings) {
    super(id, UserEvent.class, rules(settings), findings);
    this.user = id.substring(KIND.length());
    this.records = records;
    this.ledger = ledger;
    this.tally = tally;
    this.truth = truth.orElse(null);
  }

  private static Replay.Rules<UserEvent, UserState> rules(AuditSettings settings) {
    return new Replay.Rules<>(
        UserState.fresh(NONE, settings.repetitionWindow()),
        UserState::apply,
        UserState::applied,
        UserSnapshot.class,
        UserState.snapshots(settings.repetitionWindow()),
        (snapshot, replayed) -> ((UserSnapshot) snapshot).agreesWith((UserSnapshot) replayed),
        settings.mostOffsets());
  }

  @Override
  Optional<Accounted> base(UserEvent event) {
    if (event instanceof UserEvent.Based based) {
      return Optional.of(based.accounted());
    }
    return event instanceof UserEvent.Erased erased
        ? Optional.of(erased.accounted())
        : Optional.empty();
  }

  @Override
  int note(Row.Event row, UserEvent event) {
    base(event).ifPresent(this::removed);
    if (event instanceof UserEvent.Erased erased) {
      erased.applied().forEach(records::erased);
    }
    if (!(event instanceof UserEvent.Learned learned)) {
      return 0;
    }
    for (UserStep step : learned.steps()) {
      records.learnedByUser(step.delivery(), user, step.item().value());
      tally.learnedByUser(step.type());
      if (truth != null && !truth.take(user, step)) {
        findings().add(Invariant.TRUTH, "extra: " + Truth.words(user, step));
      }
    }
    for (Delivery repetition : learned.repeated()) {
      records.droppedByUser(repetition, user);
    }
    if (truth != null) {
      truth.dropped(user, learned.repeated().size());
    }
    return learned.steps().size();
  }

  private void removed(Accounted accounted) {
    ledger.ofUser(accounted);
    tally.removedFromUser(accounted.learned());
    if (truth != null) {
      truth.removed(user, accounted.learned() + accounted.repeated());
    }
  }

  @Override
  long counted(UserState state) {
    return state.factors().count();
  }

  @Override
  void end() {
    super.end();
    tally.endUser(count(), mostOffsets());
  }
}
