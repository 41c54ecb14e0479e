package tandem.app.content;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class SlowingTimerTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final ActorTestKit kit = ActorTestKit.create(ManualTime.config());
  private final ManualTime time = ManualTime.get(kit.system());
  private final BlockingQueue<String> runs = new LinkedBlockingQueue<>();

  @AfterEach
  void stop() {
    kit.shutdownTestKit();
  }

  private SlowingTimer start(Duration longest) {
    return SlowingTimer.start(kit.system(), MINUTE, longest, () -> runs.add("run"));
  }

  static Stream<Arguments> task_runsAfterTwiceAsLongEachTimeUpToTheLongest() {
    return Stream.of(
        Arguments.of(5, List.of(1, 2, 4, 5, 5)),
        Arguments.of(60, List.of(1, 2, 4, 8, 16, 32, 60, 60)),
        Arguments.of(1, List.of(1, 1, 1)));
  }

  @ParameterizedTest
  @MethodSource
  void task_runsAfterTwiceAsLongEachTimeUpToTheLongest(int longest, List<Integer> minutes)
      throws InterruptedException {
    SlowingTimer unused = start(Duration.ofMinutes(longest));
    for (int wanted : minutes) {
      time.timePasses(Duration.ofMinutes(wanted).minusSeconds(1));
      assertThat(runs.poll(50, TimeUnit.MILLISECONDS)).as("before %s", wanted).isNull();
      time.timePasses(Duration.ofSeconds(1));
      assertThat(runs.poll(20, TimeUnit.SECONDS)).as("after %s", wanted).isNotNull();
    }
    assertThat(runs).isEmpty();
  }

  @Test
  void cancel_endsIt() throws InterruptedException {
    SlowingTimer timer = start(MINUTE);
    time.timePasses(MINUTE);
    assertThat(runs.poll(20, TimeUnit.SECONDS)).isNotNull();
    timer.cancel();
    time.timePasses(Duration.ofHours(1));
    assertThat(runs.poll(50, TimeUnit.MILLISECONDS)).isNull();
  }
}
