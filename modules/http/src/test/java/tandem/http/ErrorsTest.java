package tandem.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tandem.protocol.http.HttpJson;
import tandem.protocol.http.Problem;

class ErrorsTest {

  @RegisterExtension static final TestServer SERVER = new TestServer();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/v1",
        "/v1/",
        "/v2/popular",
        "/v1/popular/",
        "/v1//popular",
        "/v1/users/a/b"
      })
  void get_unknownPath_is404(String path) {
    assertThat(SERVER.get(path).problem(404).type()).isEqualTo(ProblemType.NO_SUCH_PATH.uri());
  }

  @Test
  void send_wrongMethod_is405WithTheRightOnes() {
    Reply reply = SERVER.send("PATCH", "/v1/items/101", Body.JSON, "{}");
    assertThat(reply.problem(405).type()).isEqualTo(ProblemType.METHOD_NOT_ALLOWED.uri());
    assertThat(reply.header("Allow")).isEqualTo("GET, PUT, DELETE");
  }

  @Test
  void get_unknownParameter_isRefusedByName() {
    for (String path : List.of("/v1/popular", "/v1/users/ann", "/health/live", "/openapi.yaml")) {
      assertThat(SERVER.get(path + "?sort=1").problem(400).field()).isEqualTo("sort");
    }
  }

  @Test
  void get_parameterTwice_isRefusedByName() {
    assertThat(SERVER.get("/v1/popular?k=1&k=2").problem(400).field()).isEqualTo("k");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a%20b", "a%2Fb", "%00", "%0D%0Ax", "a+b", "%C3%A9", "a%7Cb", ""})
  void get_badId_isRefusedByName(String id) {
    for (String path : List.of("/v1/users/%s", "/v1/items/%s", "/v1/items/%s/similar")) {
      assertThat(SERVER.get(path.formatted(id)).problem(400).field()).isEqualTo("id");
    }
  }

  @Test
  void get_idOf129Characters_isRefusedByName() {
    assertThat(SERVER.get("/v1/users/" + "x".repeat(129)).problem(400).field()).isEqualTo("id");
    SERVER.get("/v1/users/" + "x".repeat(128)).problem(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/xml", "application/x-www-form-urlencoded"})
  void post_otherMediaType_is415(String type) {
    SERVER.send("POST", "/v1/events", type, "{}").problem(415);
    SERVER.send("POST", "/v1/recommendations", type, "{}").problem(415);
    SERVER.send("PUT", "/v1/items/1", type, "{}").problem(415);
  }

  @Test
  void post_bodyAboveItsLimit_is413() {
    String large = "\"" + "x".repeat(SERVER.settings().maxBody()) + "\"";
    SERVER.post("/v1/recommendations", large).problem(413);
    SERVER.put("/v1/items/1", large).problem(413);
    SERVER.post("/v1/events", large).problem(400);
  }

  @Test
  void post_chunkedBodyAboveItsLimit_is413() {
    byte[] large = new byte[SERVER.settings().maxBody() + 1];
    HttpRequest request =
        HttpRequest.newBuilder(uri("/v1/recommendations"))
            .header("Content-Type", Body.JSON)
            .POST(BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(large)))
            .build();
    SERVER.send(request).problem(413);
  }

  @Test
  void post_badJson_isNotQuoted() {
    Reply reply = SERVER.post("/v1/recommendations", "{\"secret-of-the-client\": nonsense}");
    assertThat(reply.problem(400).detail()).contains("line 1").doesNotContain("nonsense");
  }

  @Test
  void get_portNeverAnswers_is504() {
    SERVER.fakes().hang();
    for (String path : List.of("/v1/popular", "/v1/users/ann", "/v1/items", "/health/ready")) {
      assertThat(SERVER.get(path).problem(504).type()).isEqualTo(ProblemType.TIMEOUT.uri());
    }
  }

  @Test
  void send_portRefusesSinceAJournalCantBeRead_is503AndSaysSo() {
    String why = "The journal of this user can't be read.";
    SERVER
        .fakes()
        .failWith(new CompletionException(new UnavailableException(why, Duration.ofMinutes(1))));
    for (Reply reply :
        List.of(
            SERVER.get("/v1/users/ann"),
            SERVER.get("/v1/users/ann/recommendations"),
            SERVER.delete("/v1/users/ann"),
            SERVER.put("/v1/items/101", "{}"),
            SERVER.delete("/v1/items/101"))) {
      assertThat(reply.problem(503).detail()).isEqualTo(why);
      assertThat(reply.header("Retry-After")).isEqualTo("60");
    }
  }

  @Test
  void get_portFailsUnexpectedly_is500WithAnIdAndNothingElse() {
    SERVER.fakes().failWith(new CompletionException(new IllegalStateException("secret")));
    Reply reply = SERVER.get("/v1/popular");
    assertThat(reply.problem(500).instance()).startsWith("urn:uuid:");
    assertThat(reply.response().body()).doesNotContain("secret", "Exception");
  }

  @Test
  void get_any_hasNoServerHeaderAndIsNotCached() {
    for (String path : List.of("/v1/popular", "/nowhere")) {
      Reply reply = SERVER.get(path);
      assertThat(reply.header("Server")).isEmpty();
      assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
      assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(reply.header("Content-Security-Policy")).startsWith("default-src 'none'");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /v1/popular?k=%zz HTTP/1.1",
        "GET /v1/users/%zz HTTP/1.1",
        "GET /%ff%fe HTTP/1.1",
        "NONSENSE /v1/popular HTTP/1.1",
        "GET /v1/popular HTTP/9.9",
        "nonsense"
      })
  void send_noHttp_isAProblemDocument(String requestLine) {
    assertProblem(RawClient.send(SERVER.port(), requestLine));
  }

  @Test
  void send_targetAboveItsLimit_isAProblemDocument() {
    assertProblem(
        RawClient.send(SERVER.port(), "GET /v1/popular?k=" + "1".repeat(2_000) + " HTTP/1.1"));
  }

  @Test
  void send_unreadableQuery_is400() {
    String answer = RawClient.send(SERVER.port(), "GET /v1/popular?=&&%FF HTTP/1.1");
    assertThat(answer).startsWith("HTTP/1.1 400 ");
    assertProblem(answer);
  }

  private static void assertProblem(String answer) {
    assertThat(answer).matches("(?s)HTTP/1\\.1 (4\\d\\d|501|505) .*");
    assertThat(answer).contains("Content-Type: " + Problem.MEDIA_TYPE);
    String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
    try {
      Problem problem =
          HttpJson.mapper().readValue(body.getBytes(StandardCharsets.UTF_8), Problem.class);
      assertThat(answer).startsWith("HTTP/1.1 " + problem.status());
    } catch (java.io.IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static URI uri(String path) {
    return URI.create("http://127.0.0.1:" + SERVER.port() + path);
  }
}
