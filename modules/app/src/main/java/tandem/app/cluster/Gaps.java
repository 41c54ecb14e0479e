package tandem.app.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What could not be found out in time. For one answer. */
final class Gaps {

  private final Duration timeout;
  private final Queue<String> sentences = new ConcurrentLinkedQueue<>();

  Gaps(Duration timeout) {
    this.timeout = timeout;
  }

  /** The answer, or empty when there is none within the time-out: {@code what} is missing then. */
  <T> CompletableFuture<Optional<T>> answer(String what, CompletionStage<T> stage) {
    // A stage that comes of a Kafka client lets nobody else complete it, nor what comes of it.
    return CompletableFuture.completedFuture(timeout)
        .thenCompose(ours -> stage)
        .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .handle(
            (answer, failure) -> {
              if (failure == null) {
                return Optional.of(answer);
              }
              add(what, reason(failure));
              return Optional.empty();
            });
  }

  void add(String what, String why) {
    sentences.add(what + ": " + why + ".");
  }

  List<String> sentences() {
    return sentences.stream().sorted().toList();
  }

  private static String reason(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause instanceof TimeoutException ? "no answer in time" : cause.toString();
  }
}
