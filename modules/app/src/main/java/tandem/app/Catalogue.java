package tandem.app;

import akka.Done;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import tandem.app.store.EntityIds;
import tandem.entity.index.Index;
import tandem.entity.index.IndexedItem;
import tandem.entity.item.ItemEntity;
import tandem.entity.user.UserEntity;
import tandem.http.ErasureReceipt;
import tandem.http.ItemFacts;
import tandem.http.ItemPort;
import tandem.http.UserFacts;
import tandem.http.UserPort;
import tandem.model.ItemId;
import tandem.model.UserId;
import tandem.protocol.ItemDescription;

/** Items and users, one by one. An item is read from the index, so no actor wakes for it. */
final class Catalogue implements ItemPort {

  private final ClusterSharding sharding;
  private final Index index;
  private final EntityIds ids;
  private final Erasures erasures;

  Catalogue(ClusterSharding sharding, Index index, EntityIds ids, Erasures erasures) {
    this.sharding = sharding;
    this.index = index;
    this.ids = ids;
    this.erasures = erasures;
  }

  @Override
  public CompletionStage<Done> describe(
      ItemId item, ItemDescription description, Duration timeout) {
    return Refusals.unavailable(
        sharding
            .entityRefFor(ItemEntity.TYPE_KEY, item.value())
            .<Done>askWithStatus(
                replyTo -> new ItemEntity.Describe(description, replyTo), timeout));
  }

  @Override
  public CompletionStage<Done> remove(ItemId item, Duration timeout) {
    return Refusals.unavailable(
        sharding
            .entityRefFor(ItemEntity.TYPE_KEY, item.value())
            .<Done>askWithStatus(ItemEntity.Remove::new, timeout));
  }

  @Override
  public CompletionStage<Optional<ItemFacts>> get(ItemId item, Duration timeout) {
    return index
        .items(List.of(item), timeout)
        .thenApply(
            found ->
                Optional.ofNullable(found.get(item))
                    .filter(known -> !known.removed())
                    .map(Catalogue::facts));
  }

  private static ItemFacts facts(IndexedItem item) {
    return new ItemFacts(
        item.id(),
        item.description(),
        item.events(),
        item.bias(),
        Math.max(-Double.MAX_VALUE, item.heat()));
  }

  @Override
  public CompletionStage<List<ItemId>> list(Optional<ItemId> after, int limit, Duration timeout) {
    return ids.items(after.map(ItemId::value).orElse(""), limit)
        .thenApply(page -> page.stream().map(ItemId::new).toList());
  }

  UserPort users() {
    return new UserPort() {
      @Override
      public CompletionStage<Optional<UserFacts>> get(UserId user, Duration timeout) {
        return Refusals.unavailable(
                UserEntity.ref(sharding, user)
                    .<UserEntity.Profile>askWithStatus(
                        replyTo -> new UserEntity.GetProfile(Optional.empty(), replyTo), timeout))
            .thenApply(
                profile -> Optional.of(profile).filter(p -> p.isKnown()).map(Catalogue::facts));
      }

      @Override
      public CompletionStage<Optional<ErasureReceipt>> erase(UserId user, Duration timeout) {
        return erasures.erase(user, timeout);
      }

      @Override
      public CompletionStage<List<UserId>> list(
          Optional<UserId> after, int limit, Duration timeout) {
        return ids.users(after.map(UserId::value).orElse(""), limit)
            .thenApply(page -> page.stream().map(UserId::new).toList());
      }
    };
  }

  private static UserFacts facts(UserEntity.Profile profile) {
    return new UserFacts(
        profile.user(),
        profile.factors().count(),
        Instant.ofEpochMilli(profile.first()),
        Instant.ofEpochMilli(profile.last()),
        profile.recent());
  }
}
