package tandem.http;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValue;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which attributes items may have.
 *
 * @param rules by name
 * @param strict whether there may be no others
 */
public record ItemSchema(Map<String, AttributeRule> rules, boolean strict) {

  /** Any attributes. */
  static final ItemSchema NONE = new ItemSchema(Map.of(), false);

  /** Copies the rules. */
  public ItemSchema {
    rules = Map.copyOf(rules);
  }

  /** Reads {@code schema} and {@code strict} of {@code tandem.items}. */
  static ItemSchema of(Config items) {
    Map<String, AttributeRule> rules = new TreeMap<>();
    for (Map.Entry<String, ConfigValue> entry : items.getObject("schema").entrySet()) {
      rules.put(entry.getKey(), rule(entry.getKey(), entry.getValue()));
    }
    return new ItemSchema(rules, items.getBoolean("strict"));
  }

  private static AttributeRule rule(String name, ConfigValue given) {
    try {
      if (!AttributeReader.isName(name)) {
        throw new IllegalArgumentException("the name must be " + AttributeReader.NAME_RULE);
      }
      return AttributeRule.of(given);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(
          "tandem.items.schema." + name + ": " + wrong.getMessage(), wrong);
    }
  }

  /** The rule of an attribute; one that has none is refused where the schema is strict. */
  Optional<AttributeRule> rule(String name, String place) {
    AttributeRule rule = rules.get(name);
    if (rule == null && strict) {
      throw ProblemException.body(place, "The schema has no such attribute.");
    }
    return Optional.ofNullable(rule);
  }
}
