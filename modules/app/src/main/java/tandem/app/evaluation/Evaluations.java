package tandem.app.evaluation;

import static tandem.app.evaluation.RatingQuality.ABSOLUTE;
import static tandem.app.evaluation.RatingQuality.EVENTS;
import static tandem.app.evaluation.RatingQuality.MEAN_ABSOLUTE;
import static tandem.app.evaluation.RatingQuality.MEAN_SQUARED;
import static tandem.app.evaluation.RatingQuality.SQUARED;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tandem.app.list.LiveBlend;
import tandem.http.EvaluationPort;
import tandem.model.ModelName;
import tandem.model.Objective;
import tandem.protocol.http.EvaluationView;

/**
 * Puts together what all nodes have counted.
 *
 * @param board asks them
 * @param models the model of a name, or the active one
 */
public record Evaluations(
    EvaluationBoard board, Function<Optional<ModelName>, Optional<Model>> models)
    implements EvaluationPort {

  private static final List<String> NAMES = List.of("5m", "1h", "1d", "all");

  /** Which model, what it learns, and how it blends. */
  public record Model(ModelName name, Objective objective, LiveBlend blend) {}

  @Override
  public Optional<CompletionStage<EvaluationView>> of(Optional<ModelName> name, Duration timeout) {
    return models
        .apply(name)
        .map(model -> board.ask(model.name(), timeout).thenApply(answers -> view(model, answers)));
  }

  static EvaluationView view(Model model, List<Optional<EvaluationBoard.Counted>> answers) {
    List<EvaluationBoard.Counted> counted = answers.stream().flatMap(Optional::stream).toList();
    int missing = answers.size() - counted.size();
    List<EvaluationView.Window> windows = new ArrayList<>();
    for (int w = 0; w < NAMES.size(); w++) {
      windows.add(
          new EvaluationView.Window(
              NAMES.get(w), ratings(sums(counted, w)), ListFigures.of(counted, w)));
    }
    long since =
        counted.stream().mapToLong(EvaluationBoard.Counted::since).min().orElse(Long.MAX_VALUE);
    return new EvaluationView(
        model.name().value(),
        model.objective().name().toLowerCase(Locale.ROOT),
        since == Long.MAX_VALUE ? null : Instant.ofEpochMilli(since),
        counted.size(),
        missing == 0 ? null : missing,
        new EvaluationView.Blend(model.blend().isLearned(), model.blend().byRanking()),
        windows);
  }

  private static double[] sums(List<EvaluationBoard.Counted> counted, int window) {
    double[] sums = new double[MEAN_SQUARED + 1];
    for (EvaluationBoard.Counted one : counted) {
      for (int q = 0; window < one.ratings().size() && q < sums.length; q++) {
        sums[q] += one.ratings().get(window).get(q);
      }
    }
    return sums;
  }

  private static EvaluationView.@Nullable Ratings ratings(double[] sums) {
    double events = sums[EVENTS];
    return events == 0
        ? null
        : new EvaluationView.Ratings(
            (long) events,
            sums[ABSOLUTE] / events,
            Math.sqrt(sums[SQUARED] / events),
            sums[MEAN_ABSOLUTE] / events,
            Math.sqrt(sums[MEAN_SQUARED] / events));
  }
}
