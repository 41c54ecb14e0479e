package tandem.app.list;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import tandem.app.Answers;
import tandem.entity.index.Hit;
import tandem.entity.index.Index;
import tandem.entity.index.IndexQuery;
import tandem.http.ListAnswer;
import tandem.http.ListOptions;
import tandem.http.ListRequest;
import tandem.model.ItemId;

/**
 * Answers questions: the index ranks, and what comes after is done here, in this order: from a pool
 * of the best a list is picked whose items are not all alike, then some places are given to items
 * of which little is known.
 */
final class Ranker {

  private final Index index;
  private final Answers answers;
  private final Exploration exploration;

  /** {@code random} draws what is explored. */
  Ranker(Index index, Answers answers, int factors, RandomGenerator random) {
    this.index = index;
    this.answers = answers;
    this.exploration = new Exploration(answers, factors, random);
  }

  /** The list that the request wants, of what the question ranks. */
  CompletionStage<ListAnswer> list(Question question, ListRequest request, Duration timeout) {
    ListOptions options = request.options();
    Set<ItemId> exclude = new HashSet<>(request.exclude());
    exclude.addAll(question.exclude());
    IndexQuery query = answers.wanted(question.query(), request);
    CompletionStage<Index.Ranked> best = best(query, request, exclude, timeout);
    int places = Exploration.places(options.explore(), request.k());
    CompletionStage<List<Hit>> littleKnown = // asked at once, so that one scan answers both
        places == 0
            ? CompletableFuture.completedFuture(List.of())
            : index
                .topK(
                    exploration.query(query),
                    Exploration.candidates(request.k(), places),
                    exclude,
                    timeout)
                .thenApply(Index.Ranked::hits);
    return best.thenCombine(
        littleKnown,
        (ranked, candidates) -> {
          List<Hit> list = Diversity.pick(ranked.hits(), request.k(), options);
          return answer(question, ranked, exploration.mix(list, candidates, places));
        });
  }

  private CompletionStage<Index.Ranked> best(
      IndexQuery query, ListRequest request, Set<ItemId> exclude, Duration timeout) {
    int k = request.k();
    ListOptions options = request.options();
    return options.diversity() > 0
        ? index.pool(
            query.detailed(options.diversityBy() == ListOptions.Likeness.VECTORS),
            k,
            Diversity.pool(k),
            exclude,
            timeout)
        : index.topK(query, k, exclude, timeout);
  }

  private static ListAnswer answer(
      Question question, Index.Ranked ranked, List<Exploration.Place> list) {
    List<ListAnswer.Entry> entries = new ArrayList<>(list.size());
    for (Exploration.Place place : list) {
      ListAnswer.Entry entry = Answers.entry(place.hit(), question.shown());
      entries.add(place.explored() ? entry.asExplored() : entry);
    }
    return new ListAnswer(
        entries,
        question.strategy(),
        question.known(),
        ranked.coverage(),
        ranked.missing(),
        question.unknown());
  }
}
