package tandem.app.feed;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import dev.failsafe.RetryPolicyBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tandem.app.dataset.ItemTitle;
import tandem.protocol.Interaction;
import tandem.protocol.http.EventBatch;
import tandem.protocol.http.EventResult;
import tandem.protocol.http.HttpJson;
import tandem.protocol.http.LogProgress;
import tandem.protocol.kafka.InteractionWriter;

/**
 * A node's HTTP interface. A request that is not answered, or with 429 or 5xx, is sent again until
 * the node's time to come back has passed; then the call fails with an {@link IOException} for the
 * user. Sending again is safe: a node recognises events that it has. For many threads.
 */
final class NodeClient {

  private static final int TOO_MANY_REQUESTS = 429;
  private static final Duration ANSWER = Duration.ofSeconds(20);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final ObjectMapper json = HttpJson.mapper();
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(ANSWER).build();
  private final URI server;
  private final String apiKey;
  private final Duration patience;
  private final Consumer<String> warn;

  /**
   * A client that does not ask anything yet.
   *
   * @param server its address, {@code http://host:port}
   * @param apiKey is shown with each request, if there is one
   * @param patience how long the node may be away
   * @param warn is told what goes wrong on the way
   */
  NodeClient(URI server, Optional<String> apiKey, Duration patience, Consumer<String> warn) {
    this.server = server;
    this.apiKey = apiKey.orElse("");
    this.patience = patience;
    this.warn = warn;
  }

  /** Sends events, 1 to 500; returns one result for each, in order, when the log has them. */
  List<EventResult> post(List<Interaction> events) throws IOException {
    ArrayNode body = json.createArrayNode();
    for (Interaction event : events) {
      body.add(json.readTree(InteractionWriter.value(event)));
    }
    HttpResponse<byte[]> answer = send("POST", "/v1/events", json.writeValueAsBytes(body));
    require(answer, 202, 207, 400);
    return json.readValue(answer.body(), EventBatch.class).results();
  }

  /** Describes an item. */
  void put(ItemTitle item) throws IOException {
    ObjectNode body = json.createObjectNode();
    body.put("title", item.title());
    body.set("categories", json.valueToTree(item.categories()));
    require(send("PUT", "/v1/items/" + item.id().value(), json.writeValueAsBytes(body)), 204);
  }

  /** How far the node has learned. */
  LogProgress progress() throws IOException {
    HttpResponse<byte[]> answer = send("GET", "/v1/events", new byte[0]);
    require(answer, 200);
    return json.readValue(answer.body(), LogProgress.class);
  }

  /** Returns when all that is in the log now is learned, telling how far it is on the way. */
  void awaitLearned(Consumer<LogProgress> watcher) throws IOException {
    LogProgress goal = progress();
    RetryPolicyBuilder<Boolean> policy =
        RetryPolicy.<Boolean>builder()
            .handleResult(false)
            .withMaxRetries(-1)
            .withDelay(FIRST_PAUSE);
    get(
        policy.build(),
        () -> {
          LogProgress now = progress();
          watcher.accept(now);
          return hasReached(now, goal);
        });
  }

  private static boolean hasReached(LogProgress now, LogProgress goal) {
    return goal.partitions().stream()
        .allMatch(
            wanted ->
                now.partitions().stream()
                    .anyMatch(
                        partition ->
                            partition.partition() == wanted.partition()
                                && partition.settled() >= wanted.end()));
  }

  private HttpResponse<byte[]> send(String method, String path, byte[] body) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(path))
            .timeout(ANSWER)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofByteArray(body));
    if (!apiKey.isEmpty()) {
      request.header("Authorization", "Bearer " + apiKey);
    }
    RetryPolicy<HttpResponse<byte[]>> policy =
        RetryPolicy.<HttpResponse<byte[]>>builder()
            .handle(IOException.class)
            .handleResultIf(answer -> answer != null && isForLater(answer.statusCode()))
            .withBackoff(FIRST_PAUSE, LONGEST_PAUSE)
            .withMaxRetries(-1)
            .withMaxDuration(patience)
            .onFailedAttempt(
                attempt -> {
                  if (attempt.getAttemptCount() == 1) {
                    warn.accept(
                        server + " does not answer; trying for " + patience.toSeconds() + " s.");
                  }
                })
            .build();
    return get(policy, () -> client.send(request.build(), BodyHandlers.ofByteArray()));
  }

  /** The node is away, or has more to do than it takes at once. */
  private static boolean isForLater(int status) {
    return status >= 500 || status == TOO_MANY_REQUESTS;
  }

  private <T> T get(RetryPolicy<T> policy, dev.failsafe.function.CheckedSupplier<T> call)
      throws IOException {
    try {
      return Failsafe.with(policy).get(call);
    } catch (FailsafeException e) {
      throw new IOException(server + " does not answer: " + e.getCause(), e);
    }
  }

  private void require(HttpResponse<byte[]> answer, int... expected) throws IOException {
    for (int status : expected) {
      if (answer.statusCode() == status) {
        return;
      }
    }
    throw new IOException(
        "%s answers %d to %s: %s"
            .formatted(
                server,
                answer.statusCode(),
                answer.request().uri().getPath(),
                new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8)));
  }
}
