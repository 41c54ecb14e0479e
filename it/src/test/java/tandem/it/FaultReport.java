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

  private static final List<Availability> AVAILABILITY = new ArrayList<>();
  private static final String AVAILABILITY_HEAD =
      """
      | row | seed | lists | incomplete | unanswered | other answers | longest gap | complete again, median / max |
      |---|---|---|---|---|---|---|---|
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
          spread(resumes),
          readsOk,
          readsFailed);
    }

    private static String spread(List<Duration> sorted) {
      if (sorted.isEmpty()) {
        return "";
      }
      return seconds(sorted.get(sorted.size() / 2))
          + " / "
          + seconds(sorted.get(sorted.size() - 1));
    }

    private static String seconds(Duration time) {
      return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }
  }

  /**
   * What readers saw of a fault in a cluster.
   *
   * @param incomplete from each fault until lists were complete again
   * @param seen by a reader that asks another node when one does not answer
   */
  record Availability(String row, long seed, List<Duration> incomplete, ClusterReads.Seen seen) {

    Availability {
      incomplete = incomplete.stream().sorted().toList();
    }

    private String text() {
      return String.format(
          Locale.ROOT,
          "| %s | %d | %,d | %,d | %,d | %s | %,d ms | %s |",
          row,
          seed,
          seen.lists(),
          seen.incomplete(),
          seen.unanswered(),
          seen.statuses(),
          seen.longestGap().toMillis(),
          Line.spread(incomplete));
    }
  }

  /** Prints the line, and writes the table as far as it has come. */
  static synchronized void add(Line line) throws IOException {
    LINES.add(line);
    System.out.println(line.text());
    write();
  }

  /** Does the same in the table of what readers saw. */
  static synchronized void add(Availability line) throws IOException {
    AVAILABILITY.add(line);
    System.out.println(line.text());
    write();
  }

  private static void write() throws IOException {
    Files.createDirectories(FILE.getParent());
    Files.writeString(
        FILE,
        HEAD
            + LINES.stream().map(Line::text).collect(Collectors.joining("\n"))
            + "\n"
            + total()
            + "\n"
            + AVAILABILITY_HEAD
            + AVAILABILITY.stream().map(Availability::text).collect(Collectors.joining("\n"))
            + "\n");
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
