package tandem.loadgen.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class MonitorTest {

  private static final long SECOND = 1_000_000_000;

  @Test
  void look_countsOfNodes_areTheDifferenceInASecond() {
    Monitor monitor = monitor(List.of(counts(1e9, 100), counts(2e9, 300)));

    Second second = monitor.look(2 * SECOND);
    assertThat(second.at()).isEqualTo(2);
    assertThat(second.node()).isEqualTo(new Second.Node(0.5, 1, 100, 100, 7));
  }

  @Test
  void look_nodeThatBeganAnewOrIsSilent_hasNoFigures() {
    Monitor monitor =
        monitor(
            List.of(
                counts(2e9, 300),
                counts(1e9, 10),
                counts(2e9, 20),
                Optional.empty(),
                counts(3e9, 30)));

    assertThat(monitor.look(SECOND).node()).isNull();
    assertThat(monitor.look(2 * SECOND).node()).isNotNull();
    assertThat(monitor.look(3 * SECOND).node()).isNull();
    assertThat(monitor.look(4 * SECOND).node()).isNull(); // nothing to compare with
  }

  private static Monitor monitor(List<Optional<NodeCounts>> answers) {
    Deque<Optional<NodeCounts>> next = new ArrayDeque<>(answers);
    return new Monitor(List.of(), next::removeFirst, 0);
  }

  private static Optional<NodeCounts> counts(double cpuNanos, double settled) {
    return Optional.of(new NodeCounts(cpuNanos, 1 << 20, settled, settled, 7));
  }
}
