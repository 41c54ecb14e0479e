package tandem.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tandem.model.ItemId;

/** Lists page by page. */
class PagesTest {

  @RegisterExtension static final TestServer SERVER = new TestServer();

  private static Reply next(String id, String query) {
    return SERVER.send("POST", "/v1/lists/" + id + "/next" + query, "", "");
  }

  private static List<String> ids(JsonNode list) {
    return list.get("items").findValuesAsText("item_id");
  }

  private static String begin(String path) {
    return SERVER.get(path).json(200).get("list_id").asText();
  }

  @Test
  void next_pages_neverRepeatAndKeepTheRequest() {
    JsonNode first = SERVER.get("/v1/popular?k=3&page=true&category=a&exclude=2,7").json(200);
    String id = first.get("list_id").asText();
    assertThat(id).hasSizeGreaterThan(20);
    assertThat(ids(first)).containsExactly("1", "3", "4");

    JsonNode second = next(id, "").json(200);
    assertThat(ids(second)).containsExactly("5", "6", "8");
    assertThat(second.get("list_id").asText()).isEqualTo(id);
    assertThat(SERVER.fakes().recommendations.request.filter().toString()).contains("[a]");
    assertThat(SERVER.fakes().recommendations.request.exclude())
        .contains(new ItemId("2"), new ItemId("3"));
    assertThat(ids(next(id, "?k=2").json(200))).containsExactly("9", "10");
  }

  @Test
  void next_ofAPostWithABasket_makesItAnew() {
    String body = "{\"items\":[\"101\"],\"k\":2,\"page\":true,\"diversity\":0.5}";
    for (String path : List.of("/v1/recommendations", "/v1/users/ann/recommendations")) {
      JsonNode first = SERVER.post(path, body).json(200);
      SERVER.fakes().recommendations.clear();
      JsonNode second = next(first.get("list_id").asText(), "").json(200);
      assertThat(ids(second)).containsExactly("3", "4");
      assertThat(second.get("strategy")).isEqualTo(first.get("strategy"));
      assertThat(SERVER.fakes().recommendations.basket).hasSize(1);
      assertThat(SERVER.fakes().recommendations.request.options().diversity()).isEqualTo(0.5);
    }
  }

  @Test
  void next_toTheEnd_hasAThousandItemsOnce() {
    String id = begin("/v1/items/101/similar?k=99&page=true");
    Set<String> seen = new HashSet<>();
    List<String> all = new ArrayList<>();
    JsonNode page;
    do {
      page = next(id, "").json(200);
      all.addAll(ids(page));
    } while (page.has("list_id"));
    seen.addAll(all);
    assertThat(all).hasSize(Pager.MAX_ITEMS - 99).hasSameSizeAs(seen);
    assertThat(next(id, "").problem(404).type()).isEqualTo(ProblemType.UNKNOWN_LIST.uri());
  }

  @Test
  void get_withoutPage_orAtTheEnd_hasNoId() {
    assertThat(SERVER.get("/v1/popular").json(200).has("list_id")).isFalse();
    assertThat(SERVER.get("/v1/popular?page=false").json(200).has("list_id")).isFalse();
    assertThat(SERVER.fakes().pages.lists).isEmpty();
  }

  @Test
  void next_takenByAnother_isMadeAnew() {
    String id = begin("/v1/popular?k=2&page=true");
    SERVER.fakes().pages.others = 2;
    assertThat(ids(next(id, "").json(200))).containsExactly("7", "8"); // 3 to 6 went elsewhere
    SERVER.fakes().pages.others = 100;
    assertThat(next(id, "").problem(503).type()).isEqualTo(ProblemType.UNAVAILABLE.uri());
  }

  @Test
  void next_unknown_is404() {
    assertThat(next("never", "").problem(404).type()).isEqualTo(ProblemType.UNKNOWN_LIST.uri());
    String id = begin("/v1/popular?k=2&page=true");
    assertThat(next(id, "?k=0").problem(400).field()).isEqualTo("k");
    assertThat(next(id, "?where=a:eq:1").problem(400).field()).isEqualTo("where");
  }

  @Test
  void page_badFlagOrTooLong_isRefused() {
    assertThat(SERVER.get("/v1/popular?page=yes").problem(400).field()).isEqualTo("page");
    assertThat(SERVER.post("/v1/popular", "{\"page\":1}").problem(400).field()).isEqualTo("page");
    String exclude = "123456789012345678,".repeat(900) + "1";
    String body = "{\"page\":true,\"exclude\":[" + exclude + "]}";
    assertThat(SERVER.post("/v1/popular", body).problem(413).type())
        .isEqualTo(ProblemType.TOO_LARGE.uri());
  }

  @Test
  void ids_many_areLongAndDiffer() {
    ListIds ids = new ListIds();
    Set<String> seen = new HashSet<>();
    for (int n = 0; n < 1_000; n++) {
      String id = ids.next();
      assertThat(id).matches("[A-Za-z0-9_-]{22}");
      seen.add(id);
    }
    assertThat(seen).hasSize(1_000);
  }
}
