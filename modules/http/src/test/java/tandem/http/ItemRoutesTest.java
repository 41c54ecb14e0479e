package tandem.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
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
        "{\"hidden\":\"yes\"}|hidden"
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
