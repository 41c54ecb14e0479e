package tandem.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * How much of the fault suite runs: {@code ./tandem fault-test} sets it.
 *
 * @param full the sizes that are reported, or small ones that go with every build
 * @param seed the first of the seeds
 * @param only the rows of the fault matrix to run; empty for all
 */
record FaultPlan(boolean full, long seed, Set<String> only) {

  /** Tag of the rows that run by {@code ./tandem fault-test} only, since all builds take long. */
  static final String SUITE = "suite";

  static final FaultPlan CURRENT = of(System.getProperties());

  FaultPlan {
    only = Set.copyOf(only);
  }

  static FaultPlan of(Properties properties) {
    String only = properties.getProperty("tandem.fault.only", "");
    return new FaultPlan(
        Boolean.parseBoolean(properties.getProperty("tandem.fault.full", "false")),
        Long.parseLong(properties.getProperty("tandem.fault.seed", "1")),
        Arrays.stream(only.split(",", -1))
            .filter(row -> !row.isBlank())
            .collect(Collectors.toSet()));
  }

  /** Skips the test of a row that is not asked for. */
  void require(String row) {
    assumeTrue(only.isEmpty() || only.contains(row), row + " is not asked for");
  }

  /** Skips a class none of whose rows is asked for. */
  void requireAny(String... rows) {
    assumeTrue(only.isEmpty() || Arrays.stream(rows).anyMatch(only::contains), "not asked for");
  }

  int size(int small, int whole) {
    return full ? whole : small;
  }

  List<Long> seeds(int few, int many) {
    return LongStream.range(seed, seed + size(few, many)).boxed().toList();
  }
}
