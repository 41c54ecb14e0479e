package tandem.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;
import tandem.entity.index.Hit;
import tandem.entity.index.Index;
import tandem.entity.index.IndexQuery;
import tandem.entity.index.IndexedItem;
import tandem.entity.user.UserEntity;
import tandem.http.Estimates;
import tandem.http.ListAnswer;
import tandem.http.ListRequest;
import tandem.model.Factors;
import tandem.model.ItemId;
import tandem.model.Objective;
import tandem.protocol.InteractionRules;
import tandem.protocol.http.Strategy;

/**
 * What a user or an item asks of the index, and what becomes of the hits: the same for the live
 * index and for one as of a moment past.
 */
public final class Answers {

  /*
   * A boost multiplies the odds of an item, so it adds to their logarithm. The log-odds of a
   * preference and the heat are logarithms; for the two other scores their usual spread is the unit:
   * see docs/decisions/0019.
   */
  private static final double RATING_UNIT = 0.33; // of the model's scale, 0.5 to 5
  private static final double COSINE_UNIT = 0.18;
  private static final double DAY_MILLIS = 86_400_000;

  private final InteractionRules rules;
  private final Objective objective;

  /** For a model with {@code objective}, of values in the scale of {@code rules}. */
  public Answers(InteractionRules rules, Objective objective) {
    this.rules = rules;
    this.objective = objective;
  }

  /** Whether the model learns which items users take, and not what they make of them. */
  public boolean learnsPreferences() {
    return objective == Objective.PREFERENCE;
  }

  /** The query for the items that suit a user. */
  public static IndexQuery query(Factors user) {
    return new IndexQuery(IndexQuery.Ranking.INNER_PRODUCT, user.vector());
  }

  /** The query for the items that are like {@code item}. */
  public static IndexQuery query(IndexedItem item) {
    return new IndexQuery(IndexQuery.Ranking.COSINE, item.vector());
  }

  /** The query for what is wanted of a list. */
  public IndexQuery wanted(IndexQuery query, ListRequest request) {
    double unit = unit(query.ranking());
    return query.with(
        request.filter(),
        request.boosts().stream()
            .map(boost -> new IndexQuery.Boost(boost.filter(), unit * Math.log(boost.factor())))
            .toList());
  }

  /** What is added to a score when the odds of an item are e times as high. */
  public double unit(IndexQuery.Ranking ranking) {
    return switch (ranking) {
      case INNER_PRODUCT -> objective == Objective.PREFERENCE ? 1 : RATING_UNIT;
      case COSINE -> COSINE_UNIT;
      case HEAT, TREND, COOCCURRENCE -> 1 / Math.log(2); // they are binary logarithms
      case LATEST -> DAY_MILLIS / Math.log(2); // twice the odds are a day
    };
  }

  /** How a score of the index is shown to a user who is known. */
  public DoubleUnaryOperator shown(Factors user, float mean) {
    return shown((double) mean + user.bias());
  }

  /** How a score of the index is shown, with what is the same for all items of the list. */
  public DoubleUnaryOperator shown(double base) {
    return score -> scale(base + score);
  }

  /** The list of a user who is known. */
  public ListAnswer forUser(Index.Ranked ranked, Factors user, float mean) {
    return answer(ranked, Strategy.FACTORS, true, List.of(), shown(user, mean));
  }

  /** What a user would make of these items, of which {@code found} is known. */
  public Estimates estimates(
      UserEntity.Profile user, List<ItemId> items, Map<ItemId, IndexedItem> found) {
    List<Estimates.Entry> entries = new ArrayList<>(items.size());
    for (ItemId id : items) {
      IndexedItem item = found.get(id);
      IndexedItem known = item == null || item.removed() ? null : item;
      entries.add(
          new Estimates.Entry(id, user.isKnown() ? predicted(user, known) : null, known != null));
    }
    return new Estimates(user.isKnown(), objective, entries);
  }

  /** Of an item that is not known, by what is known of the user alone. */
  private double predicted(UserEntity.Profile user, @Nullable IndexedItem item) {
    double score = (double) user.mean() + user.factors().bias();
    if (item != null) {
      score += item.bias() + user.factors().vector().dot(item.vector());
    }
    return objective == Objective.RATING ? rules.toScale(score) : 1 / (1 + Math.exp(-score));
  }

  /** The list of an item. */
  public static ListAnswer similar(Index.Ranked ranked) {
    return answer(ranked, Strategy.SIMILAR, true, List.of(), score -> score);
  }

  /** The list for everybody. */
  public static ListAnswer popular(Index.Ranked ranked) {
    return answer(ranked, Strategy.POPULAR, false, List.of(), score -> score);
  }

  /** The list of what is ranked, with scores as {@code score} shows them. */
  public static ListAnswer answer(
      Index.Ranked ranked,
      Strategy strategy,
      boolean known,
      List<ItemId> unknown,
      DoubleUnaryOperator score) {
    return new ListAnswer(
        ranked.hits().stream().map(hit -> entry(hit, score)).toList(),
        strategy,
        known,
        ranked.coverage(),
        ranked.missing(),
        unknown);
  }

  /** An item with its score as {@code score} shows it. */
  public static ListAnswer.Entry entry(Hit hit, DoubleUnaryOperator score) {
    double value = score.applyAsDouble(hit.score()); // JSON has no infinity
    double finite = Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, value));
    return new ListAnswer.Entry(hit.item(), finite, hit.title(), hit.categories())
        .since(hit.since());
  }

  /**
   * A rating in the configured scale, but not clipped, since clipping would tie the best; or the
   * log-odds of a preference.
   */
  private double scale(double score) {
    return objective == Objective.RATING
        ? rules.minRating() + (score - 0.5) / 4.5 * (rules.maxRating() - rules.minRating())
        : score;
  }
}
