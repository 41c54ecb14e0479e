package tandem.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tandem.model.Ids;

/** Reads arrays of ids; an id may be a text or an integer. */
final class JsonIds {

  private JsonIds() {}

  /** Each id once, in order; none if the field is absent and {@code min} is 0. */
  static Set<String> read(@Nullable JsonNode given, String field, int min, int max) {
    if ((given == null || given.isNull()) && min == 0) {
      return Set.of();
    }
    if (given == null || !given.isArray() || given.size() < min || given.size() > max) {
      throw ProblemException.body(
          field,
          field + " must be an array of " + (min == 0 ? "" : min + " ") + "up to " + max + " ids.");
    }
    Set<String> ids = new LinkedHashSet<>();
    for (JsonNode id : given) {
      ids.add(id(id, field));
    }
    return ids;
  }

  private static String id(JsonNode given, String field) {
    String id = given.isTextual() || given.isIntegralNumber() ? given.asText() : "";
    if (!Ids.isValid(id)) {
      throw ProblemException.body(field, "An id must be " + Query.ID_RULE + ".");
    }
    return id;
  }
}
