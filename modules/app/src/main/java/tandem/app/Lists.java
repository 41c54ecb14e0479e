package tandem.app;

import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import tandem.entity.index.Index;
import tandem.entity.index.IndexQuery;
import tandem.entity.index.IndexedItem;
import tandem.entity.user.UserEntity;
import tandem.http.BasketItem;
import tandem.http.Estimates;
import tandem.http.ListAnswer;
import tandem.http.ListRequest;
import tandem.http.RecommendationPort;
import tandem.http.UserStanding;
import tandem.model.FoldIn;
import tandem.model.ItemId;
import tandem.model.ModelName;
import tandem.model.Objective;
import tandem.model.Rated;
import tandem.model.Target;
import tandem.model.UserId;
import tandem.protocol.Interaction;
import tandem.protocol.InteractionRules;
import tandem.protocol.RecordId;
import tandem.protocol.http.Strategy;

/**
 * Lists from the entities and the index. The user is asked first, and gets the time that is left
 * for the index, too.
 */
final class Lists implements RecommendationPort {

  private static final double RIDGE = 0.1;
  private static final double MIDDLE = 2.75; // of the model's rating scale, 0.5 to 5
  private static final UserId NOBODY = new UserId("nobody");

  private final ClusterSharding sharding;
  private final EntityTypeKey<UserEntity.Command> users;
  private final Index index;
  private final InteractionRules rules;
  private final Objective objective;
  private final int factors;
  private final Answers answers;

  Lists(
      ClusterSharding sharding,
      Index index,
      ModelName model,
      InteractionRules rules,
      Objective objective,
      int factors) {
    this.sharding = sharding;
    this.users = UserEntity.key(model);
    this.index = index;
    this.rules = rules;
    this.objective = objective;
    this.factors = factors;
    this.answers = new Answers(rules, objective);
  }

  @Override
  public CompletionStage<ListAnswer> forUser(
      UserId user, ListRequest request, Optional<RecordId> after, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    CompletionStage<ListAnswer> list =
        profile(user, after, after.isPresent() ? timeout : timeout.dividedBy(2))
            .thenCompose(profile -> forProfile(profile, request, left(deadline)));
    return after.isPresent()
        ? list // who waits for an event is not served without it
        : list.exceptionallyCompose(
            failure ->
                isTimeout(failure)
                    ? fallback(request, left(deadline))
                    : CompletableFuture.failedFuture(failure));
  }

  private CompletionStage<UserEntity.Profile> profile(
      UserId user, Optional<RecordId> after, Duration timeout) {
    return Refusals.unavailable(
        sharding
            .entityRefFor(users, user.value())
            .<UserEntity.Profile>askWithStatus(
                replyTo -> new UserEntity.GetProfile(after, replyTo), timeout));
  }

  private static boolean isTimeout(Throwable failure) {
    Throwable cause = failure.getCause();
    return failure instanceof TimeoutException
        || (failure instanceof CompletionException && cause != null && isTimeout(cause));
  }

  /** What can be had when the one that the list is for is away. */
  private CompletionStage<ListAnswer> fallback(ListRequest request, Duration timeout) {
    return popular(request, timeout).thenApply(ListAnswer::asFallback);
  }

  private CompletionStage<ListAnswer> forProfile(
      UserEntity.Profile profile, ListRequest request, Duration timeout) {
    if (!profile.isKnown()) {
      return popular(request, timeout);
    }
    return top(Answers.query(profile.factors()), request, profile.seen(), timeout)
        .thenApply(ranked -> answers.forUser(ranked, profile.factors(), profile.mean()));
  }

  @Override
  public CompletionStage<Optional<ListAnswer>> similar(
      ItemId item, ListRequest request, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    return index
        .find(List.of(item), timeout.dividedBy(2))
        .thenCompose(
            found -> {
              if (!found.missing().isEmpty()) {
                return fallback(request, left(deadline)).thenApply(Optional::of);
              }
              IndexedItem known = found.known().get(item);
              if (known == null || known.removed()) {
                return CompletableFuture.completedFuture(Optional.empty());
              }
              return top(Answers.query(known), request, List.of(item), left(deadline))
                  .thenApply(ranked -> Optional.of(Answers.similar(ranked)));
            });
  }

