package tandem.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tandem.protocol.http.Readiness;

class UserAndHealthRoutesTest {

  @RegisterExtension static final TestServer SERVER = new TestServer();

  @Test
  void get_user_hasTheirTimesAndRecentItems() {
    SERVER.fakes().users.add("u:42@shop");
    JsonNode user = SERVER.get("/v1/users/u:42@shop").json(200);
    assertThat(user.get("user_id").asText()).isEqualTo("u:42@shop");
    assertThat(user.get("events").asLong()).isEqualTo(2);
    assertThat(Instant.parse(user.get("first_event").asText())).isEqualTo(FakeUsers.FIRST);
    assertThat(Instant.parse(user.get("last_event").asText())).isEqualTo(FakeUsers.LAST);
    assertThat(user.get("recent_items").toString()).isEqualTo("[\"102\",\"101\"]");
  }

  @Test
  void get_percentEncodedId_isTheSameUser() {
    SERVER.fakes().users.add("u:42@shop");
    JsonNode user = SERVER.get("/v1/users/%75%3A42%40shop").json(200);
    assertThat(user.get("user_id").asText()).isEqualTo("u:42@shop");
  }

  @Test
  void get_unknownUser_is404() {
    assertThat(SERVER.get("/v1/users/nobody").problem(404).type())
        .isEqualTo(ProblemType.UNKNOWN_USER.uri());
  }

  @Test
  void list_users_isInOrder() {
    SERVER.fakes().users.add("b");
    SERVER.fakes().users.add("a");
    JsonNode page = SERVER.get("/v1/users?limit=1").json(200);
    assertThat(page.get("ids").toString()).isEqualTo("[\"a\"]");
    page = SERVER.get("/v1/users?cursor=" + page.get("next_cursor").asText()).json(200);
    assertThat(page.get("ids").toString()).isEqualTo("[\"b\"]");
  }

  @Test
  void live_portsFail_isStill200() {
    SERVER.fakes().failWith(new IllegalStateException("all is lost"));
    assertThat(SERVER.get("/health/live").json(200).get("status").asText()).isEqualTo("live");
  }

  @Test
  void ready_allChecksPass_is200() {
    JsonNode ready = SERVER.get("/health/ready").json(200);
    assertThat(ready.get("status").asText()).isEqualTo("ready");
    assertThat(ready.get("checks").get(0).get("name").asText()).isEqualTo("journal");
  }

  @Test
  void ready_oneCheckFails_is503AndNamesIt() {
    SERVER
        .fakes()
        .checks(
            new Readiness.Check("journal", true, ""),
            new Readiness.Check("kafka", false, "No broker answers."));
    JsonNode ready = SERVER.get("/health/ready").json(503);
    assertThat(ready.get("status").asText()).isEqualTo("unready");
    assertThat(ready.get("checks").get(1).get("name").asText()).isEqualTo("kafka");
    assertThat(ready.get("checks").get(1).get("ok").asBoolean()).isFalse();
  }

  @Test
  void ready_checksTakeTooLong_is504() {
    SERVER.fakes().failWith(new TimeoutException("late"));
    SERVER.get("/health/ready").problem(504);
  }
}
