package tandem.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tandem.protocol.ItemDescription;

/**
 * Reads the body of {@code PUT /v1/items/{id}}. Its text goes into the journal, so what a database
 * or an encoder refuses is refused here: control characters and halves of surrogate pairs.
 */
final class ItemReader {

  static final int MAX_TITLE = 500;
  static final int MAX_CATEGORY = 100;
  static final int MAX_CATEGORIES = 32;

  private static final Set<String> FIELDS = Set.of("title", "categories", "hidden");

  private ItemReader() {}

  /** Reads a description; throws {@link ProblemException} for one that is not valid. */
  static ItemDescription read(Body body) {
    JsonNode object = JsonBody.object(body, FIELDS);
    return new ItemDescription(
        title(object.get("title")),
        categories(object.get("categories")),
        hidden(object.get("hidden")));
  }

  private static String title(@Nullable JsonNode given) {
    if (given == null || given.isNull()) {
      return "";
    }
    return text(given, "title", 0, MAX_TITLE);
  }

  private static List<String> categories(@Nullable JsonNode given) {
    if (given == null || given.isNull()) {
      return List.of();
    }
    if (!given.isArray() || given.size() > MAX_CATEGORIES) {
      throw ProblemException.body(
          "categories", "categories must be an array of up to " + MAX_CATEGORIES + " texts.");
    }
    List<String> categories = new ArrayList<>(given.size());
    for (int i = 0; i < given.size(); i++) {
      categories.add(text(given.get(i), "categories[" + i + "]", 1, MAX_CATEGORY));
    }
    return categories;
  }

  private static boolean hidden(@Nullable JsonNode given) {
    if (given == null || given.isNull()) {
      return false;
    }
    if (!given.isBoolean()) {
      throw ProblemException.body("hidden", "hidden must be true or false.");
    }
    return given.booleanValue();
  }

  private static String text(JsonNode given, String field, int min, int max) {
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
