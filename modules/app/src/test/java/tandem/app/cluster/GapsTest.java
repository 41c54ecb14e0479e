package tandem.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class GapsTest {

  private final Gaps gaps = new Gaps(Duration.ofMillis(50));

  @Test
  void answer_inTime_isNoGap() {
    assertThat(gaps.answer("one", CompletableFuture.completedFuture(1)).join()).contains(1);
    assertThat(gaps.sentences()).isEmpty();
  }

  @Test
  void answer_lateOrFailed_isNamedWithItsReason() {
    assertThat(gaps.answer("late", new CompletableFuture<Integer>()).join()).isEmpty();
    assertThat(
            gaps.answer("bad", CompletableFuture.failedFuture(new IllegalStateException("no")))
                .join())
        .isEmpty();
    assertThat(gaps.sentences())
        .containsExactly("bad: java.lang.IllegalStateException: no.", "late: no answer in time.");
  }
}
