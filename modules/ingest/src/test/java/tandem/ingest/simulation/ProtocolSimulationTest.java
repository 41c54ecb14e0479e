package tandem.ingest.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Delivery is effectively once in every schedule, and each rule is needed for that: without it the
 * same seeds hold a schedule that ends with a record twice, or never, in a journal.
 */
final class ProtocolSimulationTest {

  private static final int SEEDS = 400;

  @Test
  void run_anySchedule_leavesEachRecordOnceInBothJournals() {
    for (long seed = 0; seed < SEEDS; seed++) {
      assertThat(Simulation.violations(seed, Fault.NONE)).as("seed %d", seed).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "NO_MAXIMUM, 2 times",
    "NO_TEST_BELOW_THE_MARK, 2 times",
    "NO_SET, 2 times",
    "NO_WAIT_FOR_THE_ITEM, 0 times in the journal of its item",
    "FRONTIER_ELSEWHERE, 0 times",
    "START_ABOVE_THE_FRONTIER, 0 times"
  })
  void run_oneRuleBroken_leavesARecordTwiceOrNever(Fault broken, String violation) {
    List<String> found =
        LongStream.range(0, SEEDS)
            .mapToObj(seed -> Simulation.violations(seed, broken))
            .filter(violations -> !violations.isEmpty())
            .findFirst()
            .orElse(List.of());
    assertThat(found).anySatisfy(line -> assertThat(line).contains(violation));
  }
}
