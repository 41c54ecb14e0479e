package tandem.http;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tandem.model.ItemId;

class ItemBatchTest {

  private static final int MOST = 20;

  @RegisterExtension
  static final TestServer SERVER =
      new TestServer("tandem.items { max-batch = %d, batch-parallelism = 3 }".formatted(MOST));

  private static String batch(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> "{\"item_id\":\"i%d\",\"title\":\"t%d\"}".formatted(i, i))
        .collect(joining(",", "[", "]"));
  }

  @Test
  void put_allValid_areStored() {
    JsonNode answer = SERVER.put("/v1/items", batch(0, MOST)).json(200);
    assertThat(answer.get("stored").asInt()).isEqualTo(MOST);
    assertThat(SERVER.fakes().items.all()).hasSize(MOST);
    assertThat(SERVER.fakes().items.described("i7").title()).isEqualTo("t7");
    assertThat(answer.get("results").get(7).toString())
        .isEqualTo("{\"index\":7,\"item_id\":\"i7\",\"status\":\"stored\"}");
  }

  @Test
  void put_someBad_doNotSpoilTheOthersAndAreNamed() {
    String body =
        "[{\"item_id\":1},{\"item_id\":\"a b\"},{\"item_id\":2,\"attributes\":{\"x\":{}}},7,"
            + "{\"item_id\":1,\"title\":\"again\"},{\"item_id\":3,\"titel\":\"x\"},{\"title\":\"x\"},"
            + "{\"item_id\":4,\"title\":\"good\"}]";
    JsonNode answer = SERVER.put("/v1/items", body).json(207);
    assertThat(answer.get("stored").asInt()).isEqualTo(2);
    assertThat(answer.get("rejected").asInt()).isEqualTo(6);
    List<String> fields = new ArrayList<>();
    answer.get("results").forEach(result -> fields.add(result.path("field").asText("-")));
    assertThat(fields)
        .containsExactly("-", "item_id", "attributes.x", "-", "item_id", "titel", "item_id", "-");
    assertThat(SERVER.fakes().items.all()).containsOnlyKeys(new ItemId("1"), new ItemId("4"));
    assertThat(SERVER.fakes().items.described("1").title()).isEmpty();
  }

  @Test
  void put_lines_areReadOneByOne() {
    String body = "{\"item_id\":\"a\"}\n\n{\"item_id\":\"b\n{\"item_id\":\"c\"}\n";
    JsonNode answer = SERVER.send("PUT", "/v1/items", Body.NDJSON, body).json(207);
    assertThat(answer.get("stored").asInt()).isEqualTo(2);
    assertThat(answer.get("results").get(1).get("status").asText()).isEqualTo("rejected");
    assertThat(SERVER.fakes().items.all()).containsOnlyKeys(new ItemId("a"), new ItemId("c"));
  }

  @Test
  void put_noneValid_is400WithTheirStatus() {
    JsonNode answer = SERVER.put("/v1/items", "[{},[]]").json(400);
    assertThat(answer.get("rejected").asInt()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "7", "[", "{\"item_id\":\"a\"}"})
  void put_noBatch_isAProblem(String body) {
    SERVER.put("/v1/items", body).problem(400);
  }

  @Test
  void put_moreThanTheMost_isRefusedAndNoneIsTaken() {
    SERVER.put("/v1/items", batch(0, MOST + 1)).problem(400);
    assertThat(SERVER.fakes().items.all()).isEmpty();
  }

  @Test
  void put_storeAway_saysOfEachThatItFailed() {
    SERVER
        .fakes()
        .failWith(new UnavailableException("The journal is away.", Duration.ofSeconds(1)));
    JsonNode answer = SERVER.put("/v1/items", "[{\"item_id\":\"a\"},{}]").json(207);
    assertThat(answer.get("failed").asInt()).isEqualTo(1);
    assertThat(answer.get("rejected").asInt()).isEqualTo(1);
    assertThat(answer.get("results").get(0).get("detail").asText())
        .isEqualTo("The journal is away.");
  }

  @Test
  void put_storeLate_saysOfEachThatItFailed() {
    SERVER.fakes().failWith(new TimeoutException("late"));
    JsonNode answer = SERVER.put("/v1/items", batch(0, 5)).json(207);
    assertThat(answer.get("failed").asInt()).isEqualTo(5);
  }

  @Test
  void put_storeBroken_is500() {
    SERVER.fakes().failWith(new IllegalStateException("a bug"));
    SERVER.put("/v1/items", batch(0, 5)).problem(500);
  }
}
