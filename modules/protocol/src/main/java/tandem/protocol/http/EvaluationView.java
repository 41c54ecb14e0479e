package tandem.protocol.http;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code GET /v1/evaluation}: how well a model predicted what came, each event before
 * it was learned, on all nodes together.
 *
 * @param model which one
 * @param objective what it learns, {@code rating} or {@code preference}
 * @param since when the oldest of the figures begin; absent if no node answered
 * @param nodes how many nodes the figures are of
 * @param missingNodes how many did not answer in time; absent if all did
 * @param blend how much each ranking counts in a blend
 * @param windows from the shortest to all that was counted
 */
public record EvaluationView(
    String model,
    String objective,
    @Nullable Instant since,
    int nodes,
    @Nullable Integer missingNodes,
    Blend blend,
    List<Window> windows) {

  /** Copies the list. */
  public EvaluationView {
    windows = List.copyOf(windows);
  }

  /**
   * How much each ranking counts in a blend on the node that was asked; others may be some seconds
   * behind or ahead.
   *
   * @param learned whether the weights are learned from what users take
   * @param weights of the rankings, 0 or more; only their proportions matter for a list
   */
  public record Blend(boolean learned, Map<Strategy, Double> weights) {

    /** Takes a copy. */
    public Blend {
      weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
    }
  }

  /**
   * What came in a time that ends now.
   *
   * @param window its length, such as {@code 1h}, or {@code all}
   * @param ratings how well ratings were predicted; absent if there were none, or if the model does
   *     not learn them
   * @param lists how good lists were; absent if no event was sampled
   */
  public record Window(String window, @Nullable Ratings ratings, @Nullable Lists lists) {}

  /**
   * Of predicted ratings, in their scale.
   *
   * @param events how many
   * @param mae mean absolute error
   * @param rmse root of the mean squared error
   * @param meanMae what mae would be if the mean of all ratings were predicted each time
   * @param meanRmse likewise
   */
  public record Ratings(long events, double mae, double rmse, double meanMae, double meanRmse) {}

  /**
   * Of lists that were made before a sample of the events that show an interest.
   *
   * @param tests of how many events
   * @param newUsers of how many nothing was known of the user, so that they were not tested
   * @param repeats of how many the user had the item before, likewise
   * @param givenUp for how many the lists did not come in time, or too many tests were under way
   * @param chance what lists drawn by chance would have had: the control
   * @param strategies those that made lists of their own
   */
  public record Lists(
      long tests,
      long newUsers,
      long repeats,
      long givenUp,
      List<Chance> chance,
      List<OfStrategy> strategies) {

    /** Copies the lists. */
    public Lists {
      chance = List.copyOf(chance);
      strategies = List.copyOf(strategies);
    }
  }

  /**
   * The control.
   *
   * @param k the length of a list
   * @param recall the share of the items that it would have had, 0 to 1
   */
  public record Chance(int k, double recall) {}

  /**
   * The lists of a strategy.
   *
   * @param strategy which one
   * @param own the share that it made itself, 0 to 1; where it has nothing to say of a user, the
   *     list is by factors, as the user would get it
   * @param at by their length
   */
  public record OfStrategy(Strategy strategy, double own, List<AtLength> at) {

    /** Copies the list. */
    public OfStrategy {
      at = List.copyOf(at);
    }
  }

  /**
   * Lists of a length, judged by the one item that the user then took; each figure from 0 to 1, but
   * for the last.
   *
   * @param k the length
   * @param recall the share of the items that were in the list
   * @param precision the share of the list's places that had the item
   * @param f1 the mean of their harmonic mean
   * @param ndcg normalised discounted cumulative gain
   * @param mrr the mean of one over the place of the item, 0 where it is not in the list
   * @param coverage about which share of the catalogue was in a list; absent if it has no items
   * @param novelty the mean over the lists of the mean −log2 of their items' shares of all events,
   *     in bits; absent if all lists were empty
   */
  public record AtLength(
      int k,
      double recall,
      double precision,
      double f1,
      double ndcg,
      double mrr,
      @Nullable Double coverage,
      @Nullable Double novelty) {}
}
