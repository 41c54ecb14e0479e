package tandem.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tandem.protocol.http.HttpJson;

/** {@code ./tandem cluster}, with one node, since it is the command that is tested. */
final class ClusterCommandTest {

  private static final int PORTS = 52;

  @RegisterExtension static final Processes PROCESSES = new Processes();

  @TempDir private Path directory;

  /** However the test goes: what the command starts outlives it. */
  @AfterEach
  void down() throws IOException {
    if (Files.exists(data().resolve("cluster.properties"))) {
      Running unused = cluster("down");
    }
  }

  @Test
  void up_thenKillAndDown_statusTellsEach() throws Exception {
    int port = freePorts();

    Running up = cluster("up", "--nodes", "1", "--port", Integer.toString(port));

    assertThat(up.awaitExit()).as(up.output()).isEqualTo(0);
    assertThat(up.output()).contains("All is ready.", "cluster status --dir " + data());
    HttpApi api = new HttpApi(URI.create("http://127.0.0.1:" + port));
    String token = api.post("{\"user_id\": \"u1\", \"item_id\": \"i1\", \"value\": 4}");
    assertThat(api.recommendationsAfter("u1", token).known()).isTrue();
    JsonNode node = status(0).get("nodes").get(0);
    assertThat(node.get("ready").asBoolean()).isTrue();

    assertThat(ProcessHandle.of(node.get("pid").asLong()).orElseThrow().destroyForcibly()).isTrue();
    Await.until("the node to end", () -> ended(node), ended -> ended);

    JsonNode dead = status(1);
    assertThat(dead.get("nodes").get(0).has("pid")).isFalse();
    assertThat(dead.get("problems").toString()).contains("Node 1 does not run");

    Running down = cluster("down", "--remove-data");

    assertThat(down.awaitExit()).as(down.output()).isEqualTo(0);
    assertThat(data()).isEmptyDirectory();
  }

  private static boolean ended(JsonNode node) {
    return ProcessHandle.of(node.get("pid").asLong()).filter(ProcessHandle::isAlive).isEmpty();
  }

  private JsonNode status(int code) throws IOException {
    Running status = cluster("status", "--json");
    assertThat(status.awaitExit()).as(status.output()).isEqualTo(code);
    return HttpJson.mapper().readTree(status.output());
  }

  private Running cluster(String command, String... options) throws IOException {
    String[] arguments = new String[4 + options.length];
    arguments[0] = "cluster";
    arguments[1] = command;
    arguments[2] = "--dir";
    arguments[3] = data().toString();
    System.arraycopy(options, 0, arguments, 4, options.length);
    return PROCESSES.run(directory, arguments);
  }

  private Path data() {
    return directory.resolve("cluster");
  }

  /** The first of so many ports that nobody listens on, below those that the system hands out. */
  private static int freePorts() {
    return IntStream.iterate(20_000, port -> port < 32_000, port -> port + 100)
        .filter(first -> IntStream.range(first, first + PORTS).allMatch(ClusterCommandTest::isFree))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort() == port;
    } catch (IOException taken) {
      return false;
    }
  }
}
