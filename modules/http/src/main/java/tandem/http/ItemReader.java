package tandem.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tandem.protocol.Availability;
import tandem.protocol.ItemDescription;
import tandem.protocol.http.Moment;

/** Reads the description of an item. */
final class ItemReader {

  static final int MAX_TITLE = 500;
  static final int MAX_CATEGORY = 100;
  static final int MAX_CATEGORIES = 32;

  static final Set<String> FIELDS =
      Set.of("title", "categories", "hidden", "attributes", "available_from", "available_until");

  private final AttributeReader attributes;

  ItemReader(AttributeReader attributes) {
    this.attributes = attributes;
  }

  /**
   * Reads a description from an object that has only {@link #FIELDS}, or others that are read
   * elsewhere; throws {@link ProblemException} for one that is not valid.
   */
  ItemDescription read(JsonNode object) {
    return new ItemDescription(
        title(object.get("title")),
        categories(object.get("categories")),
        hidden(object.get("hidden")),
        attributes.read(object.get("attributes")),
        availability(object));
  }

  private static String title(@Nullable JsonNode given) {
    if (given == null || given.isNull()) {
      return "";
    }
    return JsonText.read(given, "title", 0, MAX_TITLE);
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
      categories.add(JsonText.read(given.get(i), "categories[" + i + "]", 1, MAX_CATEGORY));
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

  private static Availability availability(JsonNode object) {
    Instant from = moment(object, "available_from");
    Instant until = moment(object, "available_until");
    if (from != null && until != null && !from.isBefore(until)) {
      throw ProblemException.body(
          "available_until", "available_until must be after available_from.");
    }
    return from == null && until == null ? Availability.ALWAYS : new Availability(from, until);
  }

  private static @Nullable Instant moment(JsonNode object, String field) {
    JsonNode given = object.get(field);
    if (given == null || given.isNull()) {
      return null;
    }
    return Moment.parseExact(given.isTextual() ? given.textValue() : "")
        .orElseThrow(
            () -> ProblemException.body(field, field + " must be " + Moment.EXACT_RULE + "."));
  }
}
