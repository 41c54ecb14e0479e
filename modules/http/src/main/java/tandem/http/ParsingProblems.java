package tandem.http;

import akka.event.LoggingAdapter;
import akka.http.ParsingErrorHandler;
import akka.http.javadsl.model.HttpResponse;
import akka.http.scaladsl.model.ErrorInfo;
import akka.http.scaladsl.model.StatusCode;
import akka.http.scaladsl.settings.ServerSettings;
import tandem.protocol.http.Problem;

/**
 * Answers what is no HTTP request, before any route is asked. Named in {@code reference.conf}; Akka
 * HTTP looks for a Scala object, which in bytecode is the field {@code MODULE$}.
 */
final class ParsingProblems extends ParsingErrorHandler {

  @SuppressWarnings("unused") // read by reflection
  static final ParsingProblems MODULE$ = new ParsingProblems();

  private ParsingProblems() {}

  @Override
  public HttpResponse handle(
      StatusCode status, ErrorInfo info, LoggingAdapter log, ServerSettings settings) {
    // The summary is a fixed sentence; the detail may quote the request.
    return Replies.problem(
        new Problem("about:blank", status.reason(), status.intValue(), info.summary(), null, null));
  }
}
