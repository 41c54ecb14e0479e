package tandem.app.list;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import tandem.entity.index.Hit;
import tandem.entity.index.Index;
import tandem.entity.user.UserEntity;
import tandem.model.ItemId;
import tandem.model.UserId;
import tandem.protocol.RecordId;
import tandem.protocol.http.Strategy;
import tandem.ranking.Penalties;

/** Asks for the best of each ranking for a user, all at once. */
final class PoolLists {

  private final Profiles profiles;
  private final Index index;
  private final Strategies strategies;

  PoolLists(Profiles profiles, Index index, Strategies strategies) {
    this.profiles = profiles;
    this.index = index;
    this.strategies = strategies;
  }

  /** See {@link Lists#pools}. */
  CompletionStage<UserPools> pools(
      UserId user, ItemId item, Optional<RecordId> after, Duration timeout) {
    Until until = Until.in(timeout);
    return profiles
        .get(user, after, false, timeout.dividedBy(2))
        .thenCompose(profile -> pools(profile, item, until));
  }

  private CompletionStage<UserPools> pools(UserEntity.Profile user, ItemId item, Until until) {
    if (!user.isKnown()) {
      return CompletableFuture.completedFuture(UserPools.none(UserPools.Standing.NEW_USER));
    }
    if (user.seen().contains(item)) {
      return CompletableFuture.completedFuture(UserPools.none(UserPools.Standing.HAD));
    }
    Set<ItemId> asked = new HashSet<>(user.recent());
    asked.addAll(user.interests());
    return index
        .find(asked, true, until.left().dividedBy(2))
        .thenCompose(
            found ->
                found.missing().isEmpty()
                    ? pools(user, strategies.rankings(user, found.known()), until)
                    : late(found.missing()));
  }

  private CompletionStage<UserPools> pools(
      UserEntity.Profile user, List<Question> questions, Until until) {
    List<Index.Wish> wishes =
        questions.stream()
            .map(question -> new Index.Wish(question.query(), Penalties.none()))
            .toList();
    return index
        .pools(wishes, UserPools.MOST, UserPools.POOL, index.leftOut(user.seen()), until.left())
        .thenCompose(
            lists -> {
              Map<Strategy, List<Hit>> pools = new LinkedHashMap<>();
              for (int q = 0; q < lists.size(); q++) {
                Index.Ranked ranked = lists.get(q);
                if (!ranked.missing().isEmpty()) {
                  return late(ranked.missing());
                }
                pools.put(questions.get(q).strategy(), ranked.hits());
              }
              return CompletableFuture.completedFuture(
                  new UserPools(UserPools.Standing.OPEN, pools, user.seen().size()));
            });
  }

  private static <T> CompletionStage<T> late(List<Integer> missing) {
    return CompletableFuture.failedFuture(new TimeoutException("index partitions " + missing));
  }
}
