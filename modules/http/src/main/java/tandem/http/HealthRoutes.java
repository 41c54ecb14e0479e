package tandem.http;

import akka.http.javadsl.model.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import tandem.protocol.http.Readiness;

/**
 * The routes for whoever runs the node. Liveness depends on nothing: a database that is gone must
 * not make an orchestrator restart all nodes.
 */
final class HealthRoutes {

  private final HealthPort port;
  private final Duration timeout;

  HealthRoutes(HealthPort port, Duration timeout) {
    this.port = port;
    this.timeout = timeout;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/health/live", Set.of(), this::live),
        Endpoint.get("/health/ready", Set.of(), this::ready));
  }

  private CompletionStage<HttpResponse> live(Call call) {
    return CompletableFuture.completedFuture(Replies.ok(Map.of("status", "live")));
  }

  private CompletionStage<HttpResponse> ready(Call call) {
    return Deadline.within(timeout, port.checks(timeout)).thenApply(HealthRoutes::reply);
  }

  private static HttpResponse reply(List<Readiness.Check> checks) {
    boolean ready = checks.stream().allMatch(Readiness.Check::ok);
    return Replies.json(ready ? 200 : 503, new Readiness(ready ? "ready" : "unready", checks));
  }
}
