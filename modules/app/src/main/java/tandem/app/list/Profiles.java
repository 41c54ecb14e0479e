package tandem.app.list;

import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import tandem.app.Refusals;
import tandem.entity.user.UserEntity;
import tandem.http.UserStanding;
import tandem.model.ModelName;
import tandem.model.UserId;
import tandem.protocol.RecordId;

/** What the users' entities of a model know of them. */
final class Profiles {

  private final ClusterSharding sharding;
  private final EntityTypeKey<UserEntity.Command> users;

  Profiles(ClusterSharding sharding, ModelName model) {
    this.sharding = sharding;
    this.users = UserEntity.key(model);
  }

  /**
   * The profile of a user, once {@code after} is learned.
   *
   * @param withMinutes whether it has to say when items were seen
   */
  CompletionStage<UserEntity.Profile> get(
      UserId user, Optional<RecordId> after, boolean withMinutes, Duration timeout) {
    return Refusals.unavailable(
        sharding
            .entityRefFor(users, user.value())
            .<UserEntity.Profile>askWithStatus(
                replyTo -> new UserEntity.GetProfile(after, withMinutes, replyTo), timeout));
  }

  /** How a user stands, as soon as that is not {@code known}; empty after {@code patience}. */
  CompletionStage<Optional<UserStanding>> follow(
      UserId user, String follower, long known, Duration patience) {
    return Refusals.unavailable(
            sharding
                .entityRefFor(users, user.value())
                .<UserEntity.Standing>askWithStatus(
                    replyTo -> new UserEntity.Follow(follower, known, replyTo), patience))
        .<Optional<UserStanding>>thenApply(
            now -> Optional.of(new UserStanding(now.version(), now.events(), now.erased())))
        .exceptionallyCompose(
            failure ->
                Ranker.isTimeout(failure)
                    ? CompletableFuture.completedFuture(Optional.empty())
                    : CompletableFuture.failedFuture(failure));
  }
}
