package tandem.loadgen.report;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tandem.loadgen.report.LoadResult.NodeResult;
import tandem.loadgen.report.LoadResult.StreamResult;

/** Two results side by side. */
public final class Comparison {

  private static final String ROW = "%-34s %14s %14s %9s%n";

  private Comparison() {}

  /** A line for each figure that both have, with the change from the first to the second. */
  public static String table(LoadResult a, LoadResult b) {
    Map<String, Double> first = figures(a);
    Map<String, Double> second = figures(b);
    StringBuilder table =
        new StringBuilder(String.format(Locale.ROOT, ROW, "", "A", "B", "change"));
    first.forEach(
        (name, value) -> {
          Double other = second.get(name);
          if (other != null) {
            table.append(
                String.format(
                    Locale.ROOT, ROW, name, number(value), number(other), change(value, other)));
          }
        });
    table.append(settings(a, b));
    return table.toString();
  }

  private static Map<String, Double> figures(LoadResult result) {
    Map<String, Double> figures = new LinkedHashMap<>();
    for (StreamResult stream : result.streams()) {
      String name = stream.name();
      figures.put(name + "/s", stream.perSecond());
      figures.put(name + " p50 ms", stream.latency().p50());
      figures.put(name + " p90 ms", stream.latency().p90());
      figures.put(name + " p99 ms", stream.latency().p99());
      figures.put(name + " p99.9 ms", stream.latency().p999());
      figures.put(name + " max ms", stream.latency().max());
      figures.put(name + " failed", (double) stream.failures());
    }
    NodeResult node = result.node();
    if (node != null) {
      figures.put("node settled/s", node.settledPerSecond());
      figures.put("node CPU µs a record", node.cpuMicros());
      figures.put("node cores", node.cores());
      figures.put("node journal rows a record", node.rowsPerRecord());
      figures.put("node heap MB", node.heapMegabytes());
    }
    figures.put("generator CPU µs an operation", result.generator().cpuMicros());
    return figures;
  }

  /** What was asked for, where it differs. */
  private static String settings(LoadResult a, LoadResult b) {
    StringBuilder lines = new StringBuilder();
    Map<String, String> all = new LinkedHashMap<>(a.settings());
    b.settings().forEach(all::putIfAbsent);
    all.keySet()
        .forEach(
            name -> {
              String first = a.settings().getOrDefault(name, "-");
              String second = b.settings().getOrDefault(name, "-");
              if (!first.equals(second)) {
                lines.append(String.format(Locale.ROOT, ROW, "  " + name, first, second, ""));
              }
            });
    return lines.isEmpty() ? "" : "Asked for:" + System.lineSeparator() + lines;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 100 ? "%,.2f" : "%,.0f", value);
  }

  private static String change(double a, double b) {
    return a == 0
        ? (b == 0 ? "0 %" : "-")
        : String.format(Locale.ROOT, "%+.1f %%", 100 * (b - a) / a);
  }
}
