package tandem.http;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The route that Prometheus scrapes. */
final class MetricsRoute {

  private static final ContentType TEXT =
      ContentTypes.parse("text/plain; version=0.0.4; charset=UTF-8");

  private final MetricsPort port;

  MetricsRoute(MetricsPort port) {
    this.port = port;
  }

  List<Endpoint> endpoints() {
    return List.of(Endpoint.get("/metrics", Set.of(), this::scrape).needing(Access.METRICS));
  }

  private CompletionStage<HttpResponse> scrape(Call call) {
    byte[] text = port.scrape().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    return CompletableFuture.completedFuture(Replies.text(TEXT, text));
  }
}
