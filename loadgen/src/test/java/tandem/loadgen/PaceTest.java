package tandem.loadgen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {

  private static final long SECOND = 1_000_000_000L;

  // Near the largest value: System.nanoTime may start anywhere and wrap around.
  private long now = Long.MAX_VALUE - SECOND;

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 7, 999.5, 12_345.678, 1e6})
  void take_anyPollingPattern_givesWhatIsScheduledSoFar(double rate) {
    Random random = new Random(Double.hashCode(rate));
    Pace polled = new Pace(rate, Long.MAX_VALUE, () -> now);
    Pace untilNow = new Pace(rate, Long.MAX_VALUE, () -> now);
    long start = now;
    long taken = 0;
    for (int i = 0; i < 10_000; i++) {
      now += (long) (random.nextDouble() * random.nextDouble() * SECOND / 10);
      taken += polled.take();
      assertThat((double) taken).isCloseTo((now - start) * rate / SECOND, within(1.0));
    }

    assertThat(untilNow.take()).isEqualTo(taken).isPositive();
    assertThat(polled.handedOut()).isEqualTo(taken);
    assertThat(polled.skipped()).isZero();
  }

  @Test
  void take_sameInstantTwice_givesNothingTheSecondTime() {
    Pace pace = new Pace(10, 100, () -> now);
    now += SECOND;

    assertThat(pace.take()).isEqualTo(10);
    assertThat(pace.take()).isZero();
  }

  @Test
  void take_afterALongPause_isBoundedAndThenOnScheduleAgain() {
    Pace pace = new Pace(100, 50, () -> now);
    now += 60 * SECOND;

    assertThat(pace.take()).isEqualTo(50);
    assertThat(pace.skipped()).isEqualTo(5_950);
    assertThat(pace.take()).isZero();
    now += SECOND / 10;
    assertThat(pace.take()).isEqualTo(10);
    assertThat(pace.handedOut()).isEqualTo(60);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.7, 3, 333.3, 65_537})
  void untilNext_waitedFor_givesOneEventAndNotEarlier(double rate) {
    Pace pace = new Pace(rate, 10, () -> now);
    for (int i = 0; i < 1_000; i++) {
      Duration wait = pace.untilNext();
      assertThat(wait).isPositive();
      now += wait.toNanos() - 1;
      assertThat(pace.take()).isZero();
      now += 1;
      assertThat(pace.take()).isEqualTo(1);
    }
  }

  @Test
  void untilNext_eventsAreDue_isZero() {
    Pace pace = new Pace(5, 10, () -> now);
    now += SECOND;

    assertThat(pace.untilNext()).isZero();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void pace_impossibleRate_isRefused(double rate) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Pace(rate, 1, () -> now));
    assertThatIllegalArgumentException().isThrownBy(() -> new Pace(1, 0, () -> now));
  }
}
