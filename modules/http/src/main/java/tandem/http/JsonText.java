package tandem.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;

/**
 * Reads texts of a body. They go into the journal, so what a database or an encoder refuses is
 * refused here: control characters and halves of surrogate pairs.
 */
final class JsonText {

  private JsonText() {}

  /** The text at {@code field}, stripped; one of another length is refused. */
  static String read(JsonNode given, String field, int min, int max) {
    String text = given.isTextual() ? given.textValue().strip() : null;
    if (text == null || text.length() < min || text.length() > max || !isClean(text)) {
      throw ProblemException.body(
          field,
          field + " must be " + min + " to " + max + " characters without control characters.");
    }
    return text;
  }

  private static boolean isClean(String text) {
    return text.chars().noneMatch(Character::isISOControl)
        && StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }
}
