package tandem.ingest;

import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import tandem.entity.user.UserEntity;
import tandem.entity.user.UserEntity.Observed;
import tandem.model.ModelName;
import tandem.protocol.Delivery;
import tandem.protocol.Interaction;
import tandem.protocol.RecordId;

/** The users of the cluster: asks the user's entity, and asks again after a time-out. */
public final class UserLearner implements Learner {

  private final ClusterSharding sharding;
  private final EntityTypeKey<UserEntity.Command> users;
  private final Duration timeout;

  /** Asks the users of a model over sharding. */
  public UserLearner(ClusterSharding sharding, ModelName model, Duration timeout) {
    this.sharding = sharding;
    this.users = UserEntity.key(model);
    this.timeout = timeout;
  }

  @Override
  public CompletionStage<Observed> learn(
      Delivery delivery,
      Supplier<Optional<RecordId>> previous,
      Interaction interaction,
      float mean,
      long appended) {
    return sharding
        .entityRefFor(users, interaction.user().value())
        .<Observed>ask(
            replyTo ->
                new UserEntity.Observe(
                    delivery, previous.get(), interaction, mean, appended, replyTo),
            timeout)
        .exceptionallyCompose(
            failure -> {
              if (isTimeout(failure)) {
                return learn(delivery, previous, interaction, mean, appended);
              }
              throw new CompletionException(failure);
            });
  }

  private static boolean isTimeout(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof TimeoutException;
  }
}
