package tandem.app.list;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tandem.app.Answers;
import tandem.entity.index.Hit;
import tandem.entity.index.IndexQuery;
import tandem.http.ListRequest;
import tandem.model.FactorVector;
import tandem.model.ItemId;
import tandem.protocol.http.Because;

/**
 * Says of what the scores of a list are sums. How scores are shown is linear but for a count of
 * events, so each part is shown by the slope of it; what is left over is the rest, so the parts add
 * up to the score.
 */
final class Reasons {

  private static final int MOST = 3;

  private final Question question;
  private final ListRequest request;
  private final boolean counted;
  private final double base;
  private final double slope;
  private final double unit;
  private final double queryNorm;
  private final Function<Hit, Evidence> evidence;

  Reasons(Question question, ListRequest request, Answers answers) {
    this.question = question;
    this.request = request;
    this.counted = isCount(question.query().ranking());
    this.base = counted ? 0 : shown(0);
    this.slope = counted ? 1 : shown(1) - base;
    this.unit = answers.unit(question.query().ranking());
    FactorVector vector = question.query().vector();
    this.evidence = question.evidence().get();
    this.queryNorm = Math.sqrt(vector.dot(vector));
  }

  /** Why a hit has its score; null if its partition has said no more of it than that. */
  @Nullable Because of(Hit hit) {
    Hit.Detail detail = hit.detail();
    if (detail == null) {
      return null;
    }
    double score = Answers.entry(hit, question.shown()).score();
    double less = question.fading().penalty(hit.item(), unit);
    List<Because.Boosted> boosts =
        counted ? countedBoosts(hit.score() + less, detail) : boosts(detail);
    double left = score - base;
    for (Because.Boosted boost : boosts) {
      left -= boost.amount();
    }
    double seen = counted ? shown(hit.score()) - shown(hit.score() + less) : -slope * less;
    left -= seen;
    Double own = own(detail, left);
    left -= own == null ? 0 : own;
    List<Because.Weight> items = weights(evidence.apply(hit).parts(), detail);
    for (Because.Weight weight : items) {
      left -= weight.amount();
    }
    return new Because(
        base == 0 ? null : base,
        own,
        items,
        left,
        boosts.isEmpty() ? null : boosts,
        seen == 0 ? null : seen);
  }

  /** Whether the score of the index is the logarithm of the one that is shown. */
  private static boolean isCount(IndexQuery.Ranking ranking) {
    return ranking == IndexQuery.Ranking.TREND || ranking == IndexQuery.Ranking.COOCCURRENCE;
  }

  private @Nullable Double own(Hit.Detail detail, double left) {
    return switch (question.query().ranking()) {
      case INNER_PRODUCT -> slope * detail.bias();
      case COSINE, COOCCURRENCE -> null;
      case HEAT, TREND, LATEST -> left;
    };
  }

  private List<Because.Boosted> boosts(Hit.Detail detail) {
    List<Because.Boosted> boosts = new ArrayList<>(detail.boosts().size());
    for (int index : detail.boosts()) {
      double factor = request.boosts().get(index).factor();
      boosts.add(new Because.Boosted(index, factor, slope * unit * Math.log(factor)));
    }
    return boosts;
  }

  /**
   * Of a count, which a factor multiplies: what each adds to what those before it have made of it.
   */
  private List<Because.Boosted> countedBoosts(double score, Hit.Detail detail) {
    double reached = score;
    for (int index : detail.boosts()) {
      reached -= unit * Math.log(request.boosts().get(index).factor());
    }
    List<Because.Boosted> boosts = new ArrayList<>(detail.boosts().size());
    for (int index : detail.boosts()) {
      double factor = request.boosts().get(index).factor();
      double before = shown(reached);
      reached += unit * Math.log(factor);
      boosts.add(new Because.Boosted(index, factor, shown(reached) - before));
    }
    return boosts;
  }

  private double shown(double score) {
    return question.shown().applyAsDouble(score);
  }

  /** The items that weigh most, either way. */
  private List<Because.Weight> weights(List<Evidence.Part> parts, Hit.Detail detail) {
    Map<ItemId, Double> amounts = new HashMap<>();
    for (int p = 0; p < parts.size(); p++) {
      amounts.merge(parts.get(p).item(), slope * share(parts.get(p), p, detail), Double::sum);
    }
    return amounts.entrySet().stream()
        .map(entry -> new Because.Weight(entry.getKey().value(), entry.getValue()))
        .sorted(
            Comparator.comparingDouble((Because.Weight weight) -> -Math.abs(weight.amount()))
                .thenComparing(Because.Weight::itemId))
        .limit(MOST)
        .toList();
  }

  /** What a part, of that number, adds to a score of the index. */
  private double share(Evidence.Part part, int number, Hit.Detail detail) {
    if (question.query().like().isEmpty() && question.query().taken().isEmpty()) {
      return part.vector().dot(detail.vector()) / norms(detail.vector());
    }
    List<Double> shares = detail.shares();
    return shares == null ? 0 : shares.get(number); // null from a node of an earlier version
  }

  private double norms(FactorVector item) {
    if (question.query().ranking() != IndexQuery.Ranking.COSINE) {
      return 1;
    }
    double norms = queryNorm * Math.sqrt(item.dot(item));
    return norms == 0 ? 1 : norms;
  }
}
