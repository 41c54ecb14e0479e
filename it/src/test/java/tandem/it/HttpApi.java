package tandem.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import tandem.protocol.http.EventReceipt;
import tandem.protocol.http.HttpJson;
import tandem.protocol.http.IdPage;
import tandem.protocol.http.ItemList;
import tandem.protocol.http.LogProgress;
import tandem.protocol.http.Problem;

/** A node's HTTP interface, as a client that was made after docs/api.md. */
final class HttpApi {

  private static final ObjectMapper JSON = HttpJson.mapper();
  // A node without API keys takes no notice of it.
  private static final String KEY = "tandem_of-the-tests";
  private static final Duration ANSWER = Duration.ofSeconds(30);

  private final HttpClient client;
  private final URI base;
  private final Duration patience;

  HttpApi(URI base) {
    this(base, ANSWER);
  }

  private HttpApi(URI base, Duration patience) {
    this.base = base;
    this.patience = patience;
    this.client = HttpClient.newBuilder().connectTimeout(patience).build();
  }

  /** Settings of a node that lets these clients do everything, and no others. */
  static String keySettings() {
    return "tandem.http.keys = [{ name = tests, hash = \"%s\", scopes = [read, write, admin] }]%n"
        .formatted(sha256(KEY));
  }

  private static String sha256(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The same for somebody who waits no longer than this for an answer. */
  HttpApi withPatience(Duration time) {
    return new HttpApi(base, time);
  }

  /** The answer to a request with this body, or none if it is empty. */
  HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(patience)
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + KEY)
            .method(method, BodyPublishers.ofString(body))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send("GET", path, "");
  }

  /** The body of an answer that must have this status. */
  static <T> T body(HttpResponse<String> answer, int status, Class<T> type) throws IOException {
    assertThat(answer.statusCode()).as("%s", answer.body()).isEqualTo(status);
    return JSON.readValue(answer.body(), type);
  }

  /** What is at a path that must answer with 200, once the node is not too busy to. */
  <T> T get(String path, Class<T> type) throws IOException {
    return body(Await.until(path, () -> get(path), a -> a.statusCode() != 504), 200, type);
  }

  /** Sends an event that must be accepted, and returns its token. */
  String post(String event) throws IOException, InterruptedException {
    return body(send("POST", "/v1/events", event), 202, EventReceipt.class).token();
  }

  /** A problem that the request must meet. */
  Problem problem(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = send(method, path, body);
    assertThat(answer.headers().firstValue("Content-Type")).contains(Problem.MEDIA_TYPE);
    return body(answer, answer.statusCode(), Problem.class);
  }

  /** A user's list once the event of the token is learned. */
  ItemList recommendationsAfter(String user, String token) {
    String path = "/v1/users/" + user + "/recommendations?k=100&timeout=10s&after=" + token;
    HttpResponse<String> answer =
        Await.until("the list after an event", () -> get(path), a -> a.statusCode() != 504);
    try {
      return body(answer, 200, ItemList.class);
    } catch (IOException e) {
      throw new AssertionError(answer.body(), e);
    }
  }

  /** How far the log is learned; while the node can't say, an {@link IOException}. */
  LogProgress progress() throws IOException, InterruptedException {
    HttpResponse<String> answer = get("/v1/events");
    if (answer.statusCode() != 200) {
      throw new IOException("no progress: " + answer.body());
    }
    return body(answer, 200, LogProgress.class);
  }

  /** Returns when all that was accepted is learned. */
  void awaitLearned() {
    LogProgress unused =
        Await.until("all is learned", this::progress, progress -> progress.waiting() == 0);
  }

  /** The ids of all pages at {@code path}. */
  List<String> ids(String path) throws IOException, InterruptedException {
    IdPage page = get(path + "?limit=50", IdPage.class);
    List<String> ids = new ArrayList<>(page.ids());
    while (page.nextCursor() != null) {
      page = get(path + "?limit=50&cursor=" + page.nextCursor(), IdPage.class);
      ids.addAll(page.ids());
    }
    return ids;
  }
}
