package tandem.app.list;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tandem.app.Answers;
import tandem.entity.index.Hit;
import tandem.entity.index.Index;
import tandem.entity.index.IndexQuery;
import tandem.http.ListAnswer;
import tandem.http.ListOptions;
import tandem.http.ListRequest;
import tandem.model.ItemId;
import tandem.protocol.http.Because;
import tandem.ranking.Penalties;

/**
 * Answers questions: the index ranks, and what comes after is done here, in this order: from a pool
 * of the best a list is picked whose items are not all alike, then some places are given to items
 * of which little is known, which are never such as were seen.
 */
final class Ranker {

  private final Index index;
  private final Answers answers;
  private final Exploration exploration;

  Ranker(Index index, Answers answers, Exploration exploration) {
    this.index = index;
    this.answers = answers;
    this.exploration = exploration;
  }

  /** The list that the request wants, of what the question ranks. */
  CompletionStage<ListAnswer> list(Question question, ListRequest request, Duration timeout) {
    Collection<ItemId> exclude = exclude(question, request);
    IndexQuery query =
        answers.wanted(question.query(), request).detailed(needsDetails(question, request));
    int places = Exploration.places(request.options().explore(), request.k());
    return best(query, question, request, timeout)
        .thenCombine(
            exploration.ask(index, query, request.k(), places, exclude, timeout),
            (ranked, candidates) -> {
              List<Hit> pool = rescored(question, ranked.hits());
              List<Hit> list =
                  Diversity.pick(pool, question::relevance, request.k(), request.options());
              return answer(
                  question,
                  request,
                  ranked,
                  exploration.mix(list, rescored(question, candidates), places));
            });
  }

  /** What question and request together leave out, with all that was seen. */
  static Collection<ItemId> exclude(Question question, ListRequest request) {
    if (request.exclude().isEmpty()) {
      return question.exclude(); // a long history is not copied
    }
    Set<ItemId> exclude = new HashSet<>(request.exclude());
    exclude.addAll(question.exclude());
    return exclude;
  }

  /** The same without what was seen and may be in the list. */
  static Collection<ItemId> leftOut(Question question, ListRequest request) {
    if (question.fading().isEmpty()) {
      return exclude(question, request);
    }
    Set<ItemId> leftOut = new HashSet<>(request.exclude());
    for (ItemId item : question.exclude()) {
      if (!question.fading().has(item)) {
        leftOut.add(item);
      }
    }
    return leftOut;
  }

  /** What is taken off the scores of what was seen. */
  static Penalties<ItemId> penalties(Question question, ListRequest request, Answers answers) {
    double unit = answers.unit(question.query().ranking());
    return question.fading().penalties(unit, request.exclude());
  }

  private static boolean needsDetails(Question question, ListRequest request) {
    return question.rescored() != null || request.options().explain() || needsVectors(request);
  }

  /** Whether the list is picked by the vectors of its items. */
  static boolean needsVectors(ListRequest request) {
    ListOptions options = request.options();
    return options.diversity() > 0 && options.diversityBy() == ListOptions.Likeness.VECTORS;
  }

  private CompletionStage<Index.Ranked> best(
      IndexQuery query, Question question, ListRequest request, Duration timeout) {
    int k = request.k();
    Collection<ItemId> leftOut = leftOut(question, request);
    Penalties<ItemId> less = penalties(question, request, answers);
    if (question.rescored() == null && request.options().diversity() == 0) {
      return index.topK(query, k, leftOut, less, timeout);
    }
    int pool = question.rescored() == null ? Diversity.pool(k) : Diversity.MOST;
    return index
        .pools(List.of(new Index.Wish(query, less)), k, pool, index.leftOut(leftOut), timeout)
        .thenApply(lists -> lists.get(0));
  }

  private static List<Hit> rescored(Question question, List<Hit> hits) {
    UnaryOperator<Hit> scores = question.rescored();
    return scores == null ? hits : hits.stream().map(scores).sorted(Hit.ORDER).toList();
  }

  /** The popular list, marked as such, in the place of one whose user did not answer in time. */
  CompletionStage<ListAnswer> orPopular(
      CompletionStage<ListAnswer> list, ListRequest request, Until until) {
    return list.exceptionallyCompose(
        failure ->
            isTimeout(failure)
                ? list(Question.popular(), request, until.left()).thenApply(ListAnswer::asFallback)
                : CompletableFuture.failedFuture(failure));
  }

  static boolean isTimeout(Throwable failure) {
    Throwable cause = failure.getCause();
    return failure instanceof TimeoutException
        || (failure instanceof CompletionException && cause != null && isTimeout(cause));
  }

  private ListAnswer answer(
      Question question, ListRequest request, Index.Ranked ranked, List<Exploration.Place> list) {
    Function<Hit, @Nullable Because> reasons =
        request.options().explain() ? new Reasons(question, request, answers)::of : hit -> null;
    List<ListAnswer.Entry> entries = new ArrayList<>(list.size());
    for (Exploration.Place place : list) {
      ListAnswer.Entry entry =
          Answers.entry(place.hit(), question.shown())
              .with(reasons.apply(place.hit()))
              .seen(question.fading().has(place.hit().item()));
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
