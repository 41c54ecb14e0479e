package tandem.app.load.bench;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a system did in one run of the set; a column without a value was not measured.
 *
 * @param when the day, in UTC
 * @param system which it was
 * @param commit of the program, with a + where files were changed since
 * @param machine processor, their number, Java
 * @param flags what the set was run with
 * @param figures by the names of {@link #FIGURES}
 */
record BenchRow(
    String when,
    String system,
    String commit,
    String machine,
    String flags,
    Map<String, Double> figures) {

  /** The measured columns. */
  static final List<String> FIGURES =
      List.of(
          "durable/s",
          "cpu us/record",
          "rows/record",
          "half/s",
          "freshness p50 ms",
          "freshness p99 ms",
          "reads p50 ms",
          "reads p99 ms",
          "restart s");

  private static final List<String> FACTS = List.of("when", "system", "commit", "machine", "flags");

  BenchRow {
    figures = Map.copyOf(figures);
  }

  /** The first line of a history. */
  static String header() {
    return String.join(",", FACTS) + "," + String.join(",", FIGURES);
  }

  /** The line of this row. */
  String line() {
    StringBuilder line = new StringBuilder();
    for (String fact : List.of(when, system, commit, machine, flags)) {
      line.append(fact.replace(',', ';')).append(',');
    }
    for (String figure : FIGURES) {
      Double value = figures.get(figure);
      line.append(value == null ? "" : String.format(Locale.ROOT, "%.2f", value)).append(',');
    }
    line.setLength(line.length() - 1);
    return line.toString();
  }

  /** The row of a line; throws {@link IllegalArgumentException} where it is none. */
  static BenchRow of(String line) {
    String[] cells = line.split(",", -1);
    if (cells.length != FACTS.size() + FIGURES.size()) {
      throw new IllegalArgumentException("a row has another number of cells: " + line);
    }
    Map<String, Double> figures = new HashMap<>();
    for (int f = 0; f < FIGURES.size(); f++) {
      String cell = cells[FACTS.size() + f];
      if (!cell.isEmpty()) {
        figures.put(FIGURES.get(f), Double.valueOf(cell));
      }
    }
    return new BenchRow(cells[0], cells[1], cells[2], cells[3], cells[4], figures);
  }
}
