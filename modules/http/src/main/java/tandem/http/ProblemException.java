package tandem.http;

import akka.http.javadsl.model.HttpHeader;
import java.util.List;
import tandem.protocol.http.Problem;

/** Ends a call with a problem document. It is an answer, so it has no stack trace. */
final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;
  private final transient List<HttpHeader> headers;

  ProblemException(Problem problem, List<HttpHeader> headers) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
    this.headers = headers;
  }

  Problem problem() {
    return problem;
  }

  List<HttpHeader> headers() {
    return headers;
  }
}
