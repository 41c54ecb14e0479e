package tandem.entity.user;

import java.util.ArrayList;
import java.util.List;
import tandem.entity.AppliedOffsets;
import tandem.model.Factors;
import tandem.protocol.Delivery;
import tandem.protocol.journal.Accounted;
import tandem.protocol.journal.UserEvent;
import tandem.protocol.journal.UserStep;

/** What a user's next write is made of. */
sealed interface Gathered {

  /** A record that was learned or dropped. */
  record Settling(Waiting waiting, UserEntity.Outcome outcome, UserStep step) implements Gathered {}

  /**
   * An erasure.
   *
   * @param before the user's factors just before, for the steps that are written with it
   * @param mean of all ratings, likewise
   * @param fresh a user of whom nothing is known
   */
  record Erasing(UserEntity.Erase erase, Factors before, float mean, Factors fresh)
      implements Gathered {}

  /**
   * The events of one write: one for all steps, but those before an erasure are apart.
   *
   * @param applied what the journal has
   * @param after the user's factors after all that was gathered
   * @param mean of all ratings, likewise
   */
  static List<UserEvent> events(
      List<Gathered> gathered, AppliedOffsets applied, Factors after, float mean) {
    List<UserEvent> events = new ArrayList<>(1);
    List<UserStep> steps = new ArrayList<>();
    List<Delivery> repeated = new ArrayList<>(0);
    for (int at = 0; at < gathered.size(); at++) {
      Gathered entry = gathered.get(at);
      if (entry instanceof Settling settling) {
        if (settling.outcome() == UserEntity.Outcome.LEARNED) {
          steps.add(settling.step());
        } else {
          repeated.add(settling.step().delivery());
        }
      } else if (entry instanceof Erasing forget) {
        AppliedOffsets met = met(applied, gathered.subList(0, at + 1));
        addLearned(events, steps, repeated, forget.before(), forget.mean());
        steps.clear();
        repeated.clear();
        events.add(
            new UserEvent.Erased(
                forget.erase().receipt(), forget.fresh(), met.toSnapshot(), Accounted.NOTHING));
      }
    }
    addLearned(events, steps, repeated, after, mean);
    return events;
  }

  private static AppliedOffsets met(AppliedOffsets applied, List<Gathered> gathered) {
    AppliedOffsets met = applied;
    for (Gathered entry : gathered) {
      if (entry instanceof Settling settling) {
        met = met.with(settling.step().delivery());
      } else if (entry instanceof Erasing forget) {
        met = met.plus(AppliedOffsets.of(forget.erase().met()));
      }
    }
    return met;
  }

  private static void addLearned(
      List<UserEvent> events,
      List<UserStep> steps,
      List<Delivery> repeated,
      Factors factors,
      float mean) {
    if (!steps.isEmpty() || !repeated.isEmpty()) {
      events.add(new UserEvent.Learned(steps, repeated, factors, mean));
    }
  }
}
