package tandem.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * Posts events one after the other. One whose answer was lost is posted again under its id, so the
 * log may have it more often than it was asked for: what it has is counted in the log itself.
 */
final class HttpLoad {

  /** The broker is away for three minutes of it in full size. */
  private static final Duration LONGEST_OUTAGE = Duration.ofMinutes(6);

  private static final int USERS = 50;
  private static final int ITEMS = 200;
  private static final long START_SECONDS = 1_600_000_000;

  private final HttpApi api;
  private final Random random;
  private final Map<String, String> posted = new TreeMap<>();
  private final Set<String> accepted = new HashSet<>();
  private final CompletableFuture<Void> done;

  private HttpLoad(HttpApi api, long seed, int count) {
    this.api = api;
    this.random = new Random(seed);
    this.done =
        CompletableFuture.runAsync(() -> post(count), task -> new Thread(task, "posts").start());
  }

  static HttpLoad start(HttpApi api, long seed, int count) {
    return new HttpLoad(api, seed, count);
  }

  private void post(int count) {
    for (int n = 0; n < count; n++) {
      String id = "h" + n;
      String event =
          "{\"user_id\": \"hu%d\", \"item_id\": \"i%d\", \"timestamp\": %d, \"event_id\": \"%s\"}"
              .formatted(random.nextInt(USERS), random.nextInt(ITEMS), START_SECONDS + n, id);
      posted.put(id, event);
      int status =
          Await.until(
              "an answer to a post", LONGEST_OUTAGE, () -> status(event), answer -> answer < 500);
      assertThat(status).isEqualTo(202);
      accepted.add(id);
    }
  }

  private int status(String event) throws IOException, InterruptedException {
    return api.send("POST", "/v1/events", event).statusCode();
  }

  /** Waits for the last post, and adds to the account what {@code log} has of them. */
  void settle(EventTopic log, Account account) {
    done.join();
    Set<String> found = new HashSet<>();
    for (String id : log.eventIds()) {
      String event = posted.get(id);
      if (event != null) {
        found.add(id);
        account.accepted(new MadeRecord("", event, Optional.empty()));
      }
    }
    assertThat(found).as("all that was answered with 202 is in the log").containsAll(accepted);
  }
}
