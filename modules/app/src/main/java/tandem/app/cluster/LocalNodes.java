package tandem.app.cluster;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import tandem.protocol.http.ClusterView;
import tandem.protocol.http.HttpJson;

/** Asks the nodes on this machine by their admin ports. */
final class LocalNodes {

  private static final Duration ANSWER = Duration.ofSeconds(10);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(ANSWER).build();

  /** Whether the node of that admin port is ready. */
  boolean isReady(int port) throws IOException {
    return get(port, "/health/ready").isPresent();
  }

  /** What the node of that admin port says of the cluster; empty if it does not answer. */
  Optional<ClusterView> view(int port) throws IOException {
    Optional<byte[]> body = get(port, "/v1/admin/cluster");
    return body.isEmpty()
        ? Optional.empty()
        : Optional.of(HttpJson.mapper().readValue(body.get(), ClusterView.class));
  }

  /** The body of an answer of success. */
  private Optional<byte[]> get(int port, String path) throws IOException {
    URI uri = URI.create("http://%s:%d%s".formatted(LocalPlan.HOST, port, path));
    try {
      HttpResponse<byte[]> answer =
          client.send(
              HttpRequest.newBuilder(uri).timeout(ANSWER).build(), BodyHandlers.ofByteArray());
      return answer.statusCode() == 200 ? Optional.of(answer.body()) : Optional.empty();
    } catch (ConnectException | HttpTimeoutException absent) {
      return Optional.empty();
    } catch (InterruptedException e) {
      throw new IOException("Interrupted while a node was asked.", e);
    }
  }
}
