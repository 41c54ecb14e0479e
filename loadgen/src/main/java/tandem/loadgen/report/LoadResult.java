package tandem.loadgen.report;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tandem.loadgen.run.Percentiles;
import tandem.loadgen.run.Second;

/**
 * What a run of load came to.
 *
 * @param start when it began
 * @param seconds how long it was, without the wait for the rest to be learned
 * @param settings what was asked for, for people
 * @param machine where the generator ran
 * @param streams {@code events}, {@code reads} and {@code freshness}, those that there were
 * @param truth what the log was told
 * @param generator what the generator took
 * @param node what the nodes took; absent where they did not say
 * @param trials of a search for the highest rate, in order; else empty
 * @param over what happened second by second
 */
public record LoadResult(
    Instant start,
    double seconds,
    Map<String, String> settings,
    Map<String, String> machine,
    List<StreamResult> streams,
    TruthResult truth,
    GeneratorResult generator,
    @Nullable NodeResult node,
    List<Trial> trials,
    List<Second> over) {

  /** Copies what it is given. */
  public LoadResult {
    settings = new LinkedHashMap<>(settings);
    machine = new LinkedHashMap<>(machine);
    streams = List.copyOf(streams);
    trials = List.copyOf(trials);
    over = List.copyOf(over);
  }

  /**
   * Things of one kind.
   *
   * @param name of the kind
   * @param wanted how many were due
   * @param ok how many came about
   * @param failed how many did not, by reason
   * @param perSecond how many came about a second
   * @param latency of those that came about, in milliseconds from when each was due; of {@code
   *     freshness} from when its event was due until the list showed it
   * @param lateness how long after they were due the generator began them
   */
  public record StreamResult(
      String name,
      long wanted,
      long ok,
      Map<String, Long> failed,
      double perSecond,
      Percentiles latency,
      Percentiles lateness) {

    /** Copies the map. */
    public StreamResult {
      failed = new LinkedHashMap<>(failed);
    }

    /** How many failed. */
    long failures() {
      return failed.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /**
   * Records by what became of them.
   *
   * @param accepted events that the log has, those sent twice counted twice: the lines of the truth
   * @param duplicates of these, how many were sent before
   * @param poison records in the log that are to be rejected from there
   * @param refused poison that was rejected at the door, by HTTP
   * @param unsure events that the log may have or not, since no answer came
   */
  public record TruthResult(
      long accepted, long duplicates, long poison, long refused, long unsure) {}

  /**
   * The generator itself, after the warm-up.
   *
   * @param cpuMicros of its process for each event, read and probe that it began
   * @param cores that it kept busy
   */
  public record GeneratorResult(double cpuMicros, double cores) {}

  /**
   * The nodes, from the beginning until all was settled.
   *
   * @param settledPerSecond records
   * @param cpuMicros for each settled record, with what was read meanwhile
   * @param cores that they kept busy
   * @param rowsPerRecord of the journal
   * @param heapMegabytes that were in use in the end
   * @param settleSeconds how long it took after the end until nothing waited; below 0 if it never
   *     came to that
   */
  public record NodeResult(
      double settledPerSecond,
      double cpuMicros,
      double cores,
      double rowsPerRecord,
      double heapMegabytes,
      double settleSeconds) {}

  /**
   * One rate of a search.
   *
   * @param eventsPerSecond that were wanted
   * @param readsPerSecond that were wanted
   * @param p99 of what has the target, in milliseconds
   * @param holds whether the rate was borne
   * @param why it was not; empty where it was
   */
  public record Trial(
      double eventsPerSecond, double readsPerSecond, double p99, boolean holds, String why) {}
}
