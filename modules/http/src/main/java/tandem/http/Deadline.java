package tandem.http;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Makes sure that a port's answer comes, or its absence is noticed. */
final class Deadline {

  // Ports keep the time themselves; this is for one that does not, and lets a good one win.
  private static final Duration GRACE = Duration.ofMillis(250);

  private Deadline() {}

  /**
   * The same answer; fails with {@link java.util.concurrent.TimeoutException} if there is none
   * shortly after {@code timeout}.
   */
  static <T> CompletionStage<T> within(Duration timeout, CompletionStage<T> answer) {
    // A stage that comes of a Kafka client lets nobody else complete it, nor what comes of it: so
    // the
    // time-out is set on a stage of ours.
    return CompletableFuture.completedFuture(timeout)
        .thenCompose(ours -> answer)
        .orTimeout(timeout.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
  }
}
