package tandem.http;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpMethod;
import akka.http.javadsl.model.HttpMethods;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.Allow;
import akka.http.javadsl.model.headers.TimeoutAccess;
import akka.stream.Materializer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Finds the row of the table that a request asks for, has the gate look at who asks, checks what
 * can be checked without knowing the route, reads the body and lets the row answer. Whatever goes
 * wrong on the way is answered with a problem document.
 */
final class Router {

  /*
   * A table instead of a tree of Akka HTTP directives, since a table can be compared with the
   * OpenAPI file in both directions, knows the methods of a path for 405 and the parameters of a
   * route for 400, and needs no folding of rejections.
   */

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final List<Endpoint> endpoints;
  private final Gate gate;
  private final Problems problems;
  private final BodyReader bodies;
  private final Materializer materializer;
  private final LongSupplier nanos;

  Router(
      List<Endpoint> endpoints,
      Gate gate,
      Problems problems,
      BodyReader bodies,
      Materializer materializer,
      LongSupplier nanos) {
    this.endpoints = List.copyOf(endpoints);
    this.gate = gate;
    this.problems = problems;
    this.bodies = bodies;
    this.materializer = materializer;
    this.nanos = nanos;
  }

  /** Answers any request; never fails. */
  CompletionStage<HttpResponse> handle(HttpRequest request) {
    answerLateRequests(request);
    return answer(
        request,
        () -> {
          Endpoint endpoint = find(request.method(), request.getUri().getPathString());
          return endpoint.access() == Access.OPEN
              ? serve(request, endpoint, Caller.ANYBODY)
              : guarded(request, endpoint);
        });
  }

  /** The route's answer, or the problem document of what went wrong. */
  private CompletionStage<HttpResponse> answer(
      HttpRequest request, Supplier<CompletionStage<HttpResponse>> route) {
    try {
      return route.get().exceptionally(problems::of);
    } catch (RuntimeException e) {
      request.discardEntityBytes(materializer);
      return CompletableFuture.completedFuture(problems.of(e));
    }
  }

  private CompletionStage<HttpResponse> guarded(HttpRequest request, Endpoint endpoint) {
    gate.enter();
    return answer(request, () -> permitted(request, endpoint, gate.identify(request)))
        .whenComplete((response, failure) -> gate.leave());
  }

  private CompletionStage<HttpResponse> permitted(
      HttpRequest request, Endpoint endpoint, Caller caller) {
    CompletionStage<HttpResponse> answer =
        answer(
            request,
            () -> {
              Gate.permit(caller, endpoint.access(), variable(request, endpoint));
              return serve(request, endpoint, caller);
            });
    return endpoint.access() == Access.ADMIN
        ? answer.thenApply(response -> AuditLog.note(caller, request, endpoint, response))
        : answer;
  }

  private CompletionStage<HttpResponse> serve(
      HttpRequest request, Endpoint endpoint, Caller caller) {
    long started = nanos.getAsLong();
    Query query = Query.of(request.getUri(), endpoint.parameters());
    String variable = variable(request, endpoint);
    boolean isPost = request.method().equals(HttpMethods.POST);
    Optional<String> lastEvent = request.getHeader("Last-Event-ID").map(HttpHeader::value);
    Function<Body, CompletionStage<HttpResponse>> handle =
        body ->
            endpoint
                .handler()
                .handle(new Call(variable, query, body, isPost, caller, lastEvent, started, nanos));
    if (endpoint.maxBody() > 0) {
      return bodies.read(request, endpoint.maxBody()).thenCompose(handle);
    }
    request.discardEntityBytes(materializer);
    return handle.apply(Body.NONE);
  }

  private static String variable(HttpRequest request, Endpoint endpoint) {
    return endpoint.path().variable(request.getUri().getPathString());
  }

  private Endpoint find(HttpMethod method, String path) {
    List<Endpoint> candidates = endpoints.stream().filter(e -> e.path().matches(path)).toList();
    if (candidates.isEmpty()) {
      throw ProblemException.of(ProblemType.NO_SUCH_PATH, "See /openapi.yaml for what there is.");
    }
    return candidates.stream()
        .filter(e -> e.method().equals(method))
        .findFirst()
        .orElseThrow(() -> notAllowed(candidates));
  }

  private static ProblemException notAllowed(List<Endpoint> candidates) {
    HttpMethod[] methods = candidates.stream().map(Endpoint::method).toArray(HttpMethod[]::new);
    return ProblemException.of(
        ProblemType.METHOD_NOT_ALLOWED,
        "The header Allow names those it has.",
        Allow.create(methods));
  }

  /** Should all deadlines of ours fail, Akka's own one answers with a problem document as well. */
  private static void answerLateRequests(HttpRequest request) {
    request
        .getHeader(TimeoutAccess.class)
        .ifPresent(
            header ->
                header
                    .timeoutAccess()
                    .updateHandler(
                        late -> Problems.unavailable("The request took too long.", RETRY_AFTER)));
  }
}
