package tandem.ingest;

import akka.actor.typed.ActorRef;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import tandem.entity.user.UserEntity;
import tandem.entity.user.UserEntity.Observe;
import tandem.entity.user.UserEntity.Observed;
import tandem.model.ModelName;
import tandem.model.UserId;
import tandem.protocol.Delivery;
import tandem.protocol.Interaction;
import tandem.protocol.RecordId;

/** The users of the cluster: asks the user's entity, and asks again after a time-out. */
public final class UserLearner implements Learner {

  /**
   * Before it asks again. Where the users have stopped, as on a node that is cut off and ends, an
   * ask fails at once.
   */
  private static final Executor SOON =
      CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS);

  private final Users users;
  private final Executor soon;

  /** Asks a user once; a {@link TimeoutException} when it has not answered. */
  @FunctionalInterface
  interface Users {
    CompletionStage<Observed> ask(UserId user, Function<ActorRef<Observed>, Observe> message);
  }

  /** Asks the users of a model over sharding. */
  public UserLearner(ClusterSharding sharding, ModelName model, Duration timeout) {
    this(over(sharding, UserEntity.key(model), timeout), SOON);
  }

  UserLearner(Users users, Executor soon) {
    this.users = users;
    this.soon = soon;
  }

  private static Users over(
      ClusterSharding sharding, EntityTypeKey<UserEntity.Command> users, Duration timeout) {
    return (user, message) ->
        sharding.entityRefFor(users, user.value()).ask(message::apply, timeout);
  }

  @Override
  public CompletionStage<Observed> learn(
      Delivery delivery,
      Supplier<Optional<RecordId>> previous,
      Interaction interaction,
      float mean,
      long appended) {
    CompletableFuture<Observed> learned = new CompletableFuture<>();
    ask(
        interaction.user(),
        replyTo -> new Observe(delivery, previous.get(), interaction, mean, appended, replyTo),
        learned);
    return learned;
  }

  private void ask(
      UserId user,
      Function<ActorRef<Observed>, Observe> message,
      CompletableFuture<Observed> learned) {
    var unused =
        users
            .ask(user, message)
            .whenComplete(
                (observed, failure) -> {
                  if (failure == null) {
                    learned.complete(observed);
                  } else if (isTimeout(failure)) {
                    soon.execute(() -> ask(user, message, learned));
                  } else {
                    learned.completeExceptionally(failure);
                  }
                });
  }

  private static boolean isTimeout(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof TimeoutException;
  }
}
