package tandem.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tandem.protocol.http.HttpJson;

/** Reads {@code tandem.scenarios}: what a POST may ask for, by name. */
final class Scenarios {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");

  private Scenarios() {}

  /** By name; throws {@link IllegalArgumentException} that names the scenario and its field. */
  static Map<String, Scenario> of(Config config, ItemSchema schema, ListOptions absent) {
    FilterValues values = new FilterValues(schema);
    Map<String, Scenario> scenarios = new TreeMap<>();
    for (Map.Entry<String, ConfigValue> entry : config.getObject("tandem.scenarios").entrySet()) {
      scenarios.put(entry.getKey(), scenario(entry.getKey(), entry.getValue(), values, absent));
    }
    return scenarios;
  }

  private static Scenario scenario(
      String name, ConfigValue given, FilterValues values, ListOptions absent) {
    if (!NAME.matcher(name).matches()) {
      throw wrong(
          name, null, "the name must be 1 to 32 characters of [a-z0-9-], the first a letter");
    }
    try {
      JsonNode object = HttpJson.mapper().readTree(given.render(ConfigRenderOptions.concise()));
      if (!object.isObject()) {
        throw ProblemException.body("", "It must be an object.");
      }
      return ListReader.scenario(values, object, absent);
    } catch (ProblemException problem) {
      throw wrong(name, problem.field(), problem.detail());
    } catch (JsonProcessingException e) {
      throw wrong(name, null, "it is deeper or longer than a request may be");
    }
  }

  private static IllegalArgumentException wrong(
      String name, @Nullable String field, String detail) {
    String place = field == null ? name : name + "." + field;
    return new IllegalArgumentException("tandem.scenarios." + place + ": " + detail);
  }
}
