package tandem.it;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** Very many requests for the same thing, hundreds of them at once. */
final class Flood {

  /** Below the server's 1,024 connections, above what fits into an entity's stash. */
  private static final int AT_ONCE = 800;

  /** The status of a request that got no answer. */
  static final int NONE = 0;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final HttpRequest request;
  private final Map<Integer, Integer> answers = new TreeMap<>();
  private final Map<String, Integer> reasons = new ConcurrentHashMap<>();

  private Flood(HttpRequest request) {
    this.request = request;
  }

  static Flood of(URI base, String path) {
    return new Flood(
        HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(30)).build());
  }

  /** Returns when each has its answer. */
  void send(int requests) throws InterruptedException {
    Semaphore room = new Semaphore(AT_ONCE);
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int n = 0; n < requests; n++) {
      room.acquire();
      all.add(
          client
              .sendAsync(request, BodyHandlers.discarding())
              .handle(
                  (answer, failure) -> {
                    room.release();
                    count(failure == null ? answer.statusCode() : NONE);
                    if (failure != null) {
                      reasons.merge(String.valueOf(failure), 1, Integer::sum);
                    }
                    return null;
                  }));
    }
    CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
  }

  private synchronized void count(int status) {
    answers.merge(status, 1, Integer::sum);
  }

  /** Why there was no answer, and how often. */
  Map<String, Integer> reasons() {
    return Map.copyOf(reasons);
  }

  /** How often each status came. */
  synchronized Map<Integer, Integer> answers() {
    return new TreeMap<>(answers);
  }
}
