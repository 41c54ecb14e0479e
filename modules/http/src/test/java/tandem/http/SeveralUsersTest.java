package tandem.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tandem.model.UserId;

/** A list for each of several users, and one for several as one. */
class SeveralUsersTest {

  @RegisterExtension static final TestServer SERVER = new TestServer();

  private static final String EACH = "/v1/users/recommendations";
  private static final String GROUP = "/v1/recommendations";

  @Test
  void post_users_hasAListForEachInOrder() {
    JsonNode all =
        SERVER
            .post(EACH, "{\"users\":[\"ann\",7],\"k\":3,\"exclude\":[2],\"diversity\":0.5}")
            .json(200);
    assertThat(all.get("listed").asInt()).isEqualTo(2);
    assertThat(all.get("results").findValuesAsText("user_id")).containsExactly("ann", "7");
    JsonNode first = all.get("results").get(0);
    assertThat(first.get("status").asText()).isEqualTo("listed");
    assertThat(first.get("list").get("items").findValuesAsText("item_id"))
        .containsExactly("1", "3", "4");
    assertThat(all.get("results").get(1).get("list").get("known").asBoolean()).isFalse();
    assertThat(SERVER.fakes().recommendations.request.options().diversity()).isEqualTo(0.5);
  }

  @Test
  void post_usersThatFail_areNamedOneByOne() {
    SERVER.fakes().failWith(new UnavailableException("mend it", Duration.ofSeconds(1)));
    JsonNode all = SERVER.post(EACH, "{\"users\":[\"ann\",\"bob\"]}").json(207);
    assertThat(all.get("failed").asInt()).isEqualTo(2);
    assertThat(all.get("results").get(1).get("detail").asText()).isEqualTo("mend it");
    SERVER.fakes().hang();
    assertThat(SERVER.post(EACH, "{\"users\":[\"ann\"]}").json(207).get("failed").asInt()).isOne();
    SERVER.fakes().failWith(new IllegalStateException("a bug"));
    SERVER.post(EACH, "{\"users\":[\"ann\"]}").problem(500);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|users",
        "{\"users\":[]}|users",
        "{\"users\":\"ann\"}|users",
        "{\"users\":[\"a b\"]}|users",
        "{\"users\":[\"ann\"],\"page\":true}|page",
        "{\"users\":[\"ann\"],\"items\":[]}|items"
      })
  void post_badUsers_areRefusedByName(String body, String field) {
    assertThat(SERVER.post(EACH, body).problem(400).field()).isEqualTo(field);
  }

  @Test
  void post_usersAtTheBound_areTakenAndBeyondNot() {
    String many = "1,".repeat(SeveralUsersRoute.MAX_USERS - 1) + "1";
    SERVER.post(EACH, "{\"users\":[" + many + "]}").json(200);
    SERVER.post(EACH, "{\"users\":[1," + many + "]}").problem(400);
  }

  @Test
  void post_group_isOneListAndNamesWhoIsNotKnown() {
    JsonNode list = SERVER.post(GROUP, "{\"group\":[\"ann\",\"zoe\"],\"k\":2}").json(200);
    assertThat(list.get("strategy").asText()).isEqualTo("group");
    assertThat(list.get("unknown_users").toString()).isEqualTo("[\"zoe\"]");
    assertThat(SERVER.fakes().recommendations.group)
        .contains(
            new GroupWish(List.of(new UserId("ann"), new UserId("zoe")), GroupWish.Aggregate.MEAN));
    String least = "{\"group\":[1,2],\"aggregate\":\"least-misery\"}";
    SERVER.post(GROUP, least).json(200);
    assertThat(SERVER.fakes().recommendations.group.orElseThrow().aggregate())
        .isEqualTo(GroupWish.Aggregate.LEAST_MISERY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"group\":[\"ann\"]}|group",
        "{\"group\":[\"ann\",\"ann\"]}|group",
        "{\"group\":7}|group",
        "{\"group\":[1,2],\"items\":[]}|group",
        "{\"group\":[1,2],\"aggregate\":\"most\"}|aggregate",
        "{\"items\":[],\"aggregate\":\"mean\"}|aggregate",
        "{\"group\":[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21]}|group"
      })
  void post_badGroup_isRefusedByName(String body, String field) {
    assertThat(SERVER.post(GROUP, body).problem(400).field()).isEqualTo(field);
  }
}
