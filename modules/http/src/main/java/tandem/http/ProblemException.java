package tandem.http;

import akka.http.javadsl.model.HttpHeader;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request that is answered with a problem document. It has no stack trace: it is no failure. */
final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ProblemType type;
  private final String detail;
  private final @Nullable String field;
  private final transient List<HttpHeader> headers;

  private ProblemException(
      ProblemType type, String detail, @Nullable String field, List<HttpHeader> headers) {
    super(detail, null, false, false);
    this.type = type;
    this.detail = detail;
    this.field = field;
    this.headers = headers;
  }

  static ProblemException of(ProblemType type, String detail) {
    return new ProblemException(type, detail, null, List.of());
  }

  static ProblemException of(ProblemType type, String detail, HttpHeader header) {
    return new ProblemException(type, detail, null, List.of(header));
  }

  /** More than is allowed; in {@code wait} it will be again. */
  static ProblemException tooMany(String detail, Duration wait) {
    return new ProblemException(
        ProblemType.TOO_MANY_REQUESTS, detail, null, List.of(Replies.retryAfter(wait)));
  }

  /** The same, with the field of the body that there is too much of. */
  static ProblemException tooMany(String field, String detail, Duration wait) {
    return new ProblemException(
        ProblemType.TOO_MANY_REQUESTS, detail, field, List.of(Replies.retryAfter(wait)));
  }

  static ProblemException parameter(String name, String detail) {
    return new ProblemException(ProblemType.INVALID_PARAMETER, detail, name, List.of());
  }

  /** A body with a fault in {@code field}; "" is the whole body. */
  static ProblemException body(String field, String detail) {
    return new ProblemException(
        ProblemType.INVALID_BODY, detail, field.isEmpty() ? null : field, List.of());
  }

  /** An event with a fault in {@code field}; "" is the whole event. */
  static ProblemException event(String field, String detail) {
    return new ProblemException(
        ProblemType.INVALID_EVENT, detail, field.isEmpty() ? null : field, List.of());
  }

  ProblemType type() {
    return type;
  }

  String detail() {
    return detail;
  }

  @Nullable String field() {
    return field;
  }

  List<HttpHeader> headers() {
    return headers;
  }
}
