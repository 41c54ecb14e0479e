package tandem.app.list;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tandem.entity.index.Hit;
import tandem.entity.index.IndexQuery;
import tandem.model.ItemId;
import tandem.protocol.http.Strategy;

/**
 * What the index is asked for a list, and what the list says of itself.
 *
 * @param query how items are ranked, before what the request wants beside
 * @param exclude what is left out beside that which the request excludes
 * @param strategy how the list is made
 * @param known whether anything is known of the one that it is made for
 * @param unknown items of the request that are not known
 * @param shown the score that is shown, of one of the index
 * @param rescored what becomes of the hits of a pool before the list is taken from it; null where
 *     the order of the index is that of the list
 * @param fading which of {@code exclude} are not left out, but have less than their score
 * @param evidence of what the vector is the sum by which a hit has its score, asked only where
 *     reasons are wanted
 */
record Question(
    IndexQuery query,
    Collection<ItemId> exclude,
    Strategy strategy,
    boolean known,
    List<ItemId> unknown,
    DoubleUnaryOperator shown,
    @Nullable UnaryOperator<Hit> rescored,
    Fading fading,
    Supplier<Function<Hit, Evidence>> evidence) {

  /** In the order of the index. */
  Question(
      IndexQuery query,
      Collection<ItemId> exclude,
      Strategy strategy,
      boolean known,
      List<ItemId> unknown,
      DoubleUnaryOperator shown) {
    this(
        query,
        exclude,
        strategy,
        known,
        unknown,
        shown,
        null,
        Fading.NONE,
        () -> hit -> Evidence.NONE);
  }

  /** Takes copies. */
  Question {
    exclude = List.copyOf(exclude);
    unknown = List.copyOf(unknown);
  }

  /**
   * What the hits of a pool, the best first, are worth beside being unlike the others: their
   * scores, but in a list of counts their counts, and in the latest their places. By a logarithm of
   * a count, or by a time, one that is old would make all that are new worth the same.
   */
  double[] relevance(List<Hit> pool) {
    double[] relevance = Diversity.scores(pool);
    switch (query.ranking()) {
      case TREND, COOCCURRENCE -> Arrays.setAll(relevance, n -> shown.applyAsDouble(relevance[n]));
      case LATEST -> Arrays.setAll(relevance, n -> -n);
      case INNER_PRODUCT, COSINE, HEAT -> {}
    }
    return relevance;
  }

  /** Shows the scores as they are. */
  static Question of(IndexQuery query, Collection<ItemId> exclude, Strategy strategy) {
    return new Question(query, exclude, strategy, true, List.of(), score -> score);
  }

  /** What is popular, for somebody of whom nothing is known. */
  static Question popular() {
    return new Question(
        IndexQuery.byHeat(), Set.of(), Strategy.POPULAR, false, List.of(), score -> score);
  }

  /** The same for a request with such items. */
  Question without(Collection<ItemId> also, List<ItemId> notKnown) {
    return new Question(query, also, strategy, known, notKnown, shown, rescored, fading, evidence);
  }

  /** The same with other scores for a pool of hits. */
  Question rescored(UnaryOperator<Hit> scores) {
    return new Question(query, exclude, strategy, known, unknown, shown, scores, fading, evidence);
  }

  /** The same with these of what it leaves out. */
  Question fading(Fading seen) {
    return new Question(query, exclude, strategy, known, unknown, shown, rescored, seen, evidence);
  }

  /** The same with what its vector is the sum of. */
  Question explainedBy(Supplier<Evidence> sum) {
    return explainedEach(
        () -> {
          Evidence evidence = sum.get();
          return hit -> evidence;
        });
  }

  /** The same with what the vector is the sum of by which each hit has its score. */
  Question explainedEach(Supplier<Function<Hit, Evidence>> sum) {
    return new Question(query, exclude, strategy, known, unknown, shown, rescored, fading, sum);
  }
}
