package tandem.http;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.scaladsl.model.IllegalUriException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Finds the endpoint of a request in a table and answers every request, whatever becomes of it: a
 * failure becomes a problem document. A table and not Akka HTTP's directives, because the test of
 * the OpenAPI file walks it, and because a path that exists but lacks the method, a parameter that
 * nobody reads and the like are then one rule each.
 */
final class Router {

  private final List<Endpoint> endpoints;
  private final Bodies bodies;

  Router(List<Endpoint> endpoints, Bodies bodies) {
    this.endpoints = List.copyOf(endpoints);
    this.bodies = bodies;
  }

  List<Endpoint> endpoints() {
    return endpoints;
  }

  /** The answer to the request; the stage does not fail. */
  CompletionStage<HttpResponse> handle(HttpRequest request) {
    return answer(request).exceptionally(Problems::response).thenApply(Replies::withCommonHeaders);
  }

  private CompletionStage<HttpResponse> answer(HttpRequest request) {
    try {
      List<String> path = path(request);
      Endpoint endpoint = find(request.method().value(), path);
      String id = endpoint.match(path).orElseThrow();
      return endpoint
          .handler()
          .handle(new Call(request, id, parameters(request, endpoint), bodies));
    } catch (RuntimeException e) { // the boundary: what a handler throws is answered, and logged
      bodies.discard(request);
      return CompletableFuture.failedFuture(e);
    }
  }

  private Endpoint find(String method, List<String> path) {
    List<Endpoint> here = endpoints.stream().filter(e -> e.match(path).isPresent()).toList();
    if (here.isEmpty()) {
      throw Problems.notFound("There is nothing at this path.");
    }
    return here.stream()
        .filter(endpoint -> endpoint.method().equals(method))
        .findFirst()
        .orElseThrow(() -> Problems.methodNotAllowed(here.stream().map(Endpoint::method).toList()));
  }

  /** The decoded segments; an empty one, as of a slash at the end, counts. */
  private static List<String> path(HttpRequest request) {
    List<String> segments = new ArrayList<>();
    var rest = request.getUri().asScala().path();
    while (!rest.isEmpty()) {
      rest = rest.tail(); // the slash
      boolean isSegment = rest.startsWithSegment();
      segments.add(isSegment ? (String) rest.head() : "");
      rest = isSegment ? rest.tail() : rest;
    }
    return segments;
  }

  private static Map<String, String> parameters(HttpRequest request, Endpoint endpoint) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (var parameter : query(request)) {
      String name = parameter.first();
      if (!endpoint.parameters().contains(name)) {
        throw Problems.badRequest(name, "This route has no such query parameter.");
      }
      if (parameters.put(name, parameter.second()) != null) {
        throw Problems.badRequest(name, "The query parameter is given twice.");
      }
    }
    return parameters;
  }

  private static List<akka.japi.Pair<String, String>> query(HttpRequest request) {
    try {
      return request.getUri().query().toList();
    } catch (IllegalUriException e) {
      throw Problems.badRequest("", "The query is not well-formed.");
    }
  }
}