  @Override
  public CompletionStage<ListAnswer> forBasket(
      List<BasketItem> basket, ListRequest request, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    Set<ItemId> ids = new HashSet<>();
    basket.forEach(entry -> ids.add(entry.item()));
    return index
        .find(ids, timeout.dividedBy(2))
        .thenCompose(found -> forBasket(basket, ids, found, request, left(deadline)));
  }

  private CompletionStage<ListAnswer> forBasket(
      List<BasketItem> basket,
      Set<ItemId> ids,
      Index.Known found,
      ListRequest request,
      Duration timeout) {
    Map<ItemId, IndexedItem> known = new HashMap<>(found.known());
    known.values().removeIf(IndexedItem::removed);
    boolean all = found.missing().isEmpty();
    // What does not answer may be known.
    List<ItemId> unknown =
        all ? ids.stream().filter(id -> !known.containsKey(id)).sorted().toList() : List.of();
    if (known.isEmpty()) {
      return top(IndexQuery.byHeat(), request, ids, timeout)
          .thenApply(
              ranked -> Answers.answer(ranked, Strategy.POPULAR, false, unknown, score -> score))
          .thenApply(answer -> all ? answer : answer.asFallback());
    }
    List<Rated> rated = new ArrayList<>(basket.size());
    for (BasketItem entry : basket) {
      IndexedItem item = known.get(entry.item());
      if (item != null) {
        rated.add(rated(entry, item));
      }
    }
    IndexQuery query =
        new IndexQuery(IndexQuery.Ranking.INNER_PRODUCT, FoldIn.user(rated, factors, RIDGE));
    return top(query, request, ids, timeout)
        .thenApply(
            ranked -> Answers.answer(ranked, Strategy.FOLD_IN, true, unknown, score -> score));
  }

  /** What the entry asks for beyond the item's bias. */
  private Rated rated(BasketItem entry, IndexedItem item) {
    Interaction interaction =
        new Interaction(NOBODY, entry.item(), entry.type(), entry.value(), Instant.EPOCH, null);
    Target target = rules.target(interaction, objective);
    double residual =
        objective == Objective.RATING ? target.value() - MIDDLE - item.bias() : target.value();
    double weight = Math.max(target.weight(), rules.strength(interaction));
    return new Rated(item.vector(), (float) residual, (float) weight);
  }

  @Override
  public CompletionStage<Estimates> estimate(UserId user, List<ItemId> items, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    return profile(user, Optional.empty(), timeout)
        .thenCompose(
            profile ->
                index
                    .items(Set.copyOf(items), left(deadline))
                    .thenApply(found -> answers.estimates(profile, items, found)));
  }

  @Override
  public CompletionStage<Optional<UserStanding>> follow(
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
                isTimeout(failure)
                    ? CompletableFuture.completedFuture(Optional.empty())
                    : CompletableFuture.failedFuture(failure));
  }

  @Override
  public CompletionStage<ListAnswer> popular(ListRequest request, Duration timeout) {
    return top(IndexQuery.byHeat(), request, List.of(), timeout).thenApply(Answers::popular);
  }

  /** The best of what is wanted, and without {@code also}. */
  private CompletionStage<Index.Ranked> top(
      IndexQuery query, ListRequest request, Collection<ItemId> also, Duration timeout) {
    Set<ItemId> exclude = new HashSet<>(request.exclude());
    exclude.addAll(also);
    return index.topK(answers.wanted(query, request), request.k(), exclude, timeout);
  }

  /** At least a millisecond, since asking takes no less. */
  private static Duration left(long deadline) {
    return Duration.ofNanos(Math.max(1_000_000, deadline - System.nanoTime()));
  }
}
