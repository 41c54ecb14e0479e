package tandem.app.load.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

final class HistoryTest {

  private Path directory;

  @BeforeEach
  void keep(@TempDir Path empty) {
    directory = empty;
  }

  @Test
  void append_twoRuns_keepsAllRowsAndDrawsThem() throws IOException {
    History history = new History(directory.resolve("history.csv"));
    BenchRow first = row("h2", Map.of("durable/s", 1_000.25, "restart s", 7.0));
    BenchRow second = row("h2", Map.of("durable/s", 2_000.0));
    BenchRow other = row("exchange", Map.of("durable/s", 9_000.0));

    history.append(List.of(first));
    history.append(List.of(second, other));

    assertThat(history.rows()).containsExactly(first, second, other);
    assertThat(history.plots()).hasFileName("history.svg");
    assertThat(Files.readString(history.plots()))
        .contains("aria-label=\"durable/s\"", "aria-label=\"restart s\"", ">h2<", ">exchange<")
        .doesNotContain("aria-label=\"reads", "NaN");
  }

  @Test
  void line_commaInAFact_isNoFurtherCell() {
    BenchRow row = new BenchRow("2026-11-29", "h2", "abc", "Chip, 2 GHz", "", Map.of());

    assertThat(BenchRow.of(row.line()).machine()).isEqualTo("Chip; 2 GHz");
    assertThatIllegalArgumentException().isThrownBy(() -> BenchRow.of("a,b"));
  }

  @Test
  void rows_ofAnotherTable_areRefused() throws IOException {
    Path file = directory.resolve("history.csv");
    Files.writeString(file, "when,what\n");

    assertThatThrownBy(() -> new History(file).rows()).hasMessageContaining("is no history");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--rate=0", "--only=mysql", "--for=soon"})
  void bench_optionsThatMakeNoSense_endWithTwo(String option) {
    int code =
        new CommandLine(new BenchCommand())
            .setErr(new PrintWriter(new StringWriter()))
            .execute(option, "--dir=" + directory.resolve("new"));

    assertThat(code).isEqualTo(2);
    assertThat(directory.resolve("new")).doesNotExist();
  }

  private static BenchRow row(String system, Map<String, Double> figures) {
    return new BenchRow("2026-11-29", system, "abc", "chip", "30 s", figures);
  }
}
