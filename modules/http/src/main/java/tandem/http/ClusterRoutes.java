package tandem.http;

import akka.http.javadsl.model.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** The route on the admin port that shows the cluster. */
final class ClusterRoutes {

  private final ClusterPort port;
  private final Duration timeout;

  ClusterRoutes(ClusterPort port, Duration timeout) {
    this.port = port;
    this.timeout = timeout;
  }

  List<Endpoint> endpoints() {
    return List.of(Endpoint.get("/v1/admin/cluster", Set.of(), this::view));
  }

  private CompletionStage<HttpResponse> view(Call call) {
    return Deadline.within(timeout, port.view(timeout)).thenApply(Replies::ok);
  }
}
