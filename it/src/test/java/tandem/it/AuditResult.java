package tandem.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What {@code ./tandem audit --json} said of a node. */
record AuditResult(int exitCode, JsonNode report) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Audits what a node has stored; H2 only when the node is not running. */
  static AuditResult of(
      Processes processes, Path directory, NodeProcess node, String... furtherArguments)
      throws IOException {
    List<String> arguments = new ArrayList<>(List.of("audit", "--json"));
    arguments.addAll(List.of("--config", node.config().toString()));
    arguments.addAll(List.of("--data", node.data().toString()));
    arguments.addAll(List.of(furtherArguments));
    Running audit = processes.run(directory, arguments.toArray(String[]::new));
    String output = audit.output();
    int start = output.indexOf('{');
    assertThat(start).as("the audit could be made: %s", output).isNotNegative();
    return new AuditResult(audit.awaitExit(), JSON.readTree(output.substring(start)));
  }

  /** One of the numbers of an invariant. */
  long count(String invariant, String name) {
    for (JsonNode verdict : report.get("invariants")) {
      if (verdict.get("id").asText().equals(invariant)) {
        JsonNode count = verdict.get("counts").get(name);
        assertThat(count).as("%s of %s in %s", name, invariant, report).isNotNull();
        return count.asLong();
      }
    }
    throw new AssertionError("the audit says nothing of " + invariant);
  }

  long learned() {
    return count("I1", "learned");
  }

  long repeated() {
    return count("I1", "repeated");
  }

  long absent() {
    return count("I5", "rejected or never valid");
  }

  /** The rows of all journals. */
  long journalRows() {
    return count("I2", "events");
  }
}
