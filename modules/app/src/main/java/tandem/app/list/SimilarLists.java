package tandem.app.list;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import tandem.entity.index.Index;
import tandem.entity.index.IndexQuery;
import tandem.entity.index.IndexedItem;
import tandem.http.ListAnswer;
import tandem.http.ListOptions;
import tandem.http.ListRequest;
import tandem.model.ItemId;
import tandem.protocol.http.Strategy;

/** Lists of what is like an item, or like several. */
final class SimilarLists {

  private final Index index;
  private final Ranker ranker;
  private final Descriptions descriptions;
  private final Cooccurrences cooccurrences;

  SimilarLists(Index index, Ranker ranker, Descriptions descriptions, Cooccurrences cooccurrences) {
    this.index = index;
    this.ranker = ranker;
    this.descriptions = descriptions;
    this.cooccurrences = cooccurrences;
  }

  /** What is like {@code item}; empty if it is not known. */
  CompletionStage<Optional<ListAnswer>> like(ItemId item, ListRequest request, Duration timeout) {
    Until until = Until.in(timeout);
    return index
        .find(List.of(item), needsRows(request), timeout.dividedBy(2))
        .thenCompose(
            found -> {
              Baskets.Named named = Baskets.Named.of(List.of(item), found);
              IndexedItem known = named.known().get(item);
              if (known != null) {
                return list(named, request, until).thenApply(Optional::of);
              }
              return named.complete()
                  ? CompletableFuture.completedFuture(Optional.empty())
                  : popular(named, request, until).thenApply(Optional::of);
            });
  }

  /** What is most like all of {@code items}; the popular list if none is known. */
  CompletionStage<ListAnswer> likeAll(
      Collection<ItemId> items, ListRequest request, Duration timeout) {
    Until until = Until.in(timeout);
    return index
        .find(items, needsRows(request), timeout.dividedBy(2))
        .thenCompose(
            found -> {
              Baskets.Named named = Baskets.Named.of(items, found);
              return named.known().isEmpty()
                  ? popular(named, request, until)
                  : list(named, request, until);
            });
  }

  private static boolean needsRows(ListRequest request) {
    return request.options().similarBy() == ListOptions.Similarity.COOCCURRENCE;
  }

  private CompletionStage<ListAnswer> list(Baskets.Named named, ListRequest request, Until until) {
    Question question =
        switch (request.options().similarBy()) {
          case VECTORS -> byVectors(named);
          case CONTENT ->
              descriptions
                  .similar(named.known().values(), named.ids())
                  .orElseGet(() -> byVectors(named));
          case COOCCURRENCE ->
              cooccurrences.afterAll(named.known().values()).orElseGet(() -> byVectors(named));
        };
    return ranker.list(question.without(named.ids(), named.unknown()), request, until.left());
  }

  /** The cosine with the sum of unit vectors is, up to a factor, the sum of the cosines. */
  private static Question byVectors(Baskets.Named named) {
    Collection<IndexedItem> items = named.known().values();
    int factors = items.iterator().next().vector().length();
    return Question.of(
            new IndexQuery(IndexQuery.Ranking.COSINE, Evidence.ofUnits(items).sum(factors)),
            named.ids(),
            Strategy.SIMILAR)
        .explainedBy(() -> Evidence.ofUnits(items));
  }

  private CompletionStage<ListAnswer> popular(
      Baskets.Named named, ListRequest request, Until until) {
    return ranker
        .list(Question.popular().without(named.ids(), named.unknown()), request, until.left())
        .thenApply(answer -> named.complete() ? answer : answer.asFallback());
  }
}
