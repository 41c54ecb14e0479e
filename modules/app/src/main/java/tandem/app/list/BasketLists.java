package tandem.app.list;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import tandem.entity.index.Index;
import tandem.entity.index.IndexQuery;
import tandem.http.BasketItem;
import tandem.http.ListAnswer;
import tandem.http.ListRequest;
import tandem.model.FactorVector;
import tandem.model.ItemId;
import tandem.model.Rated;
import tandem.protocol.http.Strategy;

/** Lists for somebody of whom only a basket is known. */
final class BasketLists {

  private final Index index;
  private final Ranker ranker;
  private final Baskets baskets;

  BasketLists(Index index, Ranker ranker, Baskets baskets) {
    this.index = index;
    this.ranker = ranker;
    this.baskets = baskets;
  }

  CompletionStage<ListAnswer> list(List<BasketItem> basket, ListRequest request, Duration timeout) {
    Until until = Until.in(timeout);
    Set<ItemId> ids = Baskets.ids(basket);
    return index
        .find(ids, timeout.dividedBy(2))
        .thenCompose(found -> list(basket, Baskets.Named.of(ids, found), request, until));
  }

  private CompletionStage<ListAnswer> list(
      List<BasketItem> basket, Baskets.Named named, ListRequest request, Until until) {
    if (named.known().isEmpty()) {
      return ranker
          .list(Question.popular().without(named.ids(), named.unknown()), request, until.left())
          .thenApply(answer -> named.complete() ? answer : answer.asFallback());
    }
    List<Rated> rated = baskets.rated(basket, named.known());
    FactorVector vector = baskets.vector(rated);
    List<ItemId> ids = Baskets.ratedIds(basket, named.known());
    return ranker.list(
        Question.of(
                new IndexQuery(IndexQuery.Ranking.INNER_PRODUCT, vector),
                named.ids(),
                Strategy.FOLD_IN)
            .without(named.ids(), named.unknown())
            .explainedBy(() -> Evidence.ofFoldIn(vector, ids, rated, Baskets.RIDGE)),
        request,
        until.left());
  }
}
