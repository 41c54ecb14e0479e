package tandem.http;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A line for each call of a route that needs scope admin, by the logger {@code tandem.audit}. */
final class AuditLog {

  private static final Logger LOG = LoggerFactory.getLogger("tandem.audit");

  private AuditLog() {}

  /**
   * Says who called what, with which result, and returns the response. A user who was erased is not
   * to live on in a log, so users' paths are told as the route has them.
   */
  static HttpResponse note(
      Caller caller, HttpRequest request, Endpoint endpoint, HttpResponse response) {
    String path = endpoint.path().text();
    LOG.info(
        "key {} called {} {}: {}",
        caller.name(),
        request.method().value(),
        path.contains("/users/") ? path : request.getUri().getPathString(),
        response.status().intValue());
    return response;
  }
}
