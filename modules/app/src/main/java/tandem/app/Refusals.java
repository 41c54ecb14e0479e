package tandem.app;

import akka.pattern.StatusReply;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import tandem.http.UnavailableException;

/** What clients are told when an entity refuses, since its journal can't be read. */
public final class Refusals {

  // Somebody has to mend a row: sooner is of no use.
  private static final Duration RETRY_AFTER = Duration.ofMinutes(1);

  private Refusals() {}

  /** The same answer; a refusal as what a port fails with. */
  public static <T> CompletionStage<T> unavailable(CompletionStage<T> answer) {
    return answer.exceptionallyCompose(
        failure -> CompletableFuture.failedFuture(unavailable(failure)));
  }

  private static Throwable unavailable(Throwable failure) {
    Throwable cause = failure.getCause();
    if (failure instanceof CompletionException && cause != null) {
      return unavailable(cause);
    }
    return failure instanceof StatusReply.ErrorMessage refusal
        ? new UnavailableException(String.valueOf(refusal.getMessage()), RETRY_AFTER)
        : failure;
  }
}
