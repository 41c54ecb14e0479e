package tandem.http;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.model.headers.RetryAfter;
import akka.http.scaladsl.model.EntityStreamSizeException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tandem.protocol.http.Problem;

/** The kinds of problem, and which failure is which (RFC 9457). */
final class Problems {

  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  private Problems() {}

  /** A parameter or field that is wrong; field "" is the whole request. */
  static ProblemException badRequest(String field, String detail) {
    return new ProblemException(
        new Problem(
            "/problems/bad-request",
            "Bad request",
            400,
            detail,
            null,
            field.isEmpty() ? null : field),
        List.of());
  }

  static ProblemException notFound(String detail) {
    return problem("not-found", "Not found", 404, detail);
  }

  static ProblemException methodNotAllowed(List<String> allowed) {
    return problem(
        "method-not-allowed",
        "Method not allowed",
        405,
        "This path takes " + String.join(", ", allowed) + ".",
        RawHeader.create("Allow", String.join(", ", allowed)));
  }

  static ProblemException tooLarge(String detail) {
    return problem("too-large", "Too large", 413, detail);
  }

  static ProblemException unsupportedMediaType(String detail) {
    return problem("unsupported-media-type", "Unsupported media type", 415, detail);
  }

  static ProblemException unavailable(String detail, long retryAfterSeconds) {
    return problem("unavailable", "Unavailable", 503, detail, RetryAfter.create(retryAfterSeconds));
  }

  static ProblemException timeout() {
    return problem("timeout", "Timed out", 504, "There was no answer in time.");
  }

  /** What Akka HTTP itself refuses, before there is a request. */
  static ProblemException malformed(int status, String reason, String detail) {
    return problem("malformed-request", reason, status, detail);
  }

  /** The answer to a failed call. What nobody expected is logged under an id that is told. */
  static HttpResponse response(Throwable failure) {
    ProblemException problem = of(unwrap(failure));
    return Replies.problem(problem.problem()).addHeaders(problem.headers());
  }

  private static ProblemException of(@Nullable Throwable failure) {
    if (failure instanceof ProblemException problem) {
      return problem;
    }
    if (failure instanceof UnavailableException unavailable) {
      return unavailable(String.valueOf(failure.getMessage()), unavailable.retryAfterSeconds());
    }
    if (failure instanceof TimeoutException) {
      return timeout();
    }
    if (failure instanceof EntityStreamSizeException tooLarge) {
      return tooLarge("The body has more than " + tooLarge.limit() + " bytes.");
    }
    return unexpected(failure);
  }

  private static ProblemException unexpected(@Nullable Throwable failure) {
    String id = "urn:uuid:" + UUID.randomUUID();
    LOG.error("Request failed, told to the client as {}", id, failure);
    return new ProblemException(
        new Problem(
            "/problems/internal-error",
            "Internal error",
            500,
            "Something went wrong here; the log has it under the instance's id.",
            id,
            null),
        List.of());
  }

  private static @Nullable Throwable unwrap(@Nullable Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? unwrap(failure.getCause())
        : failure;
  }

  private static ProblemException problem(
      String type, String title, int status, String detail, HttpHeader... headers) {
    return new ProblemException(
        new Problem("/problems/" + type, title, status, detail, null, null), List.of(headers));
  }
}
