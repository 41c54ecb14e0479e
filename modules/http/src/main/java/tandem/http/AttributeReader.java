package tandem.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tandem.protocol.AttributeValue;
import tandem.protocol.Attributes;
import tandem.protocol.http.Moment;

/** Reads the attributes of an item by a schema. */
final class AttributeReader {

  static final int MAX_ATTRIBUTES = 32;
  static final int MAX_TEXT = 500;
  static final int MAX_LIST = 32;
  static final int MAX_LIST_TEXT = 100;
  static final int MAX_CHARACTERS = 4_096;
  static final String NAME_RULE = "1 to 64 characters of [A-Za-z0-9_-], the first a letter";

  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");
  private static final long EXACT_INTEGERS = 1L << 53;

  private final ItemSchema schema;

  AttributeReader(ItemSchema schema) {
    this.schema = schema;
  }

  /** Whether an attribute may be called that. */
  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /** Reads the field {@code attributes}; throws {@link ProblemException} that names what is bad. */
  Attributes read(@Nullable JsonNode given) {
    if (given == null || given.isNull()) {
      return Attributes.NONE;
    }
    if (!given.isObject() || given.size() > MAX_ATTRIBUTES) {
      throw ProblemException.body(
          "attributes", "attributes must be an object of up to " + MAX_ATTRIBUTES + " values.");
    }
    Map<String, AttributeValue> byName = new TreeMap<>();
    for (Iterator<Map.Entry<String, JsonNode>> fields = given.fields(); fields.hasNext(); ) {
      Map.Entry<String, JsonNode> field = fields.next();
      String place = "attributes." + field.getKey();
      if (!isName(field.getKey())) {
        throw ProblemException.body(place, "The name must be " + NAME_RULE + ".");
      }
      if (!field.getValue().isNull()) {
        byName.put(field.getKey(), value(field.getKey(), field.getValue(), place));
      }
    }
    return bounded(Attributes.of(byName));
  }

  private static Attributes bounded(Attributes attributes) {
    if (attributes.length() > MAX_CHARACTERS) {
      throw ProblemException.body(
          "attributes",
          "attributes must have up to "
              + MAX_CHARACTERS
              + " characters, names and texts together.");
    }
    return attributes;
  }

  private AttributeValue value(String name, JsonNode given, String place) {
    Optional<AttributeRule> rule = schema.rule(name, place);
    if (rule.isEmpty()) {
      return any(given, place);
    }
    AttributeValue value = of(rule.get().kind(), given, place);
    rule.get().check(value, place);
    return value;
  }

  /** A value of this kind. */
  static AttributeValue of(AttributeRule.Kind kind, JsonNode given, String place) {
    boolean fits =
        switch (kind) {
          case STRING, TIME -> given.isTextual();
          case NUMBER -> given.isNumber();
          case BOOLEAN -> given.isBoolean();
          case LIST -> given.isArray();
        };
    AttributeValue value =
        fits && kind == AttributeRule.Kind.STRING
            ? new AttributeValue.Text(JsonText.read(given, place, 0, MAX_TEXT))
            : any(given, place);
    if (!fits || (kind == AttributeRule.Kind.TIME && !(value instanceof AttributeValue.Time))) {
      throw ProblemException.body(place, place + " must be " + kind.people() + ".");
    }
    return value;
  }

  /** A value of whatever kind it is. A text that is a moment by RFC 3339 is that moment. */
  static AttributeValue any(JsonNode given, String place) {
    if (given.isTextual()) {
      String text = JsonText.read(given, place, 0, MAX_TEXT);
      return Moment.parseExact(text)
          .<AttributeValue>map(AttributeValue.Time::of)
          .orElseGet(() -> new AttributeValue.Text(text));
    }
    if (given.isNumber()) {
      return number(given, place);
    }
    if (given.isBoolean()) {
      return new AttributeValue.Flag(given.booleanValue());
    }
    if (given.isArray()) {
      return list(given, place);
    }
    throw ProblemException.body(
        place, place + " must be a text, a number, true or false, a time or an array of texts.");
  }

  private static AttributeValue number(JsonNode given, String place) {
    double number = given.doubleValue();
    if (!Double.isFinite(number) || (given.isIntegralNumber() && !isExact(given))) {
      throw ProblemException.body(
          place,
          place + " must be a number of double precision, as an integer up to 2^53; or a text.");
    }
    return new AttributeValue.Numeric(number);
  }

  private static boolean isExact(JsonNode integer) {
    return integer.canConvertToLong()
        && integer.longValue() >= -EXACT_INTEGERS
        && integer.longValue() <= EXACT_INTEGERS;
  }

  private static AttributeValue list(JsonNode given, String place) {
    if (given.size() > MAX_LIST) {
      throw ProblemException.body(place, place + " must have up to " + MAX_LIST + " texts.");
    }
    List<String> texts = new ArrayList<>(given.size());
    for (int i = 0; i < given.size(); i++) {
      texts.add(JsonText.read(given.get(i), place + "[" + i + "]", 1, MAX_LIST_TEXT));
    }
    return new AttributeValue.TextList(texts);
  }
}
