package tandem.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A path with at most one variable segment, {@code {id}}. Paths match as they are: an empty segment
 * or a slash at the end makes another path.
 *
 * @param text as in the OpenAPI file, for example {@code /v1/items/{id}/similar}
 */
record PathTemplate(String text) {

  private static final String VARIABLE = "{id}";

  /** Whether a request's path, not yet percent-decoded, is one of these. */
  boolean matches(String path) {
    List<String> segments = segments(path);
    List<String> expected = segments(text);
    if (segments.size() != expected.size()) {
      return false;
    }
    for (int i = 0; i < expected.size(); i++) {
      if (!expected.get(i).equals(VARIABLE) && !expected.get(i).equals(segments.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** The variable segment of a path that matches, percent-decoded; "" if there is none. */
  String variable(String path) {
    int index = segments(text).indexOf(VARIABLE);
    return index < 0 ? "" : decode(segments(path).get(index));
  }

  private static List<String> segments(String path) {
    return List.of(path.split("/", -1));
  }

  private static String decode(String segment) {
    return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
