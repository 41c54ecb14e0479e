package tandem.app.load;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tandem.loadgen.Traffic;
import tandem.loadgen.report.LoadResult;
import tandem.loadgen.report.LoadResult.GeneratorResult;
import tandem.loadgen.report.LoadResult.NodeResult;
import tandem.loadgen.report.LoadResult.StreamResult;
import tandem.loadgen.run.Meter;
import tandem.loadgen.run.NodeCounts;
import tandem.loadgen.run.OpenLoop;
import tandem.loadgen.run.Percentiles;
import tandem.loadgen.run.Run;
import tandem.loadgen.run.Schedule;
import tandem.loadgen.run.Second;
import tandem.loadgen.run.Stream;
import tandem.loadgen.run.Ticker;
import tandem.model.UserId;

/** Carries out a plan, waits until what it sent is learned, and says what it came to. */
final class LoadRun {

  private static final double NANOS = 1e9;
  private static final long HEAD_START = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(100);

  private final Sinks sinks;
  private final Truth truth;
  private final Traffic traffic;
  private final Supplier<UserId> readers;
  private final Duration patience;
  private int runs;

  /**
   * Runs, one after the other, by the same people.
   *
   * @param patience how long what was sent may take to be learned in the end
   */
  LoadRun(Sinks sinks, Truth truth, Traffic traffic, Supplier<UserId> readers, Duration patience) {
    this.sinks = sinks;
    this.truth = truth;
    this.traffic = traffic;
    this.readers = readers;
    this.patience = patience;
  }

  /**
   * What a plan came to.
   *
   * @param begun when
   * @param seconds how long, without the wait
   * @param over second by second
   * @param waiting records that waited at the end of the plan; below 0 where nobody says
   */
  record Outcome(
      Instant begun,
      double seconds,
      List<StreamResult> streams,
      GeneratorResult generator,
      Optional<NodeResult> node,
      List<Second> over,
      long waiting) {}

  /** Carries it out. */
  Outcome run(Plan plan, Consumer<Second> watcher) {
    Meter events = new Meter();
    try (EventSink sink = sinks.events(truth, events)) {
      return run(plan, events, sink, watcher);
    }
  }

  private Outcome run(Plan plan, Meter events, EventSink sink, Consumer<Second> watcher) {
    Optional<NodeCounts> before = sinks.watch().get(); // takes its time, so before the start
    Instant begun = Instant.now().plusNanos(HEAD_START);
    long start = System.nanoTime() + HEAD_START;
    List<Stream> streams = new ArrayList<>();
    add(
        streams,
        "events",
        plan.events(),
        new EventLoad(traffic, sink, start, begun),
        events,
        start);
    Meter reads = new Meter();
    add(streams, "reads", plan.reads(), new ReadLoad(sinks.reads(), readers, reads), reads, start);
    Meter probes = new Meter();
    String prefix = "probe-" + begun.toEpochMilli() + "-" + runs++ + "-";
    ProbeLoad probing = new ProbeLoad(sinks.probes(), prefix, truth, probes);
    add(streams, "freshness", plan.probes(), probing, probes, start);

    WarmUp warmUp = new WarmUp(streams, plan.seconds());
    List<Second> over = new ArrayList<>();
    Consumer<Second> record = over::add;
    new Run(streams, sinks.watch(), record.andThen(warmUp).andThen(watcher), Ticker.system(), start)
        .run();
    double seconds = (System.nanoTime() - start) / NANOS;
    GeneratorResult generator = warmUp.generator();
    long waiting = sinks.watch().waiting();
    finish(sink);
    return new Outcome(
        begun,
        seconds,
        streams.stream().map(stream -> result(stream, seconds)).toList(),
        generator,
        node(before.orElse(null), start, seconds),
        over,
        waiting);
  }

  private static void add(
      List<Stream> streams,
      String name,
      Schedule schedule,
      OpenLoop.Action action,
      Meter meter,
      long start) {
    if (schedule.size() > 0) {
      streams.add(new Stream(name, new OpenLoop(schedule, action, Ticker.system(), start), meter));
    }
  }

  /** Waits for the answers that are under way. */
  private void finish(EventSink sink) {
    long end = System.nanoTime() + patience.toNanos();
    boolean unused = sink.await(patience);
    unused = sinks.reads().await(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
    unused = sinks.probes().await(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
  }

  private static StreamResult result(Stream stream, double seconds) {
    Percentiles unused = stream.meter().latency().interval();
    unused = stream.loop().lateness().interval();
    Map<String, Long> failed = new LinkedHashMap<>();
    stream
        .meter()
        .failures()
        .forEach((why, count) -> failed.put(why.name().toLowerCase(Locale.ROOT), count));
    return new StreamResult(
        stream.name(),
        stream.loop().wanted(Long.MAX_VALUE),
        stream.meter().ok(),
        failed,
        stream.meter().ok() / seconds,
        stream.meter().latency().total(),
        stream.loop().lateness().total());
  }

  /**
   * Waits until nothing waits any more, and sets against each other what nodes said then and
   * before.
   */
  private Optional<NodeResult> node(@Nullable NodeCounts before, long start, double planSeconds) {
    long end = System.nanoTime() + patience.toNanos();
    Ticker ticker = Ticker.system();
    long waiting = sinks.watch().waiting();
    boolean answers = before != null && before.waiting() >= 0;
    while ((waiting > 0 || (answers && waiting < 0)) && System.nanoTime() < end) {
      ticker.park(LOOK);
      waiting = sinks.watch().waiting();
    }
    double seconds = (System.nanoTime() - start) / NANOS;
    Optional<NodeCounts> after = sinks.watch().get();
    if (before == null || after.isEmpty() || !after.get().isLaterThan(before)) {
      return Optional.empty();
    }
    double settled = after.get().settled() - before.settled();
    double cpu = after.get().cpuNanos() - before.cpuNanos();
    return Optional.of(
        new NodeResult(
            settled / seconds,
            cpu / 1e3 / Math.max(1, settled),
            cpu / NANOS / seconds,
            (after.get().rows() - before.rows()) / Math.max(1, settled),
            after.get().heapBytes() / (1 << 20),
            waiting == 0 ? seconds - planSeconds : -1));
  }

  /** The whole result of an outcome. */
  static LoadResult result(
      Outcome outcome,
      Map<String, String> settings,
      Map<String, String> machine,
      LoadResult.TruthResult truth,
      List<LoadResult.Trial> trials) {
    return new LoadResult(
        outcome.begun(),
        outcome.seconds(),
        settings,
        machine,
        outcome.streams(),
        truth,
        outcome.generator(),
        outcome.node().orElse(null),
        trials,
        outcome.over());
  }
}
