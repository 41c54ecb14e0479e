package tandem.app.evaluate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Tests, then learns, event after event: of ways to make lists, where each event's item is.
 *
 * @param k the length of the lists
 * @param every lists are made before each event whose number is a multiple of this
 */
record StrategyRun(EventLog log, int k, int every) {

  Map<String, Scores> run(RankedPools pools, Map<String, Way> ways, Progress bar) {
    Map<String, PreferenceTally> tallies = new LinkedHashMap<>();
    ways.keySet().forEach(name -> tallies.put(name, new PreferenceTally(log, k)));
    long start = Scores.processorNanos();
    for (int e = 0; e < log.size(); e++) {
      int event = e;
      int item = log.item(e);
      if (e % every == 0 && pools.knows(log.user(e))) {
        boolean seen = pools.hasSeen(item);
        boolean again = pools.has(log.user(e), item);
        if (seen) {
          pools.rank(log.user(e));
        }
        ways.forEach(
            (name, way) -> {
              double rank = seen ? way.rank(pools, item) : Double.POSITIVE_INFINITY;
              Objects.requireNonNull(tallies.get(name)).add(event, rank, again);
            });
      }
      pools.learn(e, log.user(e), item);
      bar.step();
    }
    long nanos = Scores.processorNanos() - start;
    Map<String, Scores> scores = new LinkedHashMap<>();
    tallies.forEach((name, tally) -> scores.put(name, new Scores(tally.metrics(), 0, nanos)));
    return scores;
  }
}
