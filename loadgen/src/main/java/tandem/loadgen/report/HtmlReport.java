package tandem.loadgen.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import tandem.loadgen.report.LoadResult.NodeResult;
import tandem.loadgen.report.LoadResult.StreamResult;
import tandem.loadgen.report.LoadResult.Trial;
import tandem.loadgen.report.LoadResult.TruthResult;
import tandem.loadgen.run.Percentiles;
import tandem.loadgen.run.Second;

/** A result as one page that needs neither network nor script. */
public final class HtmlReport {

  private static final String STYLE =
      """
      body { font: 15px/1.45 system-ui, sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem; color: #222 }
      h1 { font-size: 1.4rem } h2 { font-size: 1.1rem; margin-top: 2rem }
      table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 14px }
      th, td { text-align: right; padding: .2rem .6rem; border-bottom: 1px solid #ddd } th:first-child, td:first-child { text-align: left }
      svg { width: 100%; height: auto; margin: .6rem 0 }
      """;

  private final LoadResult result;
  private final StringBuilder page = new StringBuilder();

  private HtmlReport(LoadResult result) {
    this.result = result;
  }

  /** Writes the page. */
  public static void write(LoadResult result, Path file) throws IOException {
    Files.writeString(file, page(result));
  }

  /** The page. */
  static String page(LoadResult result) {
    HtmlReport report = new HtmlReport(result);
    report.head();
    report.streams();
    report.node();
    report.trials();
    report.plots();
    report.facts("Asked for", result.settings());
    report.facts("Generator's machine", result.machine());
    return report.page.append("</body></html>\n").toString();
  }

