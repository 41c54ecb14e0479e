package tandem.loadgen.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class LatencyTest {

  private final Latency latency = new Latency();

  @Test
  void interval_thenMore_givesEachAlone_andTheTotalOfAll() {
    record(1, 100);
    Percentiles first = latency.interval();
    record(1_001, 1_100);
    Percentiles second = latency.interval();

    assertThat(first.count()).isEqualTo(100);
    assertThat(first.p50()).isCloseTo(50, within(0.1));
    assertThat(first.p99()).isCloseTo(99, within(0.1));
    assertThat(second.p50()).isCloseTo(1_050, within(1.0));
    assertThat(latency.total().count()).isEqualTo(200);
    assertThat(latency.total().max()).isCloseTo(1_100, within(1.0));
    assertThat(latency.interval()).isEqualTo(Percentiles.NONE);
  }

  @Test
  void reset_afterAWarmUp_forgetsIt() {
    record(1, 100);
    latency.reset();
    record(5, 5);
    Percentiles unused = latency.interval();

    assertThat(latency.total().count()).isEqualTo(1);
  }

  @Test
  void record_outOfRange_countsAsItsEnds() {
    latency.record(-1);
    latency.record(Long.MAX_VALUE);

    Percentiles both = latency.interval();
    assertThat(both.count()).isEqualTo(2);
    assertThat(both.max()).isGreaterThanOrEqualTo((double) TimeUnit.HOURS.toMillis(1));
  }

  private void record(int fromMillis, int toMillis) {
    for (int millis = fromMillis; millis <= toMillis; millis++) {
      latency.record(TimeUnit.MILLISECONDS.toNanos(millis));
    }
  }
}
