package tandem.http;

import akka.http.javadsl.model.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import tandem.model.ModelName;

/** The route that says how well a model predicts what then happens. */
final class EvaluationRoute {

  private final EvaluationPort port;
  private final Duration timeout;

  EvaluationRoute(EvaluationPort port, Duration timeout) {
    this.port = port;
    this.timeout = timeout;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/evaluation", Set.of("model"), this::evaluation).needing(Access.METRICS));
  }

  private CompletionStage<HttpResponse> evaluation(Call call) {
    Optional<ModelName> model = call.query().model();
    return Deadline.within(
            timeout,
            port.of(model, timeout.dividedBy(2))
                .orElseThrow(() -> ModelRoutes.unknown(model.orElse(ModelName.MAIN))))
        .thenApply(Replies::ok);
  }
}
