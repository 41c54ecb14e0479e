package tandem.app.load;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import tandem.loadgen.report.LoadResult;
import tandem.loadgen.report.LoadResult.NodeResult;
import tandem.loadgen.report.LoadResult.StreamResult;
import tandem.loadgen.report.LoadResult.Trial;
import tandem.loadgen.report.LoadResult.TruthResult;
import tandem.loadgen.run.Percentiles;

/** The end of a run, in the terminal. */
final class Summary {

  private final PrintWriter out;

  Summary(PrintWriter out) {
    this.out = out;
  }

  /** A trial of a search. */
  static String trial(Trial trial) {
    return text(
        "%s at %,.0f events/s and %,.0f reads/s: %s",
        trial.holds() ? "Holds" : "Too much",
        trial.eventsPerSecond(),
        trial.readsPerSecond(),
        trial.holds() ? text("p99 %.1f ms", trial.p99()) : trial.why());
  }

  /** All of it, and what to do next. */
  void print(LoadResult result, Path directory, Path truth) {
    out.println();
    for (StreamResult stream : result.streams()) {
      Percentiles ms = stream.latency();
      out.println(
          text(
              "%-10s %,d of %,d, %,.1f/s; ms p50 %.2f, p90 %.2f, p99 %.2f, p99.9 %.2f, max %.1f%s",
              stream.name(),
              stream.ok(),
              stream.wanted(),
              stream.perSecond(),
              ms.p50(),
              ms.p90(),
              ms.p99(),
              ms.p999(),
              ms.max(),
              stream.failed().isEmpty() ? "" : "; FAILED " + stream.failed()));
    }
    NodeResult node = result.node();
    if (node != null) {
      out.println(
          text(
              "nodes      settled %,.0f/s; CPU %.1f µs a record, %.2f cores; %.2f rows a record; %s",
              node.settledPerSecond(),
              node.cpuMicros(),
              node.cores(),
              node.rowsPerRecord(),
              node.settleSeconds() < 0
                  ? "records still wait"
                  : text("all settled %.1f s after the end", node.settleSeconds())));
    }
    out.println(
        text(
            "generator  CPU %.1f µs an operation, %.2f cores",
            result.generator().cpuMicros(), result.generator().cores()));
    result.trials().stream()
        .filter(Trial::holds)
        .max(Comparator.comparingDouble(Trial::eventsPerSecond))
        .ifPresent(trial -> out.println(trial(trial)));
    audit(result.truth(), truth);
    out.println(directory.resolve("report.html"));
    out.flush();
  }

  private void audit(TruthResult counts, Path truth) {
    out.println(
        text(
            "log        %,d events (%,d sent before), %,d poison; %,d refused, %,d unsure",
            counts.accepted(),
            counts.duplicates(),
            counts.poison(),
            counts.refused(),
            counts.unsure()));
    if (counts.accepted() > 0) {
      Path unsure = Truth.unsureFile(truth);
      out.println(
          "Is each learned once? ./tandem audit --truth "
              + truth
              + (Files.exists(unsure) ? " --unsure " + unsure : "")
              + " and the node's --data or --config.");
    }
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
