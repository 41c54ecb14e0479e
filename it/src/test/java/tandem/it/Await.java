package tandem.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import dev.failsafe.function.CheckedSupplier;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Predicate;

/** Waits for conditions. The time-out ends a hang; it says nothing about how fast Tandem is. */
final class Await {

  static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final Duration PAUSE = Duration.ofMillis(20);

  private Await() {}

  /**
   * The first answer of {@code question} that is as it should be. A question may fail with an
   * {@link IOException}, as a node does that is about to start; what else it throws is thrown at
   * once.
   */
  static <T> T until(String goal, CheckedSupplier<T> question, Predicate<T> isReached) {
    return until(goal, PATIENCE, question, isReached);
  }

  /** The same with more or less patience. */
  static <T> T until(
      String goal, Duration patience, CheckedSupplier<T> question, Predicate<T> isReached) {
    RetryPolicy<T> policy =
        RetryPolicy.<T>builder()
            .handle(IOException.class)
            .handleResultIf(answer -> !isReached.test(answer))
            .withMaxRetries(-1)
            .withDelay(PAUSE)
            .withMaxDuration(patience)
            .build();
    T answer = Failsafe.with(policy).get(question);
    assertThat(isReached.test(answer)).as("%s; the last answer was %s", goal, answer).isTrue();
    return answer;
  }

  /** Lets time pass, where the fault is that nothing happens for so long. */
  static void pass(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    long unused =
        until(time + " to pass", time.plus(PATIENCE), System::nanoTime, now -> now - end >= 0);
  }
}
