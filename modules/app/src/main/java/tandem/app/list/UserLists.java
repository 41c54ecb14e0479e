package tandem.app.list;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import tandem.app.Answers;
import tandem.entity.index.Index;
import tandem.entity.index.IndexQuery;
import tandem.entity.index.IndexedItem;
import tandem.entity.user.UserEntity;
import tandem.http.BasketItem;
import tandem.http.ListAnswer;
import tandem.http.ListRequest;
import tandem.http.UserStrategy;
import tandem.model.FactorVector;
import tandem.model.ItemId;
import tandem.model.Rated;
import tandem.model.UserId;
import tandem.protocol.RecordId;
import tandem.protocol.http.Strategy;

/** Lists for a user, or for a user with a basket. */
final class UserLists {

  private final Profiles profiles;
  private final Index index;
  private final Ranker ranker;
  private final Blend blend;
  private final Answers answers;
  private final Baskets baskets;
  private final Strategies strategies;
  private final InstantSource clock;

  UserLists(
      Profiles profiles,
      Index index,
      Ranker ranker,
      Blend blend,
      Answers answers,
      Baskets baskets,
      Strategies strategies,
      InstantSource clock) {
    this.profiles = profiles;
    this.index = index;
    this.ranker = ranker;
    this.blend = blend;
    this.answers = answers;
    this.baskets = baskets;
    this.strategies = strategies;
    this.clock = clock;
  }

  /** For a user with a basket, which may be empty. */
  CompletionStage<ListAnswer> list(
      UserId user,
      List<BasketItem> basket,
      ListRequest request,
      Optional<RecordId> after,
      Duration timeout) {
    Until until = Until.in(timeout);
    boolean withMinutes = request.options().seen().areShown();
    CompletionStage<ListAnswer> list =
        profiles
            .get(user, after, withMinutes, after.isPresent() ? timeout : timeout.dividedBy(2))
            .thenCompose(profile -> list(profile, basket, request, until));
    return after.isPresent()
        ? list // who waits for an event is not served without it
        : ranker.orPopular(list, request, until);
  }

  private CompletionStage<ListAnswer> list(
      UserEntity.Profile user, List<BasketItem> basket, ListRequest request, Until until) {
    Set<ItemId> ids = Baskets.ids(basket);
    Set<ItemId> asked = new HashSet<>(ids);
    UserStrategy strategy = strategies.of(request.options());
    boolean used = ids.isEmpty() || strategy == UserStrategy.COOCCURRENCE;
    if (request.options().explain() || (used && strategies.needsRecent(strategy))) {
      asked.addAll(user.recent());
      asked.addAll(user.interests());
    }
    return asked.isEmpty()
        ? byStrategy(user, Map.of(), request, until)
        : index
            .find(asked, used && strategies.needsRows(strategy), until.left().dividedBy(2))
            .thenCompose(
                found ->
                    ids.isEmpty()
                        ? byStrategy(user, found.known(), request, until)
                        : inContext(user, basket, found, request, until));
  }

  private CompletionStage<ListAnswer> byStrategy(
      UserEntity.Profile user, Map<ItemId, IndexedItem> recent, ListRequest request, Until until) {
    UserStrategy strategy = strategies.of(request.options());
    if (!user.isKnown()) {
      return ranker.list(strategies.forAnybody(strategy), request, until.left());
    }
    Fading seen = fading(user, request);
    List<Blend.Part> parts =
        strategies.parts(strategy, user, recent).stream()
            .map(part -> new Blend.Part(part.question().fading(seen), part.weight()))
            .toList();
    return strategy == UserStrategy.BLEND
        ? blend.list(parts, request, until.left())
        : ranker.list(parts.get(0).question(), request, until.left());
  }

  private Fading fading(UserEntity.Profile user, ListRequest request) {
    return Fading.of(List.of(user), request.options().seen(), clock.instant());
  }

  private CompletionStage<ListAnswer> inContext(
      UserEntity.Profile user,
      List<BasketItem> basket,
      Index.Known found,
      ListRequest request,
      Until until) {
    Fading seen = fading(user, request).without(Baskets.ids(basket));
    Question question =
        strategies
            .afterBasket(
                strategies.of(request.options()), user, Baskets.inOrder(basket), found.known())
            .map(after -> after.without(excluded(user, basket), unknown(basket, found)))
            .orElseGet(() -> question(user, basket, found));
    return ranker.list(question.fading(seen), request, until.left());
  }

  private static Set<ItemId> excluded(UserEntity.Profile user, List<BasketItem> basket) {
    Set<ItemId> exclude = new HashSet<>(Baskets.ids(basket));
    exclude.addAll(user.seen());
    return exclude;
  }

  private static List<ItemId> unknown(List<BasketItem> basket, Index.Known found) {
    return Baskets.Named.of(Baskets.ids(basket), found).unknown();
  }

  private static Evidence own(UserEntity.Profile user, Index.Known found) {
    return user.isKnown()
        ? Evidence.ofLearned(user.factors().vector(), user.recent(), found.known())
        : Evidence.NONE;
  }

  private Question question(UserEntity.Profile user) {
    return user.isKnown() ? strategies.byFactors(user) : Question.popular();
  }

  private Question question(UserEntity.Profile user, List<BasketItem> basket, Index.Known found) {
    Baskets.Named named = Baskets.Named.of(Baskets.ids(basket), found);
    Set<ItemId> exclude = excluded(user, basket);
    if (named.known().isEmpty()) {
      return question(user).without(exclude, named.unknown()).explainedBy(() -> own(user, found));
    }
    List<Rated> rated =
        user.isKnown()
            ? baskets.beyond(user, basket, named.known())
            : baskets.rated(basket, named.known());
    FactorVector folded = baskets.vector(rated);
    List<ItemId> ids = Baskets.ratedIds(basket, named.known());
    return new Question(
            new IndexQuery(
                IndexQuery.Ranking.INNER_PRODUCT,
                user.isKnown() ? user.factors().vector().plus(folded) : folded),
            exclude,
            user.isKnown() ? Strategy.CONTEXT : Strategy.FOLD_IN,
            true,
            named.unknown(),
            user.isKnown() ? answers.shown(user.factors(), user.mean()) : score -> score)
        .explainedBy(
            () -> own(user, found).and(Evidence.ofFoldIn(folded, ids, rated, Baskets.RIDGE)));
  }
}
