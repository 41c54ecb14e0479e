package tandem.http;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Set;
import tandem.protocol.http.HttpJson;

/** Reads JSON of a body, within the bounds of {@link HttpJson}. */
final class JsonBody {

  private static final ObjectMapper JSON = HttpJson.mapper();

  private JsonBody() {}

  /** The object that the body is; other media types than JSON are refused. */
  static JsonNode object(Body body, Set<String> fields) {
    requireJson(body);
    JsonNode node = tree(body.toArray());
    if (!node.isObject()) {
      throw ProblemException.body("", "The body must be a JSON object.");
    }
    requireKnown(node, fields, "");
    return node;
  }

  /** The one JSON value in {@code bytes}. */
  static JsonNode tree(byte[] bytes) {
    try {
      return JSON.readTree(bytes);
    } catch (JsonProcessingException e) {
      throw ProblemException.body("", "The body is not one JSON value" + where(e));
    } catch (NumberFormatException | ArithmeticException e) {
      // Jackson lets these through as they are when an exponent does not fit into an int.
      throw ProblemException.body("", "The body has a number that is out of range.");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Refuses fields that are none of {@code fields}: they are misspelt. */
  static void requireKnown(JsonNode object, Set<String> fields, String prefix) {
    for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!fields.contains(name)) {
        throw ProblemException.body(prefix + name, "There is no such field here.");
      }
    }
  }

  /** Whether something is wanted; not if absent. */
  static boolean flag(JsonNode object, String field) {
    JsonNode given = object.path(field);
    if (!given.isBoolean() && !given.isMissingNode() && !given.isNull()) {
      throw ProblemException.body(field, field + " must be true or false.");
    }
    return given.asBoolean(false);
  }

  static void requireJson(Body body) {
    if (!body.mediaType().equals(Body.JSON)) {
      throw ProblemException.of(
          ProblemType.UNSUPPORTED_MEDIA_TYPE, "The Content-Type must be " + Body.JSON + ".");
    }
  }

  /** Where, but not what: the parser's own message quotes the input. */
  private static String where(JsonProcessingException e) {
    JsonLocation at = e.getLocation();
    return at == null
        ? "."
        : ", from line " + at.getLineNr() + ", column " + at.getColumnNr() + " on.";
  }
}
