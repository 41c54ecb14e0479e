package tandem.http;

import akka.http.javadsl.model.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import tandem.model.ModelName;

/** The routes on the admin port that show what the model knew. */
final class PastRoutes {

  private final AdminModelPort models;
  private final Clock clock;
  private final Duration timeout;

  PastRoutes(AdminModelPort models, Clock clock, Duration timeout) {
    this.models = models;
    this.clock = clock;
    this.timeout = timeout;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(
            "/v1/admin/users/{id}/recommendations",
            Set.of("as-of", "k", "model"),
            this::recommendations));
  }

  private CompletionStage<HttpResponse> recommendations(Call call) {
    Instant asOf = call.query().pastMoment("as-of", clock.instant());
    ModelName model = call.query().model().orElse(ModelName.MAIN);
    PastPort port = models.past(model).orElseThrow(() -> ModelRoutes.unknown(model));
    return Deadline.within(timeout, port.forUser(call.userId(), call.query().k(), asOf))
        .thenApply(list -> Replies.ok(list.toView(call.tookMs())));
  }
}
