package tandem.http;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tandem.protocol.http.Problem;

/**
 * Turns what went wrong into a problem document (RFC 9457). What is not expected is logged under an
 * id, and the client is told no more than that id.
 */
final class Problems {

  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  private final Supplier<UUID> ids;

  /** Names unexpected errors by {@code ids}. */
  Problems(Supplier<UUID> ids) {
    this.ids = ids;
  }

  /** The response for a failure, which may come wrapped by a future. */
  HttpResponse of(Throwable failure) {
    Throwable cause = unwrap(failure);
    if (cause instanceof ProblemException p) {
      return response(p.type(), p.detail(), null, p.field(), p.headers());
    }
    if (cause instanceof UnavailableException u) {
      return unavailable(String.valueOf(u.getMessage()), u.retryAfter());
    }
    if (cause instanceof NoSuchMomentException n) {
      return of(ProblemException.parameter("as-of", String.valueOf(n.getMessage())));
    }
    if (cause instanceof TurnedOffException off) {
      return of(ProblemException.of(ProblemType.TURNED_OFF, String.valueOf(off.getMessage())));
    }
    if (cause instanceof TimeoutException) {
      return response(
          ProblemType.TIMEOUT, "What was asked for did not come in time.", null, null, List.of());
    }
    return unexpected(cause);
  }

  /** The response of a server that can't answer now. */
  static HttpResponse unavailable(String detail, Duration retryAfter) {
    return response(
        ProblemType.UNAVAILABLE, detail, null, null, List.of(Replies.retryAfter(retryAfter)));
  }

  private HttpResponse unexpected(Throwable cause) {
    String instance = "urn:uuid:" + ids.get();
    LOG.error("a request failed: {}", instance, cause);
    return response(
        ProblemType.INTERNAL, "The log has more under the id of this.", instance, null, List.of());
  }

  private static HttpResponse response(
      ProblemType type,
      String detail,
      @Nullable String instance,
      @Nullable String field,
      List<HttpHeader> headers) {
    return Replies.problem(
            new Problem(type.uri(), type.title(), type.status(), detail, instance, field))
        .addHeaders(headers);
  }

  private static Throwable unwrap(Throwable failure) {
    Throwable cause = failure.getCause();
    return failure instanceof CompletionException && cause != null ? unwrap(cause) : failure;
  }
}
