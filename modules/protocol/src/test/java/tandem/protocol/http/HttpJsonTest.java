package tandem.protocol.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class HttpJsonTest {

  private final ObjectMapper json = HttpJson.mapper();

  @Test
  void write_listWithoutOptionalParts_hasOnlyWhatIsThere() throws Exception {
    ItemList list =
        new ItemList(
            List.of(new ListedItem("7", 0.5, null, null, null, null, null, null, null)),
            Strategy.FOLD_IN,
            true,
            1.0,
            null,
            null,
            null,
            null,
            null,
            null,
            3);
    assertThat(json.writeValueAsString(list))
        .isEqualTo(
            "{\"items\":[{\"item_id\":\"7\",\"score\":0.5}],\"strategy\":\"fold-in\","
                + "\"known\":true,\"coverage\":1.0,\"took_ms\":3}");
    assertThat(json.readValue(json.writeValueAsString(list), ItemList.class)).isEqualTo(list);
  }

  @Test
  void write_user_hasTimesInIso8601AndIsReadBack() throws Exception {
    Instant time = Instant.parse("2021-08-24T18:12:03Z");
    UserView user = new UserView("1", 2, time, time, List.of("101"));
    String text = json.writeValueAsString(user);
    assertThat(text).contains("\"first_event\":\"2021-08-24T18:12:03Z\"");
    assertThat(json.readValue(text, UserView.class)).isEqualTo(user);
  }

  @Test
  void read_tooDeep_isRefused() {
    String deep = "[".repeat(HttpJson.MAX_DEPTH + 1) + "]".repeat(HttpJson.MAX_DEPTH + 1);
    assertThatThrownBy(() -> json.readTree(deep)).isInstanceOf(JsonProcessingException.class);
  }

  @Test
  void read_sameNameTwice_isRefused() {
    assertThatThrownBy(() -> json.readTree("{\"a\":1,\"a\":2}"))
        .isInstanceOf(JsonProcessingException.class);
  }
}
