package tandem.app.load.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tandem.loadgen.report.HistoryPlots;

/** The rows of all runs, oldest first, as CSV; and beside it their plots. */
record History(Path file) {

  /** Appends rows, and draws the plots anew. */
  void append(List<BenchRow> rows) throws IOException {
    List<String> lines = new ArrayList<>();
    if (Files.notExists(file)) {
      lines.add(BenchRow.header());
    }
    rows.forEach(row -> lines.add(row.line()));
    Files.write(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    Files.writeString(plots(), HistoryPlots.svg(series(rows())));
  }

  /** Before there is anything to append: fails with a sentence for people if that can't be. */
  void check() throws IOException {
    if (Files.exists(file)) {
      List<BenchRow> unused = rows();
    } else {
      Files.createDirectories(file.toAbsolutePath().getParent());
    }
  }

  /** Where the plots are. */
  Path plots() {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return file.resolveSibling((dot < 0 ? name : name.substring(0, dot)) + ".svg");
  }

  /** All rows; fails with a sentence for people. */
  List<BenchRow> rows() throws IOException {
    List<String> lines = Files.readAllLines(file);
    if (lines.isEmpty() || !lines.get(0).equals(BenchRow.header())) {
      throw new IOException(file + " is no history of this version: its columns are others.");
    }
    return lines.stream().skip(1).filter(line -> !line.isBlank()).map(BenchRow::of).toList();
  }

  /** Of each figure the values of each system, in the order of the runs. */
  private static Map<String, Map<String, List<Double>>> series(List<BenchRow> rows) {
    Map<String, Map<String, List<Double>>> series = new LinkedHashMap<>();
    for (String figure : BenchRow.FIGURES) {
      Map<String, List<Double>> systems = new LinkedHashMap<>();
      for (BenchRow row : rows) {
        Double value = row.figures().get(figure);
        if (value != null) {
          systems.computeIfAbsent(row.system(), name -> new ArrayList<>()).add(value);
        }
      }
      series.put(figure, systems);
    }
    return series;
  }
}
