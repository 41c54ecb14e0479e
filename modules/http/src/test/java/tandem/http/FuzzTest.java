package tandem.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Random input over random routes: never a 5xx, and every 4xx is as the OpenAPI file says. */
class FuzzTest {

  @RegisterExtension static final TestServer SERVER = new TestServer();

  private static final long SEED = 20261124;
  private static final int REQUESTS = 1_500;
  private static final List<String> METHODS =
      List.of("GET", "GET", "PUT", "POST", "POST", "DELETE", "PATCH", "OPTIONS");
  private static final List<String> WORDS =
      List.of(
          "v1",
          "users",
          "items",
          "popular",
          "trending",
          "latest",
          "events",
          "recommendations",
          "similar",
          "health",
          "ready",
          "ann",
          "101",
          "%20",
          "%2F",
          "",
          "%F0%9F%8D%92",
          "a".repeat(150));
  private static final List<String> PARAMETERS =
      List.of(
          "k=5",
          "k=-1",
          "k=2147483647",
          "after=x",
          "timeout=1s",
          "timeout=-1ms",
          "limit=1",
          "cursor=a",
          "cursor=%00",
          "exclude=1",
          "category=a",
          "where=a:eq:1",
          "where=a:lt:x",
          "where=::",
          "scenario=x",
          "k",
          "=",
          "%20=%20");
  private static final List<String> TYPES =
      List.of(Body.JSON, Body.JSON, Body.JSON, Body.NDJSON, "text/plain");
  private static final List<String> TOKENS =
      List.of(
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "\"items\"",
          "\"user_id\"",
          "\"item_id\"",
          "\"value\"",
          "\"timestamp\"",
          "\"title\"",
          "\"filter\"",
          "\"all\"",
          "\"attribute\"",
          "\"attributes\"",
          "\"categories\"",
          "1",
          "-1e99",
          "1e-99999",
          "null",
          "true",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"x\"",
          "\n",
          " ",
          "\u0001",
          "\u00e9");

  private final Random random = new Random(SEED);

  @Test
  void send_randomRequests_areNeverServerErrors() {
    for (int i = 0; i < REQUESTS; i++) {
      String method = pick(METHODS);
      String path = path();
      String body = method.equals("GET") ? "" : body();
      Reply reply = SERVER.send(method, path, pick(TYPES), body);
      assertThat(reply.status())
          .as("request " + i + ": " + method + " " + path + " " + body)
          .isLessThan(500);
    }
  }

  @Test
  void send_mutatedGoodEvents_areNeverServerErrors() {
    String good = "{\"user_id\":1,\"item_id\":101,\"value\":4.5,\"timestamp\":1629828723.0}";
    for (int i = 0; i < REQUESTS; i++) {
      String body = mutate(good);
      Reply reply = SERVER.post("/v1/events", body);
      assertThat(reply.status()).as("request " + i + ": " + body).isIn(202, 207, 400);
    }
  }

  private String path() {
    StringBuilder path = new StringBuilder("/v1/");
    int segments = 1 + random.nextInt(3);
    for (int i = 0; i < segments; i++) {
      path.append(i == 0 ? "" : "/").append(pick(WORDS));
    }
    if (random.nextInt(3) == 0) {
      path.append('?').append(pick(PARAMETERS)).append('&').append(pick(PARAMETERS));
    }
    return path.toString();
  }

  private String body() {
    StringBuilder body = new StringBuilder();
    random.ints(random.nextInt(30), 0, TOKENS.size()).forEach(t -> body.append(TOKENS.get(t)));
    return body.toString();
  }

  private String mutate(String text) {
    int at = random.nextInt(text.length());
    return text.substring(0, at)
        + pick(TOKENS)
        + text.substring(Math.min(text.length(), at + random.nextInt(4)));
  }

  private String pick(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
