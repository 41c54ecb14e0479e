package tandem.protocol.http;

import java.time.Instant;
import java.util.List;
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
 * @param windows from the shortest to all that was counted
 */
public record EvaluationView(
    String model,
    String objective,
    @Nullable Instant since,
    int nodes,
    @Nullable Integer missingNodes,
    List<Window> windows) {

  /** Copies the list. */
  public EvaluationView {
    windows = List.copyOf(windows);
  }

  /**
   * What came in a time that ends now.
   *
   * @param window its length, such as {@code 1h}, or {@code all}
   * @param ratings how well ratings were predicted; absent if there were none, or if the model does
   *     not learn them
   */
  public record Window(String window, @Nullable Ratings ratings) {}

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
}
