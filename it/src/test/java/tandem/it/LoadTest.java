package tandem.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A node under load with repetitions and poison in it, and the audit by the load's own truth. */
final class LoadTest {

  @RegisterExtension static final Processes PROCESSES = new Processes();

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MIX =
      "--users=200 --items=100 --duplicates=5% --poison=3% --new-users=2% --new-items=1% --session=3"
          + " --trends=10%";

  @Test
  void load_byKafkaAndByHttp_isLearnedOnce(@TempDir Path directory) throws IOException {
    NodeProcess node = NodeProcess.start(PROCESSES, directory);
    JsonNode kafka =
        load(directory, "kafka", node, "--kafka=" + node.bootstrap(), "--rate=200 --for=8s " + MIX);
    JsonNode http =
        load(directory, "http", node, "--reads=50%", "--rate=100 --to=200 --for=5s " + MIX);
    assertThat(node.stop()).isEqualTo(NodeProcess.TERMINATED);

    List<String> truth = new ArrayList<>(List.of("--truth", truth(directory).toString()));
    Path unsure = directory.resolve("truth.ndjson.unsure");
    if (Files.exists(unsure)) { // a machine so busy that an answer was late
      truth.addAll(List.of("--unsure", unsure.toString()));
    }
    truth.addAll(List.of("--rejected", Long.toString(count(kafka, "poison"))));
    AuditResult audit = AuditResult.of(PROCESSES, directory, node, truth.toArray(String[]::new));
    assertThat(audit.exitCode()).as("%s", audit.report()).isZero();
    assertThat(audit.learned() + audit.repeated())
        .isGreaterThanOrEqualTo(count(kafka, "accepted") + count(http, "accepted"));
    assertThat(audit.repeated()).isGreaterThanOrEqualTo(count(kafka, "duplicates"));
    assertThat(count(kafka, "poison")).isPositive();
    assertThat(count(http, "poison")).isZero();
    assertThat(count(http, "refused")).isPositive();
    assertCompared(directory);
  }

  /** A run against the node; its result. */
  private static JsonNode load(
      Path directory, String name, NodeProcess node, String first, String further)
      throws IOException {
    Path out = directory.resolve(name);
    List<String> arguments = new ArrayList<>(List.of("load", first));
    arguments.addAll(Arrays.asList(further.split(" ", -1)));
    arguments.add("--server=" + node.address());
    arguments.add("--admin=" + node.adminAddress());
    arguments.add("--truth=" + truth(directory));
    arguments.add("--out=" + out);
    Running load = PROCESSES.run(directory, arguments.toArray(String[]::new));
    JsonNode result = JSON.readTree(Files.readAllBytes(out.resolve("result.json")));
    for (JsonNode stream : result.get("streams")) {
      assertThat(stream.get("ok").asLong()).as(load.output()).isPositive();
    }
    assertThat(result.get("node").get("settle_seconds").asDouble())
        .as(load.output())
        .isNotNegative();
    assertThat(out.resolve("report.html")).content().contains("Journal, rows a second");
    return result;
  }

  private static void assertCompared(Path directory) throws IOException {
    Running compare =
        PROCESSES.run(
            directory,
            "load",
            "compare",
            directory.resolve("kafka/result.json").toString(),
            directory.resolve("http/result.json").toString());
    assertThat(compare.awaitExit()).as(compare.output()).isZero();
    assertThat(compare.output()).contains("node CPU", "freshness p99 ms", "rate");
  }

  private static Path truth(Path directory) {
    return directory.resolve("truth.ndjson");
  }

  private static long count(JsonNode result, String name) {
    return result.get("truth").get(name).asLong();
  }
}
