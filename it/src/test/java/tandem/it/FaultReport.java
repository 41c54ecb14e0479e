package tandem.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The table of what was done and seen, in {@code target/fault-report.md}. */
final class FaultReport {

  private static final Path FILE = Path.of("target", "fault-report.md");
  private static final List<Line> LINES = new ArrayList<>();
  private static final String HEAD =
      """
      | row | seed | database | accepted | learned | repeated | rejected | delivered again | kills | lost | twice \
      | resume, median / max | reads ok / failed |
      |---|---|---|---|---|---|---|---|---|---|---|---|---|
      """;

  private FaultReport() {}

  /**
   * One run of one row.
   *
   * @param again records that stood in the journals when their deliverer died, and came again
   * @param lost accepted and not learned
   * @param twice learned and not accepted, or more often than accepted
   */
  record Line(
      String row,
      long seed,
      String database,
      long accepted,
      long learned,
      long repeated,
      long rejected,
      long again,
      int kills,
      long lost,
      long twice,
      List<Duration> resumes,
      int readsOk,
      int readsFailed) {

    Line {
      resumes = resumes.stream().sorted().toList();
    }

    private String text() {
      return String.format(
          Locale.ROOT,
          "| %s | %d | %s | %,d | %,d | %,d | %,d | %,d | %d | %,d | %,d | %s | %,d / %,d |",
          row,
          seed,
          database,
          accepted,
          learned,
          repeated,
          rejected,
          again,
          kills,
          lost,
          twice,
          resumeText(),
          readsOk,
          readsFailed);
    }

    private String resumeText() {
      if (resumes.isEmpty()) {
        return "";
      }
      return seconds(resumes.get(resumes.size() / 2))
          + " / "
          + seconds(resumes.get(resumes.size() - 1));
    }

    private static String seconds(Duration time) {
      return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }
  }

  /** Prints the line, and writes the table as far as it has come. */
  static synchronized void add(Line line) throws IOException {
    LINES.add(line);
    System.out.println(line.text());
    Files.createDirectories(FILE.getParent());
    Files.writeString(
        FILE,
        HEAD + LINES.stream().map(Line::text).collect(Collectors.joining("\n")) + "\n" + total());
  }

  /** A word on what is under way. */
  static void progress(String row, long seed, String what) {
    System.out.println(row + " seed " + seed + ": " + what);
  }

  private static String total() {
    return String.format(
        Locale.ROOT,
        "%nSeed %d on, %s sizes: %,d records, %d kills, %d runs, lost %,d, twice %,d.%n",
        FaultPlan.CURRENT.seed(),
        FaultPlan.CURRENT.full() ? "full" : "short",
        LINES.stream().mapToLong(Line::accepted).sum(),
        LINES.stream().mapToInt(Line::kills).sum(),
        LINES.size(),
        LINES.stream().mapToLong(Line::lost).sum(),
        LINES.stream().mapToLong(Line::twice).sum());
  }
}
