package tandem.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tandem.protocol.AttributeValue;
import tandem.protocol.Filter;

/**
 * Reads a filter in JSON: an object with one of {@code all}, {@code any}, {@code not}, {@code
 * category}, or with {@code attribute} and what it is held against. It is bounded in depth and
 * size, since each item of a partition may be held against it.
 */
final class FilterReader {

  static final int MAX_DEPTH = 8;
  static final int MAX_PARTS = 64;
  static final int MAX_VALUES = 100;

  private static final String FORM =
      "A filter must be an object with one of all, any, not, category, or with attribute and one or"
          + " more of eq, ne, in, lt, le, gt, ge.";

  private final FilterValues values;

  FilterReader(FilterValues values) {
    this.values = values;
  }

  /** The filter at {@code place}; everything if there is none. */
  Filter read(@Nullable JsonNode given, String place) {
    return given == null || given.isNull()
        ? Filter.everything()
        : new Reading().filter(given, place, 1);
  }

  /** One filter, with the count of its parts. */
  private final class Reading {
    private int parts;

    Filter filter(JsonNode given, String place, int depth) {
      require(++parts <= MAX_PARTS, place, "A filter may have up to " + MAX_PARTS + " parts.");
      require(depth <= MAX_DEPTH, place, "A filter may be up to " + MAX_DEPTH + " levels deep.");
      require(given.isObject() && !given.isEmpty(), place, FORM);
      if (given.has("attribute")) {
        return attribute(given, place);
      }
      require(given.size() == 1, place, FORM);
      Map.Entry<String, JsonNode> only = given.fields().next();
      String inner = place + "." + only.getKey();
      JsonNode of = only.getValue();
      return switch (only.getKey()) {
        case "all" -> new Filter.AllOf(filters(of, inner, depth + 1));
        case "any" -> new Filter.AnyOf(filters(of, inner, depth + 1));
        case "not" -> new Filter.Not(filter(of, inner, depth + 1));
        case "category" -> new Filter.Category(categories(of, inner));
        default -> throw ProblemException.body(inner, FORM);
      };
    }

    private List<Filter> filters(JsonNode given, String place, int depth) {
      require(given.isArray(), place, place + " must be an array of filters.");
      List<Filter> filters = new ArrayList<>();
      for (int i = 0; i < given.size(); i++) {
        filters.add(filter(given.get(i), place + "[" + i + "]", depth));
      }
      return filters;
    }

    private Filter attribute(JsonNode given, String place) {
      String name = given.get("attribute").asText();
      values.requireName(name, place + ".attribute");
      List<Filter> tests = new ArrayList<>();
      for (Iterator<Map.Entry<String, JsonNode>> fields = given.fields(); fields.hasNext(); ) {
        Map.Entry<String, JsonNode> field = fields.next();
        if (!field.getKey().equals("attribute")) {
          String inner = place + "." + field.getKey();
          require(++parts <= MAX_PARTS, inner, "A filter may have up to " + MAX_PARTS + " parts.");
          tests.add(test(name, field.getKey(), field.getValue(), inner));
        }
      }
      require(!tests.isEmpty(), place, FORM);
      return tests.size() == 1 ? tests.get(0) : new Filter.AllOf(tests);
    }
  }

  private Filter test(String name, String operator, JsonNode given, String place) {
    return switch (operator) {
      case "eq" -> new Filter.Attribute(name, List.of(values.read(name, given, place)));
      case "ne" ->
          new Filter.Not(new Filter.Attribute(name, List.of(values.read(name, given, place))));
      case "in" -> new Filter.Attribute(name, valuesOf(name, given, place));
      default ->
          FilterValues.side(operator)
              .<Filter>map(
                  side ->
                      new Filter.Comparison(
                          name, side, FilterValues.bound(values.read(name, given, place), place)))
              .orElseThrow(() -> ProblemException.body(place, FORM));
    };
  }

  private List<AttributeValue> valuesOf(String name, JsonNode given, String place) {
    requireArray(given, place);
    List<AttributeValue> several = new ArrayList<>(given.size());
    for (int i = 0; i < given.size(); i++) {
      several.add(values.read(name, given.get(i), place + "[" + i + "]"));
    }
    return several;
  }

  private static List<String> categories(JsonNode given, String place) {
    if (given.isTextual()) {
      return List.of(JsonText.read(given, place, 1, ItemReader.MAX_CATEGORY));
    }
    requireArray(given, place);
    List<String> categories = new ArrayList<>(given.size());
    for (int i = 0; i < given.size(); i++) {
      categories.add(
          JsonText.read(given.get(i), place + "[" + i + "]", 1, ItemReader.MAX_CATEGORY));
    }
    return categories;
  }

  private static void requireArray(JsonNode given, String place) {
    require(
        given.isArray() && given.size() <= MAX_VALUES,
        place,
        place + " must be an array of up to " + MAX_VALUES + " values.");
  }

  private static void require(boolean condition, String place, String message) {
    if (!condition) {
      throw ProblemException.body(place, message);
    }
  }
}
