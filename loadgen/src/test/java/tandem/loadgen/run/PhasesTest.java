package tandem.loadgen.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PhasesTest {

  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);
  private static final double NANOS = 1e9;

  @Test
  void due_constantRate_isEvenlySpaced() {
    Phases phases = Phases.constant(TEN_SECONDS, 4);

    assertThat(phases.size()).isEqualTo(40);
    assertThat(phases.length()).isEqualTo(TEN_SECONDS.toNanos());
    for (int n = 0; n < 40; n++) {
      assertThat(phases.due(n) / NANOS).isCloseTo((n + 1) / 4.0, within(1e-6));
    }
  }

  @Test
  void due_ramp_countsTheAreaBelowTheLine() {
    Phases ramp = new Phases(List.of(new Phase(TEN_SECONDS, 0, 100)));

    assertThat(ramp.size()).isEqualTo(500);
    // 5 t² events are due after t seconds.
    assertThat(ramp.due(124) / NANOS).isCloseTo(5, within(1e-6));
    assertThat(ramp.due(499) / NANOS).isCloseTo(10, within(1e-6));
  }

  @Test
  void due_rampDown_slowsDown() {
    Phases ramp = new Phases(List.of(new Phase(TEN_SECONDS, 100, 0)));

    assertThat(ramp.due(374) / NANOS).isCloseTo(5, within(1e-6));
    assertThat(ramp.due(499) / NANOS).isCloseTo(10, within(1e-3));
  }

  @Test
  void due_steps_followsEachRate() {
    Phases steps = Phases.steps(TEN_SECONDS, 2, 10, 30);

    assertThat(steps.size()).isEqualTo(200);
    assertThat(steps.due(49) / NANOS).isCloseTo(5, within(1e-6));
    assertThat(steps.due(79) / NANOS).isCloseTo(6, within(1e-6));
    assertThat(steps.times(0.5).size()).isEqualTo(100);
  }

  @Test
  void due_anyPlan_neverGoesBack() {
    Phases plan =
        new Phases(
            List.of(
                new Phase(TEN_SECONDS, 3.3, 17.1),
                Phase.constant(TEN_SECONDS, 0),
                new Phase(TEN_SECONDS, 5, 0)));
    long last = 0;
    for (long n = 0; n < plan.size(); n++) {
      assertThat(plan.due(n)).isGreaterThanOrEqualTo(last).isLessThanOrEqualTo(plan.length());
      last = plan.due(n);
    }
  }

  @Test
  void phases_outOfRange_areRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Phase(Duration.ZERO, 1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Phase(TEN_SECONDS, -1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Phases(List.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> Phases.steps(TEN_SECONDS, 1, 1, 2));
    assertThatIllegalArgumentException().isThrownBy(() -> new Recorded(new long[] {2, 1}, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Recorded(new long[] {1}, 0));
  }

  @Test
  void recorded_twiceTheSpeed_takesHalfTheTime() {
    Recorded recorded = new Recorded(new long[] {1_000, 1_000, 5_000}, 2);

    assertThat(recorded.due(0)).isZero();
    assertThat(recorded.due(1)).isZero();
    assertThat(recorded.length()).isEqualTo(Duration.ofSeconds(2).toNanos());
  }
}
