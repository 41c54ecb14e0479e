package tandem.entity.user;

import akka.actor.typed.ActorRef;
import java.util.Optional;
import tandem.model.Objective;
import tandem.model.Target;
import tandem.protocol.Interaction;
import tandem.protocol.InteractionRules;
import tandem.protocol.RecordId;
import tandem.protocol.journal.UserStep;

/** A record that a user was told of and has not answered. */
final class Waiting implements Arrivals.Arrival {

  private final UserEntity.Observe observe;
  private final Target target;
  private final boolean interest;
  private ActorRef<UserEntity.Observed> replyTo;

  Waiting(UserEntity.Observe observe, InteractionRules rules, Objective objective) {
    this.observe = observe;
    this.target = rules.target(observe.interaction(), objective);
    this.interest = rules.isInterest(observe.interaction());
    this.replyTo = observe.replyTo();
  }

  @Override
  public RecordId id() {
    return observe.delivery().id();
  }

  @Override
  public Optional<RecordId> previous() {
    return observe.previous();
  }

  UserEntity.Observe observe() {
    return observe;
  }

  Target target() {
    return target;
  }

  /** Whether the user shows an interest in the item. */
  boolean isInterest() {
    return interest;
  }

  /** The last one who asked is answered. */
  void answerTo(ActorRef<UserEntity.Observed> other) {
    replyTo = other;
  }

  void answer(UserEntity.Outcome outcome, float error) {
    replyTo.tell(new UserEntity.Observed(id(), outcome, error));
  }

  UserStep step(float error) {
    Interaction interaction = observe.interaction();
    return new UserStep(
        observe.delivery(),
        interaction.item(),
        interaction.type(),
        interaction.value(),
        interaction.timestamp().toEpochMilli(),
        interaction.eventId(),
        error,
        !interest);
  }
}
