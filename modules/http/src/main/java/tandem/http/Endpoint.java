package tandem.http;

import akka.http.javadsl.model.HttpMethod;
import akka.http.javadsl.model.HttpMethods;
import akka.http.javadsl.model.HttpResponse;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * One row of the table of routes.
 *
 * @param method which method
 * @param path of which path
 * @param parameters the query parameters that it knows; any other is refused
 * @param maxBody the bytes of the body that it reads, 0 if it reads none
 * @param access whom it answers; where nothing is said, scope admin only
 * @param handler answers; what it throws or fails with becomes a problem document
 */
record Endpoint(
    HttpMethod method,
    PathTemplate path,
    Set<String> parameters,
    int maxBody,
    Access access,
    Endpoint.Handler handler) {

  /** Answers a request. */
  interface Handler {
    CompletionStage<HttpResponse> handle(Call call);
  }

  static Endpoint get(String path, Set<String> parameters, Handler handler) {
    return new Endpoint(
        HttpMethods.GET, new PathTemplate(path), parameters, 0, Access.ADMIN, handler);
  }

  static Endpoint delete(String path, Handler handler) {
    return new Endpoint(
        HttpMethods.DELETE, new PathTemplate(path), Set.of(), 0, Access.ADMIN, handler);
  }

  static Endpoint put(String path, int maxBody, Handler handler) {
    return new Endpoint(
        HttpMethods.PUT, new PathTemplate(path), Set.of(), maxBody, Access.ADMIN, handler);
  }

  static Endpoint post(String path, int maxBody, Handler handler) {
    return post(path, Set.of(), maxBody, handler);
  }

  static Endpoint post(String path, Set<String> parameters, int maxBody, Handler handler) {
    return new Endpoint(
        HttpMethods.POST, new PathTemplate(path), parameters, maxBody, Access.ADMIN, handler);
  }

  /** The same row for others. */
  Endpoint needing(Access other) {
    return new Endpoint(method, path, parameters, maxBody, other, handler);
  }
}
