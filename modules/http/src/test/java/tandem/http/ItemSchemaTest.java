package tandem.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.ConfigFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tandem.protocol.AttributeValue;

class ItemSchemaTest {

  @RegisterExtension
  static final TestServer SERVER =
      new TestServer(
          """
          tandem.items {
            strict = true
            schema {
              colour = string
              size = { type = string, values = [S, M, L] }
              price = { type = number, min = 0, max = 100 }
              new = boolean
              tags = { type = list, values = [a, b] }
              released = { type = time, min = "1900-01-01T00:00:00Z" }
            }
          }
          """);

  private static Reply put(String attributes) {
    return SERVER.put("/v1/items/1", "{\"attributes\":" + attributes + "}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"colour\":\"any\",\"size\":\"M\",\"price\":100,\"new\":false,\"tags\":[\"a\",\"b\"]}",
        "{\"released\":\"1900-01-01T00:00:00Z\"}",
        "{\"tags\":[],\"price\":null}"
      })
  void put_asTheSchemaSays_isTaken(String attributes) {
    assertThat(put(attributes).status()).isEqualTo(204);
  }

  @Test
  void put_textThatLooksLikeATime_isTheTextThatTheSchemaSays() {
    assertThat(put("{\"colour\":\"2026-11-24T12:00:00Z\"}").status()).isEqualTo(204);
    assertThat(SERVER.fakes().items.described("1").attributes().get("colour").orElseThrow())
        .isEqualTo(new AttributeValue.Text("2026-11-24T12:00:00Z"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"colour\":7}|attributes.colour",
        "{\"size\":\"XL\"}|attributes.size",
        "{\"price\":\"7\"}|attributes.price",
        "{\"price\":-0.01}|attributes.price",
        "{\"price\":101}|attributes.price",
        "{\"new\":\"true\"}|attributes.new",
        "{\"tags\":\"a\"}|attributes.tags",
        "{\"tags\":[\"a\",\"c\"]}|attributes.tags",
        "{\"released\":\"yesterday\"}|attributes.released",
        "{\"released\":\"1899-12-31T23:59:59Z\"}|attributes.released",
        "{\"weight\":1}|attributes.weight"
      })
  void put_againstTheSchema_isRefusedByName(String attributes, String field) {
    assertThat(put(attributes).problem(400).field()).isEqualTo(field);
  }

  @Test
  void putMany_againstTheSchema_namesElementAndField() {
    String body =
        "[{\"item_id\":\"a\",\"attributes\":{\"price\":1}},"
            + "{\"item_id\":\"b\",\"attributes\":{\"price\":101}}]";
    JsonNode result = SERVER.put("/v1/items", body).json(207).get("results").get(1);
    assertThat(result.get("item_id").asText()).isEqualTo("b");
    assertThat(result.get("field").asText()).isEqualTo("attributes.price");
    assertThat(result.get("detail").asText()).isEqualTo("The schema allows 0.0 to 100.0 here.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a = text",
        "a = 7",
        "a = { values = [x] }",
        "a = { type = number, values = [x] }",
        "a = { type = string, min = 1 }",
        "a = { type = time, min = yesterday }",
        "a = { type = string, allowed = [x] }",
        "\"a.b\" = string"
      })
  void of_schemaThatMakesNoSense_isRefusedByName(String line) {
    assertThatThrownBy(
            () ->
                ItemSettings.of(
                    ConfigFactory.parseString("tandem.items.schema { " + line + " }")
                        .withFallback(ConfigFactory.load())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("tandem.items.schema.a");
  }

  @Test
  void of_referenceConf_areTheDefaults() {
    assertThat(ItemSettings.of(ConfigFactory.load()))
        .isEqualTo(new ItemSettings(500, 32, ItemSchema.NONE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"max-batch", "batch-parallelism"})
  void of_badValue_isRefusedByKey(String key) {
    assertThatThrownBy(
            () ->
                ItemSettings.of(
                    ConfigFactory.parseString("tandem.items." + key + " = 0")
                        .withFallback(ConfigFactory.load())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("tandem.items." + key);
  }
}
