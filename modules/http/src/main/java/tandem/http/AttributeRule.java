package tandem.http;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import tandem.protocol.AttributeValue;
import tandem.protocol.http.Moment;

/**
 * What the schema says of an attribute.
 *
 * @param kind of its values
 * @param values the texts that it may have, or any if empty
 * @param min the least number, or time in epoch milliseconds
 * @param max the greatest
 */
record AttributeRule(Kind kind, Set<String> values, double min, double max) {

  private static final Set<String> FIELDS = Set.of("type", "values", "min", "max");

  /** The kinds of values. */
  enum Kind {
    STRING("a text"),
    NUMBER("a number"),
    BOOLEAN("true or false"),
    LIST("an array of texts"),
    TIME(Moment.EXACT_RULE);

    private final String people;

    Kind(String people) {
      this.people = people;
    }

    /** As people say it. */
    String people() {
      return people;
    }
  }

  /** Copies the values. */
  AttributeRule {
    values = Set.copyOf(values);
  }

  /**
   * Reads {@code string} or {@code { type = string, values = […], min = …, max = … }}; throws
   * {@link IllegalArgumentException} that says what makes no sense.
   */
  static AttributeRule of(ConfigValue given) {
    if (given.valueType() == ConfigValueType.STRING) {
      return new AttributeRule(
          kind(String.valueOf(given.unwrapped())),
          Set.of(),
          Double.NEGATIVE_INFINITY,
          Double.POSITIVE_INFINITY);
    }
    if (!(given instanceof ConfigObject object)) {
      throw new IllegalArgumentException("an attribute is a type, or an object with one");
    }
    Set<String> unknown = new TreeSet<>(object.keySet());
    unknown.removeAll(FIELDS);
    require(unknown.isEmpty(), "unknown " + unknown + "; there are type, values, min, max");
    try {
      return of(object.toConfig());
    } catch (ConfigException wrong) {
      throw new IllegalArgumentException(wrong.getMessage(), wrong);
    }
  }

  private static AttributeRule of(Config given) {
    Kind kind = kind(given.getString("type"));
    List<String> values = given.hasPath("values") ? given.getStringList("values") : List.of();
    require(
        values.isEmpty() || kind == Kind.STRING || kind == Kind.LIST,
        "values are for the types string and list");
    require(
        kind == Kind.NUMBER || kind == Kind.TIME || !(given.hasPath("min") || given.hasPath("max")),
        "min and max are for the types number and time");
    return new AttributeRule(
        kind,
        Set.copyOf(values),
        bound(given, kind, "min", Double.NEGATIVE_INFINITY),
        bound(given, kind, "max", Double.POSITIVE_INFINITY));
  }

  private static double bound(Config given, Kind kind, String key, double absent) {
    if (!given.hasPath(key)) {
      return absent;
    }
    return kind == Kind.NUMBER
        ? given.getDouble(key)
        : Moment.parseExact(given.getString(key))
            .orElseThrow(() -> new IllegalArgumentException(key + " must be " + Moment.EXACT_RULE))
            .toEpochMilli();
  }

  private static Kind kind(String name) {
    for (Kind kind : Kind.values()) {
      if (kind.name().toLowerCase(Locale.ROOT).equals(name)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "a type is string, number, boolean, list or time, not " + name);
  }

  /** Refuses a value, of this kind, that is not allowed. */
  void check(AttributeValue value, String place) {
    if (value instanceof AttributeValue.Text text) {
      requireAllowed(text.text(), place);
    } else if (value instanceof AttributeValue.TextList list) {
      list.texts().forEach(text -> requireAllowed(text, place));
    } else if (value instanceof AttributeValue.Numeric numeric) {
      requireWithin(numeric.number(), place, Double.toString(min), Double.toString(max));
    } else if (value instanceof AttributeValue.Time time) {
      requireWithin((double) time.millis(), place, shown(min), shown(max));
    }
  }

  private void requireAllowed(String text, String place) {
    if (!values.isEmpty() && !values.contains(text)) {
      throw ProblemException.body(
          place, "The schema allows " + String.join(", ", new TreeSet<>(values)) + " here.");
    }
  }

  private void requireWithin(double number, String place, String least, String most) {
    if (number < min || number > max) {
      throw ProblemException.body(place, "The schema allows " + least + " to " + most + " here.");
    }
  }

  private static String shown(double millis) {
    return Double.isInfinite(millis) ? "any time" : Instant.ofEpochMilli((long) millis).toString();
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
