package tandem.http;

import akka.http.javadsl.model.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import tandem.protocol.http.Readiness;

/** Whether the process runs, and whether the node can serve. */
final class HealthRoutes {

  private final HealthPort port;
  private final HttpSettings settings;

  HealthRoutes(HealthPort port, HttpSettings settings) {
    this.port = port;
    this.settings = settings;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.of("GET", "/health/live", this::live),
        Endpoint.of("GET", "/health/ready", this::ready));
  }

  private CompletionStage<HttpResponse> live(Call call) {
    return CompletableFuture.completedFuture(Replies.ok(Map.of("status", "live")));
  }

  private CompletionStage<HttpResponse> ready(Call call) {
    return port.checks(settings.timeout())
        .thenApply(
            checks -> {
              boolean ready = checks.stream().allMatch(Readiness.Check::ok);
              return Replies.json(
                  ready ? 200 : 503, new Readiness(ready ? "ready" : "unready", checks));
            });
  }
}
