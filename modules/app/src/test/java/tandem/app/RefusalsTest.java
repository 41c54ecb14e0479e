package tandem.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.pattern.StatusReply;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import tandem.http.UnavailableException;

final class RefusalsTest {

  private static final String WHY = "The journal of this user can't be read.";

  private static <T> CompletableFuture<T> unavailable(CompletionStage<T> answer) {
    return Refusals.unavailable(answer).toCompletableFuture();
  }

  private static void assertBecomes(Throwable failure, Throwable expected) {
    assertThatThrownBy(unavailable(CompletableFuture.failedFuture(failure))::join)
        .cause()
        .isInstanceOf(expected.getClass())
        .hasMessage(expected.getMessage());
  }

  @Test
  void unavailable_answer_isTheSame() {
    assertThat(unavailable(CompletableFuture.completedFuture("yes")).join()).isEqualTo("yes");
  }

  @Test
  void unavailable_refusal_isWhatAPortFailsWith() {
    UnavailableException expected = new UnavailableException(WHY, Duration.ofMinutes(1));
    assertBecomes(new StatusReply.ErrorMessage(WHY), expected);
    assertBecomes(new CompletionException(new StatusReply.ErrorMessage(WHY)), expected);
  }

  @Test
  void unavailable_otherFailure_isTheSame() {
    TimeoutException late = new TimeoutException("late");
    assertBecomes(late, late);
    assertBecomes(new CompletionException(late), late);
  }
}
