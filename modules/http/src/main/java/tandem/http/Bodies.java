package tandem.http;

import akka.actor.ClassicActorSystemProvider;
import akka.http.javadsl.model.HttpRequest;
import akka.util.ByteString;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletionStage;
import tandem.protocol.http.HttpJson;

/** Reads bodies, within the limits of size, time and JSON. */
final class Bodies {

  static final String JSON_TYPE = "application/json";
  static final String NDJSON_TYPE = "application/x-ndjson";

  private static final ObjectMapper JSON = HttpJson.mapper();

  private final ClassicActorSystemProvider system;
  private final HttpSettings settings;

  Bodies(ClassicActorSystemProvider system, HttpSettings settings) {
    this.system = system;
    this.settings = settings;
  }

  /** The JSON object in the body of {@code application/json}. */
  CompletionStage<ObjectNode> object(HttpRequest request) {
    requireType(request, mediaType(request).equals(JSON_TYPE), JSON_TYPE);
    return bytes(request, settings.maxBody()).thenApply(Bodies::parseObject);
  }

  /** The body of {@code application/json} or {@code application/x-ndjson}. */
  CompletionStage<ByteString> events(HttpRequest request) {
    String type = mediaType(request);
    requireType(
        request,
        type.equals(JSON_TYPE) || type.equals(NDJSON_TYPE),
        JSON_TYPE + " or " + NDJSON_TYPE);
    return bytes(request, settings.maxEventsBody());
  }

  /** Lets go of a body that nobody reads, so that the connection goes on. */
  void discard(HttpRequest request) {
    request.discardEntityBytes(system);
  }

  /** The JSON value in {@code bytes}, or a problem. */
  static JsonNode parse(ByteString bytes) {
    try {
      JsonNode node = JSON.readTree(bytes.toArrayUnsafe());
      if (node == null || node.isMissingNode()) {
        throw Problems.badRequest("", "The body is empty.");
      }
      return node;
    } catch (JsonProcessingException e) {
      throw notJson(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String mediaType(HttpRequest request) {
    var type = request.entity().getContentType().mediaType();
    return type.mainType() + "/" + type.subType();
  }

  private static ObjectNode parseObject(ByteString bytes) {
    if (parse(bytes) instanceof ObjectNode object) {
      return object;
    }
    throw Problems.badRequest("", "The body must be a JSON object.");
  }

  // Not Jackson's own message, which names its classes.
  private static ProblemException notJson(JsonProcessingException e) {
    var where = e.getLocation();
    return Problems.badRequest(
        "",
        "The body is not JSON, names a field twice, or is nested or long beyond the limits"
            + (where == null
                ? "."
                : ": line " + where.getLineNr() + ", column " + where.getColumnNr() + "."));
  }

  private CompletionStage<ByteString> bytes(HttpRequest request, long limit) {
    return request
        .entity()
        .withSizeLimit(limit)
        .toStrict(settings.bodyTimeout().toMillis(), limit, system)
        .thenApply(strict -> strict.getData());
  }

  private static void requireType(HttpRequest request, boolean accepted, String expected) {
    if (!accepted) {
      throw Problems.unsupportedMediaType("The Content-Type must be " + expected + ".");
    }
    if (request.getHeader("Content-Encoding").isPresent()) {
      throw Problems.unsupportedMediaType("A body with a Content-Encoding is not taken.");
    }
  }
}
