package tandem.http;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpCharsets;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.headers.RawHeader;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import tandem.protocol.http.HttpJson;
import tandem.protocol.http.Problem;

/** Makes responses. */
final class Replies {

  private static final ObjectMapper JSON = HttpJson.mapper();
  private static final ContentType PROBLEM =
      MediaTypes.applicationWithFixedCharset("problem+json", HttpCharsets.UTF_8).toContentType();
  private static final List<HttpHeader> COMMON =
      List.of(
          RawHeader.create("Cache-Control", "no-store"),
          RawHeader.create("X-Content-Type-Options", "nosniff"));

  private Replies() {}

  static HttpResponse ok(Object body) {
    return json(200, body);
  }

  static HttpResponse json(int status, Object body) {
    return of(status, ContentTypes.APPLICATION_JSON, body);
  }

  static HttpResponse noContent() {
    return HttpResponse.create().withStatus(204);
  }

  static HttpResponse problem(Problem problem) {
    return of(problem.status(), PROBLEM, problem);
  }

  /** Answers are of this moment and are what they say they are. */
  static HttpResponse withCommonHeaders(HttpResponse response) {
    return response.addHeaders(COMMON);
  }

  private static HttpResponse of(int status, ContentType type, Object body) {
    try {
      return HttpResponse.create()
          .withStatus(status)
          .withEntity(HttpEntities.create(type, JSON.writeValueAsBytes(body)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the wire records are always writable", e);
    }
  }
}
