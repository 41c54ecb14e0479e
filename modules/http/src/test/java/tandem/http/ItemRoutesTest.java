package tandem.http;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tandem.model.ItemId;
import tandem.protocol.ItemDescription;

class ItemRoutesTest {

  @RegisterExtension static final TestServer SERVER = new TestServer();

  @Test
  void put_newItem_isShownWithWhatWasLearned() {
    String body = "{\"title\":\" Alien \",\"categories\":[\"horror\",\"space\"],\"hidden\":true}";
    assertThat(SERVER.put("/v1/items/101", body).status()).isEqualTo(204);
    JsonNode item = SERVER.get("/v1/items/101").json(200);
    assertThat(item.get("title").asText()).isEqualTo("Alien");
    assertThat(item.get("categories").toString()).isEqualTo("[\"horror\",\"space\"]");
    assertThat(item.get("hidden").asBoolean()).isTrue();
    assertThat(item.get("events").asLong()).isEqualTo(2);
    assertThat(item.get("bias").asDouble()).isEqualTo(0.25);
    assertThat(item.get("popularity").asDouble()).isEqualTo(1.5);
  }

  @Test
  void put_attributesOfAllKinds_areShownAsTheyWere() {
    String body =
        "{\"attributes\":{\"colour\":\"red\",\"price\":12.5,\"pages\":300,\"new\":true,"
            + "\"tags\":[\"a\",\"b\"],\"released\":\"2026-11-24T12:00:00+02:00\",\"gone\":null},"
            + "\"available_from\":\"2026-01-01T00:00:00Z\",\"available_until\":\"2027-01-01T00:00:00.5Z\"}";
    assertThat(SERVER.put("/v1/items/101", body).status()).isEqualTo(204);
    JsonNode item = SERVER.get("/v1/items/101").json(200);
    assertThat(item.get("attributes").toString())
        .isEqualTo(
            "{\"colour\":\"red\",\"new\":true,\"pages\":300,\"price\":12.5,"
                + "\"released\":\"2026-11-24T10:00:00Z\",\"tags\":[\"a\",\"b\"]}");
    assertThat(item.get("available_from").asText()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(item.get("available_until").asText()).isEqualTo("2027-01-01T00:00:00.500Z");
  }

  @Test
  void put_mostAttributes_areTakenAndMoreAreNot() {
    assertThat(putAttributes(numbered(AttributeReader.MAX_ATTRIBUTES)).status()).isEqualTo(204);
    assertThat(putAttributes(numbered(AttributeReader.MAX_ATTRIBUTES + 1)).problem(400).field())
        .isEqualTo("attributes");
    String text = "\"" + "x".repeat(AttributeReader.MAX_TEXT) + "\"";
    assertThat(putAttributes("\"a\":" + text).status()).isEqualTo(204);
    String most =
        IntStream.range(0, 9).mapToObj(i -> "\"a" + i + "\":" + text).collect(joining(","));
    assertThat(putAttributes(most).problem(400).field()).isEqualTo("attributes");
    String texts = "\"x\",".repeat(AttributeReader.MAX_LIST) + "\"x\"";
    assertThat(putAttributes("\"a\":[" + texts + "]").problem(400).field())
        .isEqualTo("attributes.a");
  }

  private static Reply putAttributes(String attributes) {
    return SERVER.put("/v1/items/1", "{\"attributes\":{" + attributes + "}}");
  }

  private static String numbered(int count) {
    return IntStream.range(0, count).mapToObj(i -> "\"a" + i + "\":" + i).collect(joining(","));
  }

  @Test
  void put_again_replacesAll() {
    SERVER.put("/v1/items/101", "{\"title\":\"Alien\",\"categories\":[\"horror\"]}");
    SERVER.put("/v1/items/101", "{\"hidden\":false}");
    assertThat(SERVER.fakes().items.all()).containsEntry(new ItemId("101"), ItemDescription.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"title\":7}|title",
        "{\"title\":\"a\\u0000b\"}|title",
        "{\"title\":\"a\\ud800b\"}|title",
        "{\"titel\":\"x\"}|titel",
        "{\"categories\":\"x\"}|categories",
        "{\"categories\":[\"x\",\"\"]}|categories[1]",
        "{\"categories\":[1]}|categories[0]",
        "{\"hidden\":\"yes\"}|hidden",
        "{\"attributes\":[]}|attributes",
        "{\"attributes\":{\"2x\":1}}|attributes.2x",
        "{\"attributes\":{\"a.b\":1}}|attributes.a.b",
        "{\"attributes\":{\"a\":{}}}|attributes.a",
        "{\"attributes\":{\"a\":1e999}}|attributes.a",
        "{\"attributes\":{\"a\":9007199254740993}}|attributes.a",
        "{\"attributes\":{\"a\":\"x\\u0007\"}}|attributes.a",
        "{\"attributes\":{\"a\":[\"x\",7]}}|attributes.a[1]",
        "{\"available_from\":\"2026-11-24\"}|available_from",
        "{\"available_until\":1700000000}|available_until",
        "{\"available_from\":\"2026-01-02T00:00:00Z\",\"available_until\":\"2026-01-02T00:00:00Z\"}|available_until"
      })
  void put_badField_isRefusedByName(String body, String field) {
    assertThat(SERVER.put("/v1/items/101", body).problem(400).field()).isEqualTo(field);
    assertThat(SERVER.fakes().items.all()).isEmpty();
  }

  @Test
  void put_longestTexts_areTakenAndLongerOnesAreNot() {
    String title = "x".repeat(ItemReader.MAX_TITLE);
    assertThat(SERVER.put("/v1/items/1", "{\"title\":\"" + title + "\"}").status()).isEqualTo(204);
    Reply reply = SERVER.put("/v1/items/1", "{\"title\":\"x" + title + "\"}");
    assertThat(reply.problem(400).field()).isEqualTo("title");
    String many = "\"x\",".repeat(ItemReader.MAX_CATEGORIES) + "\"x\"";
    reply = SERVER.put("/v1/items/1", "{\"categories\":[" + many + "]}");
    assertThat(reply.problem(400).field()).isEqualTo("categories");
  }

  @Test
  void delete_item_isGoneAndDeletingAgainIsFine() {
    SERVER.put("/v1/items/101", "{}");
    assertThat(SERVER.delete("/v1/items/101").status()).isEqualTo(204);
    assertThat(SERVER.delete("/v1/items/101").status()).isEqualTo(204);
    assertThat(SERVER.get("/v1/items/101").problem(404).type())
        .isEqualTo(ProblemType.UNKNOWN_ITEM.uri());
    assertThat(SERVER.get("/v1/items").json(200).get("ids")).isEmpty();
  }

  @Test
  void list_byPages_hasEveryIdOnceInOrder() {
    for (String id : List.of("c", "a", "e", "b", "d")) {
      SERVER.put("/v1/items/" + id, "{}");
    }
    JsonNode first = SERVER.get("/v1/items?limit=2").json(200);
    assertThat(first.get("ids").toString()).isEqualTo("[\"a\",\"b\"]");
    JsonNode second = SERVER.get("/v1/items?limit=2&cursor=" + cursor(first)).json(200);
    assertThat(second.get("ids").toString()).isEqualTo("[\"c\",\"d\"]");
    JsonNode third = SERVER.get("/v1/items?limit=2&cursor=" + cursor(second)).json(200);
    assertThat(third.get("ids").toString()).isEqualTo("[\"e\"]");
    assertThat(third.has("next_cursor")).isFalse();
  }

  @Test
  void list_lastPageIsFull_hasNoNext() {
    SERVER.put("/v1/items/a", "{}");
    SERVER.put("/v1/items/b", "{}");
    assertThat(SERVER.get("/v1/items?limit=2").json(200).has("next_cursor")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"limit=0,limit", "limit=1001,limit", "limit=x,limit", "cursor=a%20b,cursor"})
  void list_badParameter_isRefusedByName(String query, String field) {
    for (String path : List.of("/v1/items?", "/v1/users?")) {
      assertThat(SERVER.get(path + query).problem(400).field()).isEqualTo(field);
    }
  }

  private static String cursor(JsonNode page) {
    return page.get("next_cursor").asText();
  }
}
