package tandem.loadgen.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class OpenLoopTest {

  private static final long MILLI = 1_000_000;
  private static final long START = 5_000;

  private final FakeTicker ticker = new FakeTicker();
  private final List<Long> dues = new ArrayList<>();

  private static final class FakeTicker implements Ticker {
    private long now = START;

    @Override
    public long nanos() {
      return now;
    }

    @Override
    public void park(long nanos) {
      now += nanos;
    }
  }

  @Test
  void run_quickAction_beginsEachWhenItIsDue() {
    OpenLoop loop = loop(100, due -> assertThat(ticker.now - due).isLessThan(MILLI));

    loop.run();

    assertThat(dues).hasSize(1_000).isSorted();
    assertThat(dues.get(0)).isEqualTo(START + 10 * MILLI);
    assertThat(loop.done()).isEqualTo(1_000);
    assertThat(ticker.now).isGreaterThanOrEqualTo(START + 10_000 * MILLI);
  }

  @Test
  void run_actionThatStandsStill_countsTheDelayOfAllThatCameAfter() {
    Meter meter = new Meter();
    OpenLoop loop =
        loop(
            100,
            due -> {
              if (dues.size() == 301) {
                ticker.now += 2_000 * MILLI; // the system stops for two seconds
              }
              meter.ok(ticker.now - due);
            });

    loop.run();

    assertThat(dues).hasSize(1_000);
    Percentiles unused = meter.latency().interval();
    // A fifth of all was due in those seconds. Had the loop waited for the one, it were a
    // thousandth.
    assertThat(meter.latency().total().p90()).isCloseTo(1_000, within(30.0));
    assertThat(meter.latency().total().max()).isCloseTo(2_000, within(30.0));
    assertThat(meter.latency().total().p50()).isLessThan(1);
  }

  @Test
  void run_actionThatIsTooSlow_givesUpSoonAfterTheEnd() {
    OpenLoop loop = loop(100, due -> ticker.now += 100 * MILLI);

    loop.run();

    assertThat(loop.done()).isBetween(105L, 112L);
    assertThat(loop.wanted(Long.MAX_VALUE)).isEqualTo(1_000);
    assertThat(loop.wanted(START + 5_000 * MILLI)).isEqualTo(500);
  }

  @Test
  void run_stopped_endsAtOnce() {
    List<OpenLoop> loops = new ArrayList<>();
    loops.add(
        loop(
            100,
            due -> {
              if (dues.size() == 10) {
                loops.get(0).stop();
              }
            }));

    loops.get(0).run();

    assertThat(dues).hasSize(10);
  }

  @Test
  void run_severalStreams_areToldOfSecondBySecond() {
    Meter meter = new Meter();
    Ticker system = Ticker.system();
    long start = system.nanos();
    OpenLoop.Action action = due -> meter.ok(system.nanos() - due);
    OpenLoop loop =
        new OpenLoop(Phases.constant(Duration.ofMillis(2_500), 200), action, system, start);
    List<Second> seconds = new ArrayList<>();

    new Run(
            List.of(new Stream("events", loop, meter)),
            Optional::empty,
            seconds::add,
            system,
            start)
        .run();

    assertThat(seconds).isNotEmpty();
    assertThat(seconds.get(0).streams().get(0).name()).isEqualTo("events");
    assertThat(seconds.get(0).streams().get(0).wanted()).isCloseTo(200, within(5.0));
    assertThat(seconds.get(0).node()).isNull();
    assertThat(meter.ok()).isEqualTo(500);
  }

  private OpenLoop loop(double rate, OpenLoop.Action action) {
    return new OpenLoop(
        Phases.constant(Duration.ofSeconds(10), rate),
        due -> {
          dues.add(due);
          action.begin(due);
        },
        ticker,
        START);
  }
}
