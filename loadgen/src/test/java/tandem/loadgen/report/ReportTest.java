package tandem.loadgen.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tandem.loadgen.report.LoadResult.GeneratorResult;
import tandem.loadgen.report.LoadResult.NodeResult;
import tandem.loadgen.report.LoadResult.StreamResult;
import tandem.loadgen.report.LoadResult.Trial;
import tandem.loadgen.report.LoadResult.TruthResult;
import tandem.loadgen.run.Percentiles;
import tandem.loadgen.run.Second;

final class ReportTest {

  @Test
  void file_writtenAndRead_isTheSame(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("result.json");
    LoadResult result = result(12.5, "<b>");

    ResultFile.write(result, file);

    assertThat(ResultFile.read(file)).isEqualTo(result);
  }

  @Test
  void file_thatIsNone_failsWithASentence(@TempDir Path directory) throws IOException {
    Path other = Files.writeString(directory.resolve("other.json"), "{\"start\": \"now\"}");

    assertThatThrownBy(() -> ResultFile.read(other))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is no result of a run");
    assertThatThrownBy(() -> ResultFile.read(directory.resolve("none.json")))
        .hasMessageContaining("There is no");
  }

  @Test
  void page_anyResult_hasPlotsAndNeedsNothingElse() {
    String page = HtmlReport.page(result(12.5, "<b>"));

    assertThat(page).doesNotContain("http:", "https:", "<script", "<link", "<img", "<b>", "NaN");
    assertThat(page).contains("&lt;b&gt;", "12.50", "Too high");
    for (String plot :
        List.of(
            "A second",
            "Latency, ms",
            "Freshness",
            "Records that wait",
            "CPU of the nodes",
            "Heap of the nodes",
            "Journal, rows a second")) {
      assertThat(page).containsPattern("<svg[^>]*aria-label=\"" + plot);
    }
  }

  @Test
  void page_withoutNode_leavesItsPlotsOut() {
    LoadResult all = result(12.5, "x");
    LoadResult alone =
        new LoadResult(
            all.start(),
            all.seconds(),
            all.settings(),
            all.machine(),
            all.streams(),
            all.truth(),
            all.generator(),
            null,
            List.of(),
            List.of(new Second(1, all.over().get(0).streams(), null)));

    assertThat(HtmlReport.page(alone)).contains("aria-label=\"Latency").doesNotContain("CPU of");
  }

  @Test
  void table_twoResults_tellsTheChange() {
    String table = Comparison.table(result(10, "a"), result(12.5, "b"));

    assertThat(table).containsPattern("events p99 ms +10\\.00 +12\\.50 +\\+25\\.0 %");
    assertThat(table).containsPattern("node settled/s +99\\.00 +99\\.00 +\\+0\\.0 %");
    assertThat(table).containsPattern("out +a +b");
    assertThat(table).doesNotContain("rate");
  }

  private static LoadResult result(double p99, String out) {
    Percentiles ms = new Percentiles(200, 3, 2, 8, p99, 20, 30);
    StreamResult events =
        new StreamResult("events", 200, 199, Map.of("timeout", 1L), 99.5, ms, Percentiles.NONE);
    StreamResult probes = new StreamResult("freshness", 2, 2, Map.of(), 1, ms, Percentiles.NONE);
    return new LoadResult(
        Instant.parse("2026-11-29T08:00:00Z"),
        2,
        Map.of("rate", "100", "out", out),
        Map.of("java", "17"),
        List.of(events, probes),
        new TruthResult(190, 5, 4, 3, 2),
        new GeneratorResult(15, 0.2),
        new NodeResult(99, 80, 0.5, 1.5, 300, 1),
        List.of(new Trial(100, 10, p99, false, "Too high")),
        List.of(second(1), second(2)));
  }

  private static Second second(double at) {
    return new Second(
        at,
        List.of(
            new Second.Part("events", 100, 100, 99, 1, 2, 9, 11),
            new Second.Part("freshness", 1, 1, 1, 0, 20, 20, 20)),
        new Second.Node(0.5, 300, 99, 150, 10));
  }
}
