package tandem.http;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.japi.function.Function;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Stands before the router and tells what it answered, and how long that took. It names the route
 * by its template and nothing by what a client has sent, or a client could make as many rows as it
 * likes.
 */
final class RequestMeter {

  private final List<PathTemplate> routes;
  private final Set<String> methods;
  private final RequestListener listener;
  private final LongSupplier nanos;

  RequestMeter(List<Endpoint> endpoints, RequestListener listener, LongSupplier nanos) {
    this.routes = endpoints.stream().map(Endpoint::path).distinct().toList();
    this.methods =
        endpoints.stream().map(e -> e.method().value()).collect(Collectors.toUnmodifiableSet());
    this.listener = listener;
    this.nanos = nanos;
  }

  /** {@code handler}, metered; it must not fail. */
  Function<HttpRequest, CompletionStage<HttpResponse>> meter(
      Function<HttpRequest, CompletionStage<HttpResponse>> handler) {
    return request -> {
      long arrived = nanos.getAsLong();
      return handler
          .apply(request)
          .thenApply(
              answer -> {
                tell(request, answer, nanos.getAsLong() - arrived);
                return answer;
              });
    };
  }

  private void tell(HttpRequest request, HttpResponse answer, long took) {
    String path = request.getUri().getPathString();
    String route =
        routes.stream()
            .filter(template -> template.matches(path))
            .findFirst()
            .map(PathTemplate::text)
            .orElse(RequestListener.NO_ROUTE);
    String method = request.method().value();
    listener.answered(
        methods.contains(method) ? method : "other", route, answer.status().intValue(), took);
  }
}
