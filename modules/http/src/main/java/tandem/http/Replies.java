package tandem.http;

import akka.NotUsed;
import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpCharsets;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import tandem.protocol.http.HttpJson;
import tandem.protocol.http.Problem;

/** Responses of the few shapes that there are. */
final class Replies {

  private static final ObjectMapper JSON = HttpJson.mapper();
  private static final ContentType PROBLEM = fixed("problem+json");
  private static final ContentType EVENTS = MediaTypes.TEXT_EVENT_STREAM.toContentType();
  private static final ContentType YAML = fixed("yaml");
  // Answers change with every event, and none is to be taken for a page.
  private static final List<HttpHeader> COMMON =
      List.of(
          RawHeader.create("Cache-Control", "no-store"),
          RawHeader.create("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
          RawHeader.create("X-Content-Type-Options", "nosniff"));

  private Replies() {}

  static HttpResponse ok(Object body) {
    return json(200, body);
  }

  static HttpResponse json(int status, Object body) {
    return of(status, ContentTypes.APPLICATION_JSON, bytes(body));
  }

  static HttpResponse noContent() {
    return HttpResponse.create().withStatus(StatusCodes.NO_CONTENT).addHeaders(COMMON);
  }

  static HttpResponse text(ContentType type, byte[] body) {
    return of(200, type, body);
  }

  /** Server-sent events; a proxy must not hold them back. */
  static HttpResponse events(Source<ByteString, NotUsed> events) {
    return HttpResponse.create()
        .withEntity(HttpEntities.createChunked(EVENTS, events))
        .addHeaders(COMMON)
        .addHeader(RawHeader.create("X-Accel-Buffering", "no"));
  }

  static HttpResponse yaml(byte[] body) {
    return of(200, YAML, body);
  }

  static HttpResponse problem(Problem problem) {
    return of(problem.status(), PROBLEM, bytes(problem));
  }

  /** When to try again, in whole seconds, 1 at least. */
  static HttpHeader retryAfter(Duration wait) {
    return RawHeader.create(
        "Retry-After", Long.toString(Math.max(1, wait.plusMillis(999).toSeconds())));
  }

  private static HttpResponse of(int status, ContentType type, byte[] body) {
    return HttpResponse.create()
        .withStatus(StatusCodes.get(status))
        .withEntity(HttpEntities.create(type, body))
        .addHeaders(COMMON);
  }

  private static byte[] bytes(Object body) {
    try {
      return JSON.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ContentType fixed(String subType) {
    return MediaTypes.applicationWithFixedCharset(subType, HttpCharsets.UTF_8).toContentType();
  }
}
