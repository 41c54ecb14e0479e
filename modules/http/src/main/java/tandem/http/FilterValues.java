package tandem.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tandem.protocol.AttributeValue;
import tandem.protocol.Filter;
import tandem.protocol.http.Moment;

/** Reads the values that filters hold attributes against, by the schema of the items. */
final class FilterValues {

  private static final Pattern NUMBER =
      Pattern.compile("-?[0-9]{1,17}([.][0-9]{1,17})?([eE][+-]?[0-9]{1,3})?");

  private final ItemSchema schema;

  FilterValues(ItemSchema schema) {
    this.schema = schema;
  }

  /** The side of a bound that an operator stands for, if it is one of lt, le, gt, ge. */
  static Optional<Filter.Side> side(String operator) {
    return switch (operator) {
      case "lt" -> Optional.of(Filter.Side.BELOW);
      case "le" -> Optional.of(Filter.Side.AT_MOST);
      case "gt" -> Optional.of(Filter.Side.ABOVE);
      case "ge" -> Optional.of(Filter.Side.AT_LEAST);
      default -> Optional.empty();
    };
  }

  /** The value, if it can be a bound. */
  static AttributeValue bound(AttributeValue value, String place) {
    if (value instanceof AttributeValue.Numeric || value instanceof AttributeValue.Time) {
      return value;
    }
    throw ProblemException.body(place, place + " must be a number or " + Moment.EXACT_RULE + ".");
  }

  /** Refuses a name that no attribute can have, or none has by the schema. */
  void requireName(String name, String place) {
    if (!AttributeReader.isName(name)) {
      throw ProblemException.body(
          place, "The name of an attribute must be " + AttributeReader.NAME_RULE + ".");
    }
    var unused = schema.rule(name, place); // refuses what it does not have, if it is strict
  }

  /** The value of a JSON body; of the kind that the schema gives the attribute. */
  AttributeValue read(String name, JsonNode given, String place) {
    if (given.isContainerNode()) {
      throw ProblemException.body(place, place + " must be a text, a number, true or false.");
    }
    return schema
        .rule(name, place)
        .map(rule -> AttributeReader.of(element(rule.kind()), given, place))
        .orElseGet(() -> AttributeReader.any(given, place));
  }

  /** What a text of a URL may stand for: one value where the schema says of which kind. */
  List<AttributeValue> read(String name, String text, String place) {
    Optional<AttributeRule> rule = schema.rule(name, place);
    if (rule.isPresent()) {
      JsonNode typed = typed(element(rule.get().kind()), text);
      return List.of(AttributeReader.of(element(rule.get().kind()), typed, place));
    }
    List<AttributeValue> meanings = new ArrayList<>(2);
    if (NUMBER.matcher(text).matches() && Double.isFinite(Double.parseDouble(text))) {
      meanings.add(new AttributeValue.Numeric(Double.parseDouble(text)));
    } else if (isFlag(text)) {
      meanings.add(new AttributeValue.Flag(Boolean.parseBoolean(text)));
    } else {
      Moment.parseExact(text).map(AttributeValue.Time::of).ifPresent(meanings::add);
    }
    meanings.add(new AttributeValue.Text(text));
    return meanings;
  }

  private static JsonNode typed(AttributeRule.Kind kind, String text) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    if (kind == AttributeRule.Kind.NUMBER && NUMBER.matcher(text).matches()) {
      return json.numberNode(Double.parseDouble(text));
    }
    return kind == AttributeRule.Kind.BOOLEAN && isFlag(text)
        ? json.booleanNode(Boolean.parseBoolean(text))
        : json.textNode(text);
  }

  private static boolean isFlag(String text) {
    return text.equals("true") || text.equals("false");
  }

  /** A list is asked for one of its texts. */
  private static AttributeRule.Kind element(AttributeRule.Kind kind) {
    return kind == AttributeRule.Kind.LIST ? AttributeRule.Kind.STRING : kind;
  }
}
