package tandem.ingest;

import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import tandem.entity.user.UserEntity;
import tandem.entity.user.UserEntity.Observed;
import tandem.protocol.Delivery;
import tandem.protocol.Interaction;
import tandem.protocol.RecordId;

/** The users of the cluster: asks the user's entity, and asks again after a time-out. */
public final class UserLearner implements Learner {

  private final ClusterSharding sharding;
  private final Duration timeout;

  /** Asks over sharding. */
  public UserLearner(ClusterSharding sharding, Duration timeout) {
    this.sharding = sharding;
    this.timeout = timeout;
  }

  @Override
  public CompletionStage<Observed> learn(
      Delivery delivery,
      Supplier<Optional<RecordId>> previous,
      Interaction interaction,
      float mean) {
    return UserEntity.ref(sharding, interaction.user())
        .<Observed>ask(
            replyTo -> new UserEntity.Observe(delivery, previous.get(), interaction, mean, replyTo),
            timeout)
        .exceptionallyCompose(
            failure -> {
              if (isTimeout(failure)) {
                return learn(delivery, previous, interaction, mean);
              }
              throw new CompletionException(failure);
            });
  }

  private static boolean isTimeout(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof TimeoutException;
  }
}
