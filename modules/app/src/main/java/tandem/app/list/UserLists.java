package tandem.app.list;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
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

  UserLists(
      Profiles profiles,
      Index index,
      Ranker ranker,
      Blend blend,
      Answers answers,
      Baskets baskets,
      Strategies strategies) {
    this.profiles = profiles;
    this.index = index;
    this.ranker = ranker;
    this.blend = blend;
    this.answers = answers;
    this.baskets = baskets;
    this.strategies = strategies;
  }

  /** For a user with a basket, which may be empty. */
  CompletionStage<ListAnswer> list(
      UserId user,
      List<BasketItem> basket,
      ListRequest request,
      Optional<RecordId> after,
      Duration timeout) {
    Until until = Until.in(timeout);
    CompletionStage<ListAnswer> list =
        profiles
            .get(user, after, after.isPresent() ? timeout : timeout.dividedBy(2))
            .thenCompose(profile -> list(profile, basket, request, until));
    return after.isPresent()
        ? list // who waits for an event is not served without it
        : ranker.orPopular(list, request, until);
  }

  private CompletionStage<ListAnswer> list(
      UserEntity.Profile user, List<BasketItem> basket, ListRequest request, Until until) {
    Set<ItemId> ids = Baskets.ids(basket);
    Set<ItemId> asked = new HashSet<>(ids);
    if (request.options().explain()
        || (ids.isEmpty() && strategies.needsRecent(request.options().strategy()))) {
      asked.addAll(user.recent());
    }
    return asked.isEmpty()
        ? byStrategy(user, Map.of(), request, until)
        : index
            .find(asked, until.left().dividedBy(2))
            .thenCompose(
                found ->
                    ids.isEmpty()
                        ? byStrategy(user, found.known(), request, until)
                        : inContext(user, basket, found, request, until));
  }

  private CompletionStage<ListAnswer> byStrategy(
      UserEntity.Profile user, Map<ItemId, IndexedItem> recent, ListRequest request, Until until) {
    UserStrategy strategy = request.options().strategy();
    if (!user.isKnown()) {
      return ranker.list(strategies.forAnybody(strategy), request, until.left());
    }
    List<Blend.Part> parts = strategies.parts(strategy, user, recent);
    return strategy == UserStrategy.BLEND
        ? blend.list(parts, request, until.left())
        : ranker.list(parts.get(0).question(), request, until.left());
  }

  private CompletionStage<ListAnswer> inContext(
      UserEntity.Profile user,
      List<BasketItem> basket,
      Index.Known found,
      ListRequest request,
      Until until) {
    Question question = question(user, basket, Baskets.Named.of(Baskets.ids(basket), found));
    Supplier<Evidence> more = question.evidence();
    return ranker.list(
        user.isKnown() ? question.explainedBy(() -> own(user, found).and(more.get())) : question,
        request,
        until.left());
  }

  private static Evidence own(UserEntity.Profile user, Index.Known found) {
    return Evidence.ofLearned(user.factors().vector(), user.recent(), found.known());
  }

  private Question question(UserEntity.Profile user) {
    return user.isKnown() ? strategies.byFactors(user) : Question.popular();
  }

  private Question question(UserEntity.Profile user, List<BasketItem> basket, Baskets.Named named) {
    Set<ItemId> exclude = new HashSet<>(named.ids());
    exclude.addAll(user.seen());
    if (named.known().isEmpty()) {
      return question(user).without(exclude, named.unknown());
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
        .explainedBy(() -> Evidence.ofFoldIn(folded, ids, rated, Baskets.RIDGE));
  }
}
