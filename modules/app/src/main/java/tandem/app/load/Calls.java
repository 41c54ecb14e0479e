package tandem.app.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tandem.loadgen.run.Failure;

/**
 * Requests to the nodes in turn, with a bound on how many are under way. No thread waits for an
 * answer: the client's selector and a few threads serve them all. Nothing is tried again.
 */
final class Calls implements AutoCloseable {

  private static final int THREADS = 2;
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(15);

  private final List<URI> servers;
  private final Optional<String> apiKey;
  private final int underWay;
  private final Semaphore free;
  private final ExecutorService threads;
  private final HttpClient client;
  private final AtomicInteger turn = new AtomicInteger();

  /** Is told of an answer, or of the failure that came in its place. */
  interface Told {
    void of(@Nullable HttpResponse<byte[]> answer, Optional<Failure> failure);
  }

  /**
   * A client that has not asked anything yet.
   *
   * @param servers at least one
   * @param underWay the most requests at once
   */
  Calls(List<URI> servers, Optional<String> apiKey, int underWay) {
    this.servers = List.copyOf(servers);
    this.apiKey = apiKey;
    this.underWay = underWay;
    this.free = new Semaphore(underWay);
    this.threads =
        Executors.newFixedThreadPool(
            THREADS,
            task -> {
              Thread thread = new Thread(task, "load-http");
              thread.setDaemon(true);
              return thread;
            });
    // Without an upgrade to HTTP 2, which nodes don't speak, in each first request.
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .executor(threads)
            .build();
  }

  /** Asks the next node; waits while too many requests are under way. */
  void get(String path, Told told) {
    send(request(next(), path).build(), told);
  }

  /** Posts to the next node; waits while too many requests are under way. */
  void post(String path, String mediaType, byte[] body, Told told) {
    send(
        request(next(), path)
            .header("Content-Type", mediaType)
            .POST(BodyPublishers.ofByteArray(body))
            .build(),
        told);
  }

  private void send(HttpRequest request, Told told) {
    free.acquireUninterruptibly();
    var unused =
        client
            .sendAsync(request, BodyHandlers.ofByteArray())
            .whenComplete(
                (answer, failure) -> {
                  try {
                    told.of(answer, failure == null ? failure(answer) : Optional.of(kind(failure)));
                  } finally {
                    free.release();
                  }
                });
  }

  /** The body of an answer of this address with status 200, within {@code patience}. */
  Optional<byte[]> fetch(URI address, String path, Duration patience) {
    try {
      HttpResponse<byte[]> answer =
          client.send(request(address, path).timeout(patience).build(), BodyHandlers.ofByteArray());
      return answer.statusCode() == 200 ? Optional.of(answer.body()) : Optional.empty();
    } catch (IOException absent) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** Returns when all have their answers; false if that takes longer. */
  boolean await(Duration patience) {
    try {
      if (free.tryAcquire(underWay, patience.toMillis(), TimeUnit.MILLISECONDS)) {
        free.release(underWay);
        return true;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private URI next() {
    return servers.get(Math.floorMod(turn.getAndIncrement(), servers.size()));
  }

  private HttpRequest.Builder request(URI server, String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path)).timeout(ANSWER);
    apiKey.ifPresent(key -> request.header("Authorization", "Bearer " + key));
    return request;
  }

  private static Optional<Failure> failure(HttpResponse<byte[]> answer) {
    int status = answer.statusCode();
    if (status < 400) {
      return Optional.empty();
    }
    return Optional.of(
        switch (status) {
          case 429 -> Failure.REFUSED;
          case 503 -> Failure.UNAVAILABLE;
          case 504 -> Failure.TIMEOUT;
          default -> Failure.FAILED;
        });
  }

  private static Failure kind(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause instanceof HttpTimeoutException ? Failure.TIMEOUT : Failure.FAILED;
  }
}
