package tandem.app.list;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import tandem.app.Answers;
import tandem.entity.index.Index;
import tandem.entity.index.IndexQuery;
import tandem.entity.user.UserEntity;
import tandem.http.BasketItem;
import tandem.http.ListAnswer;
import tandem.http.ListRequest;
import tandem.model.FactorVector;
import tandem.model.ItemId;
import tandem.model.UserId;
import tandem.protocol.RecordId;
import tandem.protocol.http.Strategy;

/** Lists for a user, or for a user with a basket. */
final class UserLists {

  private final Profiles profiles;
  private final Index index;
  private final Ranker ranker;
  private final Answers answers;
  private final Baskets baskets;

  UserLists(Profiles profiles, Index index, Ranker ranker, Answers answers, Baskets baskets) {
    this.profiles = profiles;
    this.index = index;
    this.ranker = ranker;
    this.answers = answers;
    this.baskets = baskets;
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
    if (basket.isEmpty()) {
      return ranker.list(question(user), request, until.left());
    }
    Set<ItemId> ids = Baskets.ids(basket);
    return index
        .find(ids, until.left().dividedBy(2))
        .thenCompose(
            found ->
                ranker.list(
                    question(user, basket, Baskets.Named.of(ids, found)), request, until.left()));
  }

  private Question question(UserEntity.Profile user) {
    if (!user.isKnown()) {
      return Question.popular();
    }
    return new Question(
        Answers.query(user.factors()),
        Set.copyOf(user.seen()),
        Strategy.FACTORS,
        true,
        List.of(),
        answers.shown(user.factors(), user.mean()));
  }

  private Question question(UserEntity.Profile user, List<BasketItem> basket, Baskets.Named named) {
    Set<ItemId> exclude = new HashSet<>(named.ids());
    exclude.addAll(user.seen());
    if (named.known().isEmpty()) {
      return question(user).without(exclude, named.unknown());
    }
    FactorVector vector =
        user.isKnown()
            ? user.factors()
                .vector()
                .plus(baskets.vector(baskets.beyond(user, basket, named.known())))
            : baskets.vector(baskets.rated(basket, named.known()));
    return new Question(
        new IndexQuery(IndexQuery.Ranking.INNER_PRODUCT, vector),
        exclude,
        user.isKnown() ? Strategy.CONTEXT : Strategy.FOLD_IN,
        true,
        named.unknown(),
        user.isKnown() ? answers.shown(user.factors(), user.mean()) : score -> score);
  }
}
