package tandem.ingest.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Delivery is effectively once in every schedule, and each rule is needed for that: without it the
 * same seeds hold a schedule that ends with a record twice, or never, in a journal.
 */
final class ProtocolSimulationTest {

  private static final int SEEDS = 600;

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
    "START_ABOVE_THE_FRONTIER, 0 times",
    "NO_ORDER, dropped by its user and is in the journal of its item",
    "NO_ORDER_OF_WHAT_IS_ASKED_AGAIN, dropped by its user and is in the journal of its item",
    "REQUEUE_IN_ANY_ORDER, dropped by its user and is in the journal of its item",
    "KEYS_FORGOTTEN_AT_RECOVERY, learned but is a repetition",
    "KEYS_OF_THE_JOURNAL_ONLY, learned but is a repetition",
    "NEWEST_OF_THE_JOURNAL_ONLY, dropped by its user and is in the journal of its item",
    "REPETITION_NOT_JOURNALED, 0 times in the journal of its user",
    "PRODUCER_WITHOUT_KEY, dropped by its user and is in the journal of its item"
  })
  void run_oneRuleBroken_leavesARecordTwiceOrNever(Fault broken, String violation) {
    assertThat(LongStream.range(0, SEEDS).boxed())
        .anySatisfy(
            seed ->
                assertThat(Simulation.violations(seed, broken))
                    .anySatisfy(line -> assertThat(line).contains(violation)));
  }
}
