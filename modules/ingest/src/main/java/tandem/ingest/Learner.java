package tandem.ingest;

import java.util.concurrent.CompletionStage;
import tandem.entity.user.UserEntity.Observed;
import tandem.protocol.Delivery;
import tandem.protocol.Interaction;

/**
 * Who learns. The stage completes when the record is durable in both journals, or when one of them
 * is found unreadable; it repeats until then and never gives up.
 */
@FunctionalInterface
public interface Learner {

  /** Learn from the interaction; {@code mean} of all ratings, 0 for the objective PREFERENCE. */
  CompletionStage<Observed> learn(Delivery delivery, Interaction interaction, float mean);
}
