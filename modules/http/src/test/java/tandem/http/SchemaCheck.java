package tandem.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * As much of JSON Schema as the OpenAPI file uses for responses: types, required and known fields,
 * enumerations, patterns, bounds of numbers, references, additionalProperties and oneOf.
 */
final class SchemaCheck {

  private final OpenAPI api;

  SchemaCheck(OpenAPI api) {
    this.api = api;
  }

  /** What is wrong with {@code node}, which stands at {@code place}; empty if nothing is. */
  List<String> faults(JsonNode node, Schema<?> given, String place) {
    Schema<?> schema = resolve(given);
    if (schema.getOneOf() != null) {
      boolean fits = schema.getOneOf().stream().anyMatch(s -> faults(node, s, place).isEmpty());
      return fits ? List.of() : List.of(place + " is none of the alternatives");
    }
    return switch (String.valueOf(schema.getType())) {
      case "object" -> objectFaults(node, schema, place);
      case "array" -> arrayFaults(node, schema, place);
      case "string" -> require(node.isTextual() && isText(node.textValue(), schema), place, node);
      case "integer" -> require(node.isIntegralNumber() && isNumber(node, schema), place, node);
      case "number" -> require(node.isNumber() && isNumber(node, schema), place, node);
      case "boolean" -> require(node.isBoolean(), place, node);
      default -> List.of(place + " has a schema without a type");
    };
  }

  private List<String> objectFaults(JsonNode node, Schema<?> schema, String place) {
    if (!node.isObject()) {
      return List.of(place + " is no object");
    }
    List<String> faults = new ArrayList<>();
    for (String name : Objects.requireNonNullElse(schema.getRequired(), List.<String>of())) {
      if (!node.hasNonNull(name)) {
        faults.add(place + "." + name + " is missing");
      }
    }
    node.fields()
        .forEachRemaining(
            field -> {
              Schema<?> known = property(schema, field.getKey());
              faults.addAll(
                  known == null
                      ? List.of(place + "." + field.getKey() + " is not documented")
                      : faults(field.getValue(), known, place + "." + field.getKey()));
            });
    return faults;
  }

  private List<String> arrayFaults(JsonNode node, Schema<?> schema, String place) {
    if (!node.isArray()) {
      return List.of(place + " is no array");
    }
    List<String> faults = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) {
      faults.addAll(faults(node.get(i), schema.getItems(), place + "[" + i + "]"));
    }
    return faults;
  }

  private static boolean isText(String text, Schema<?> schema) {
    boolean allowed = schema.getEnum() == null || schema.getEnum().contains(text);
    return allowed && (schema.getPattern() == null || Pattern.matches(schema.getPattern(), text));
  }

  private static boolean isNumber(JsonNode node, Schema<?> schema) {
    BigDecimal value = node.decimalValue();
    return (schema.getMinimum() == null || value.compareTo(schema.getMinimum()) >= 0)
        && (schema.getMaximum() == null || value.compareTo(schema.getMaximum()) <= 0);
  }

  private static List<String> require(boolean condition, String place, JsonNode node) {
    return condition ? List.of() : List.of(place + " is not valid: " + node);
  }

  private static @org.jspecify.annotations.Nullable Schema<?> property(
      Schema<?> schema, String name) {
    Map<?, ?> properties = schema.getProperties();
    Object known = properties == null ? null : properties.get(name);
    Object found = known == null ? schema.getAdditionalProperties() : known;
    return found instanceof Schema<?> one ? one : null;
  }

  private Schema<?> resolve(Schema<?> schema) {
    String ref = schema.get$ref();
    return ref == null ? schema : OpenApiDocument.named(api.getComponents().getSchemas(), ref);
  }
}
