package tandem.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The set of measurements, as small as it can be, on the two systems without PostgreSQL. */
final class BenchTest {

  @RegisterExtension static final Processes PROCESSES = new Processes();

  @Test
  void bench_smallestSet_measuresAuditsAndAppends(@TempDir Path directory) throws IOException {
    Path history = directory.resolve("history.csv");
    Running bench =
        PROCESSES.run(
            directory,
            "bench",
            "--only=h2,exchange",
            "--rate=100",
            "--for=1s",
            "--users=50",
            "--items=50",
            "--port=" + FreePorts.from(15_000, 60),
            "--dir=" + directory.resolve("bench"),
            "--history=" + history);

    assertThat(bench.awaitExit()).as(bench.output()).isZero();
    assertThat(bench.output()).contains("what was accepted is what was learned", "missing 0");
    List<String> lines = Files.readAllLines(history);
    assertThat(lines).hasSize(3);
    assertThat(lines.get(1)).contains(",h2,").doesNotEndWith(","); // the restart
    assertThat(lines.get(2)).contains(",exchange,").endsWith(","); // which has nothing to restart
    assertThat(directory.resolve("history.svg")).content().contains("durable/s");
  }
}
