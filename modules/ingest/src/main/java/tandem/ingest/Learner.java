package tandem.ingest;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import tandem.entity.user.UserEntity.Observed;
import tandem.protocol.Delivery;
import tandem.protocol.Interaction;
import tandem.protocol.RecordId;

/**
 * Who learns. The stage completes when the record is durable in both journals, or when one of them
 * is found unreadable; it repeats until then and never gives up.
 */
@FunctionalInterface
public interface Learner {

  /**
   * Learn from the interaction.
   *
   * @param previous the user's record before this one, while that is not acknowledged
   * @param mean of all ratings, 0 for the objective PREFERENCE
   * @param appended when the record came into the log, epoch milliseconds
   */
  CompletionStage<Observed> learn(
      Delivery delivery,
      Supplier<Optional<RecordId>> previous,
      Interaction interaction,
      float mean,
      long appended);
}
