package tandem.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

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
    int from = text.indexOf(VARIABLE);
    if (from < 0) {
      return path.equals(text);
    }
    int rest = rest(from);
    int end = path.length() - rest;
    return end >= from
        && path.regionMatches(0, text, 0, from)
        && path.regionMatches(end, text, text.length() - rest, rest)
        && path.substring(from, end).indexOf('/') < 0;
  }

  /** The variable segment of a path that matches, percent-decoded; "" if there is none. */
  String variable(String path) {
    int from = text.indexOf(VARIABLE);
    return from < 0 ? "" : decode(path.substring(from, path.length() - rest(from)));
  }

  /** How long what comes after the variable is. */
  private int rest(int from) {
    return text.length() - from - VARIABLE.length();
  }

  private static String decode(String segment) {
    return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
