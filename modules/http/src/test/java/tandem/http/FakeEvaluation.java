package tandem.http;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import tandem.model.ModelName;
import tandem.protocol.http.EvaluationView;
import tandem.protocol.http.Strategy;

/** One rating, in the longest window, of the model {@code main}; there is no other. */
record FakeEvaluation(Fakes fakes) implements EvaluationPort {

  @Override
  public Optional<CompletionStage<EvaluationView>> of(Optional<ModelName> model, Duration timeout) {
    return model.map(ModelName::isMain).orElse(true)
        ? Optional.of(fakes.answer(FakeEvaluation::view))
        : Optional.empty();
  }

  private static EvaluationView view() {
    return new EvaluationView(
        "main",
        "rating",
        Instant.EPOCH,
        2,
        1,
        new EvaluationView.Blend(true, Map.of(Strategy.FACTORS, 0.5)),
        List.of(
            new EvaluationView.Window("5m", null, null),
            new EvaluationView.Window(
                "all",
                new EvaluationView.Ratings(1, 0.25, 0.5, 0.75, 1.25),
                new EvaluationView.Lists(
                    2,
                    3,
                    4,
                    5,
                    List.of(new EvaluationView.Chance(10, 0.125)),
                    List.of(
                        new EvaluationView.OfStrategy(
                            Strategy.BLEND,
                            1,
                            List.of(
                                new EvaluationView.AtLength(
                                    10, 0.5, 0.25, 0.5, 0.5, 0.25, 0.75, null))))))));
  }
}
