package tandem.app;

import akka.Done;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import tandem.app.store.EntityIds;
import tandem.entity.index.IndexedItem;
import tandem.entity.user.UserEntity;
import tandem.http.ErasureReceipt;
import tandem.http.ItemFacts;
import tandem.http.ItemPort;
import tandem.http.UserFacts;
import tandem.http.UserPort;
import tandem.model.ItemId;
import tandem.model.UserId;
import tandem.protocol.ItemDescription;

/**
 * Items and users, one by one. What is shown is the main model's; an item is read from the index,
 * so no actor wakes for it. What is changed is changed in all models.
 */
final class Catalogue implements ItemPort {

  private final Models models;
  private final EntityIds ids;

  Catalogue(Models models) {
    this.models = models;
    this.ids = new EntityIds(models.main().sql());
  }

  @Override
  public CompletionStage<Done> describe(
      ItemId item, ItemDescription description, Duration timeout) {
    return everywhere(model -> model.describe(item, description, timeout));
  }

  @Override
  public CompletionStage<Done> remove(ItemId item, Duration timeout) {
    return everywhere(model -> model.remove(item, timeout));
  }

  /** In the main model first: what fails after that is mended minutes later. */
  private CompletionStage<Done> everywhere(Function<LearnedModel, CompletionStage<Done>> change) {
    CompletionStage<Done> all = change.apply(models.main());
    for (LearnedModel side : models.sides()) {
      all = all.thenCompose(done -> change.apply(side));
    }
    return all;
  }

  @Override
  public CompletionStage<Optional<ItemFacts>> get(ItemId item, Duration timeout) {
    return models
        .main()
        .index()
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
        return models
            .main()
            .profile(user, timeout)
            .thenApply(
                profile -> Optional.of(profile).filter(p -> p.isKnown()).map(Catalogue::facts));
      }

      @Override
      public CompletionStage<Optional<ErasureReceipt>> erase(UserId user, Duration timeout) {
        return models.main().erasures().erase(user, timeout);
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