  private void head() {
    page.append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">");
    page.append("<meta name=\"viewport\" content=\"width=device-width\"><title>Load ");
    page.append(result.start()).append("</title><style>").append(STYLE).append(Plot.STYLE);
    page.append("</style></head><body><h1>Load of ").append(result.start());
    page.append("</h1><p>").append(text("%.0f s. ", result.seconds()));
    TruthResult truth = result.truth();
    page.append(
        text(
            "The log has %,d events (%,d of them sent before) and %,d records that are none; %,d were"
                + " refused at the door, of %,d it is not known.</p>",
            truth.accepted(), truth.duplicates(), truth.poison(), truth.refused(), truth.unsure()));
  }

  private void streams() {
    page.append("<h2>Latency from when each was due, in ms</h2><table>");
    cells(
        "th",
        "",
        "wanted",
        "came about",
        "a second",
        "p50",
        "p90",
        "p99",
        "p99.9",
        "max",
        "failed");
    for (StreamResult stream : result.streams()) {
      Percentiles ms = stream.latency();
      cells(
          "td",
          stream.name(),
          text("%,d", stream.wanted()),
          text("%,d", stream.ok()),
          text("%,.1f", stream.perSecond()),
          text("%.2f", ms.p50()),
          text("%.2f", ms.p90()),
          text("%.2f", ms.p99()),
          text("%.2f", ms.p999()),
          text("%.2f", ms.max()),
          stream.failed().isEmpty() ? "0" : stream.failed().toString());
    }
    page.append("</table><p>The generator began them late by ");
    for (StreamResult stream : result.streams()) {
      page.append(text("%.2f ms (p99, %s) ", stream.lateness().p99(), stream.name()));
    }
    page.append(
        text(
            "and took %.1f µs of CPU for each, %.2f cores.</p>",
            result.generator().cpuMicros(), result.generator().cores()));
  }

  private void node() {
    NodeResult node = result.node();
    if (node == null) {
      page.append("<p>No node said anything of itself.</p>");
      return;
    }
    page.append("<h2>Nodes</h2><table>");
    cells(
        "th", "settled/s", "CPU µs a record", "cores", "rows a record", "heap MB", "settled after");
    cells(
        "td",
        text("%,.0f", node.settledPerSecond()),
        text("%.1f", node.cpuMicros()),
        text("%.2f", node.cores()),
        text("%.2f", node.rowsPerRecord()),
        text("%.0f", node.heapMegabytes()),
        node.settleSeconds() < 0 ? "never" : text("%.1f s", node.settleSeconds()));
    page.append("</table>");
  }

  private void trials() {
    if (result.trials().isEmpty()) {
      return;
    }
    page.append("<h2>Search</h2><table>");
    cells("th", "events/s", "reads/s", "p99 ms", "holds", "");
    for (Trial trial : result.trials()) {
      cells(
          "td",
          text("%,.0f", trial.eventsPerSecond()),
          text("%,.0f", trial.readsPerSecond()),
          text("%.1f", trial.p99()),
          trial.holds() ? "yes" : "no",
          trial.why());
    }
    page.append("</table>");
  }

  private void plots() {
    page.append("<h2>Over time</h2>");
    List<Plot.Line> rates = new ArrayList<>();
    List<Plot.Line> times = new ArrayList<>();
    List<Plot.Line> fresh = new ArrayList<>();
    for (StreamResult stream : result.streams()) {
      String name = stream.name();
      boolean isProbe = name.equals("freshness");
      if (!isProbe) {
        rates.add(part(name, name + " wanted", false, Second.Part::wanted));
        rates.add(part(name, name, false, Second.Part::ok));
      }
      List<Plot.Line> to = isProbe ? fresh : times;
      to.add(part(name, name + " p50", true, Second.Part::p50));
      to.add(part(name, name + " p99", true, Second.Part::p99));
    }
    rates.add(node("settled", Second.Node::settled));
    plot("A second", false, rates);
    plot("Latency, ms", true, times);
    plot("Freshness: event due until the list shows it, ms", true, fresh);
    plot("Records that wait", false, List.of(node("waiting", HtmlReport::waiting)));
    plot("CPU of the nodes, cores", false, List.of(node("cores", Second.Node::cores)));
    plot("Heap of the nodes, MB", false, List.of(node("heap", Second.Node::heapMegabytes)));
    plot("Journal, rows a second", false, List.of(node("rows", Second.Node::rows)));
  }

  private void plot(String title, boolean logarithmic, List<Plot.Line> lines) {
    page.append(new Plot(title, " s", logarithmic, lines).svg());
  }

  /** A line of a stream; times are there only for seconds in which something came about. */
  private Plot.Line part(
      String stream, String name, boolean isTime, ToDoubleFunction<Second.Part> value) {
    List<Plot.Point> points = new ArrayList<>();
    for (Second second : result.over()) {
      for (Second.Part part : second.streams()) {
        if (part.name().equals(stream) && (part.ok() > 0 || !isTime)) {
          points.add(new Plot.Point(second.at(), value.applyAsDouble(part)));
        }
      }
    }
    return new Plot.Line(name, points);
  }

  /** Not a number where no node said. */
  private static double waiting(Second.Node node) {
    return node.waiting() < 0 ? Double.NaN : node.waiting();
  }

  private Plot.Line node(String name, ToDoubleFunction<Second.Node> value) {
    List<Plot.Point> points = new ArrayList<>();
    for (Second second : result.over()) {
      Optional.ofNullable(second.node())
          .filter(node -> !Double.isNaN(value.applyAsDouble(node)))
          .ifPresent(node -> points.add(new Plot.Point(second.at(), value.applyAsDouble(node))));
    }
    return new Plot.Line(name, points);
  }

  private void facts(String title, Map<String, String> facts) {
    page.append("<h2>").append(Html.escape(title)).append("</h2><table>");
    facts.forEach((name, value) -> cells("td", name, value));
    page.append("</table>");
  }

  private void cells(String tag, String... cells) {
    page.append("<tr>");
    for (String cell : cells) {
      page.append('<').append(tag).append('>').append(Html.escape(cell));
      page.append("</").append(tag).append('>');
    }
    page.append("</tr>\n");
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
