package tandem.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tandem.protocol.http.HttpJson;

/** {@code ./tandem cluster}, with one node, since it is the command that is tested. */
final class ClusterCommandTest {

  @RegisterExtension static final Processes PROCESSES = new Processes();

  @Test
  void up_thenKillAndDown_statusTellsEach(@TempDir Path directory) throws Exception {
    Path cluster = directory.resolve("cluster");
    try {
      startKillAndStop(cluster);
    } finally { // what the command starts outlives it
      if (Files.exists(cluster.resolve("cluster.properties"))) {
        Running unused = cluster(cluster, "down");
      }
    }
  }

  private static void startKillAndStop(Path cluster) throws Exception {
    int port = FreePorts.from(20_000, 52);

    Running up = cluster(cluster, "up", "--nodes", "1", "--port", Integer.toString(port));

    assertThat(up.awaitExit()).as(up.output()).isEqualTo(0);
    assertThat(up.output()).contains("All is ready.", "cluster status --dir " + cluster);
    HttpApi api = new HttpApi(URI.create("http://127.0.0.1:" + port));
    String token = api.post("{\"user_id\": \"u1\", \"item_id\": \"i1\", \"value\": 4}");
    assertThat(api.recommendationsAfter("u1", token).known()).isTrue();
    JsonNode node = status(cluster, 0).get("nodes").get(0);
    assertThat(node.get("ready").asBoolean()).isTrue();

    assertThat(ProcessHandle.of(node.get("pid").asLong()).orElseThrow().destroyForcibly()).isTrue();
    Await.until("the node to end", () -> ended(node), ended -> ended);

    JsonNode dead = status(cluster, 1);
    assertThat(dead.get("nodes").get(0).has("pid")).isFalse();
    assertThat(dead.get("problems").toString()).contains("Node 1 does not run");

    Running down = cluster(cluster, "down", "--remove-data");

    assertThat(down.awaitExit()).as(down.output()).isEqualTo(0);
    assertThat(cluster).isEmptyDirectory();
  }

  private static boolean ended(JsonNode node) {
    return ProcessHandle.of(node.get("pid").asLong()).filter(ProcessHandle::isAlive).isEmpty();
  }

  private static JsonNode status(Path cluster, int code) throws IOException {
    Running status = cluster(cluster, "status", "--json");
    assertThat(status.awaitExit()).as(status.output()).isEqualTo(code);
    return HttpJson.mapper().readTree(status.output());
  }

  private static Running cluster(Path directory, String command, String... options)
      throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of("cluster", command, "--dir", directory.toString()));
    arguments.addAll(List.of(options));
    return PROCESSES.run(
        Objects.requireNonNull(directory.getParent()), arguments.toArray(String[]::new));
  }
}
