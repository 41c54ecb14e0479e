package tandem.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A node in a process of its own, with objective rating; its data, settings and output are in one
 * directory.
 */
final class NodeProcess {

  /** What the JVM makes of SIGTERM, after all has been shut down: 128 + 15. */
  static final int TERMINATED = 143;

  private static final Pattern ADDRESS = Pattern.compile("Serving (http://\\S+)");
  private static final Pattern ADMIN = Pattern.compile("Administration at (http://\\S+)");
  private static final Pattern BROKER = Pattern.compile("Learning from topic \\S+ of (\\S+)");

  private final Processes processes;
  private final Path directory;
  private final List<String> prefix;
  private final Running process;
  private @Nullable HttpApi api;

  private NodeProcess(Processes processes, Path directory, List<String> prefix, Running process) {
    this.processes = processes;
    this.directory = directory;
    this.prefix = prefix;
    this.process = process;
  }

  /** Starts a node on a free port, and returns when it is ready. */
  static NodeProcess start(Processes processes, Path directory) throws IOException {
    return start(processes, directory, "");
  }

  /** The same with lines of further settings. */
  static NodeProcess start(Processes processes, Path directory, String settings)
      throws IOException {
    NodeProcess node = begin(processes, directory, List.of(), settings);
    node.awaitReady();
    return node;
  }

  /** Starts a node whose command comes after {@code prefix}; it may wait for others. */
  static NodeProcess begin(
      Processes processes, Path directory, List<String> prefix, String settings)
      throws IOException {
    Files.writeString(config(directory), "tandem.model.objective = rating\n" + settings);
    return begin(processes, directory, prefix, 0);
  }

  private static NodeProcess begin(
      Processes processes, Path directory, List<String> prefix, int port) throws IOException {
    String[] arguments = {
      "run",
      "--port",
      Integer.toString(port),
      "--admin-port",
      "0",
      "--data",
      data(directory).toString(),
      "--config",
      config(directory).toString()
    };
    Running process =
        prefix.isEmpty()
            ? processes.start(directory, arguments)
            : processes.start(directory, prefix, arguments);
    return new NodeProcess(processes, directory, prefix, process);
  }

  private static Path data(Path directory) {
    return directory.resolve("data");
  }

  private static Path config(Path directory) {
    return directory.resolve("tandem.conf");
  }

  /** Returns when it is ready. */
  void awaitReady() {
    var unused =
        Await.until(
            "ready",
            () -> {
              assertThat(process.isAlive()).as("the node runs").isTrue();
              return api().get("/health/ready");
            },
            answer -> answer.statusCode() == 200);
  }

  /** Its HTTP interface, as soon as it serves. */
  HttpApi api() {
    HttpApi known = api;
    if (known == null) {
      known = new HttpApi(address());
      api = known;
    }
    return known;
  }

  URI address() {
    return URI.create(process.awaitOutput(ADDRESS));
  }

  /** Where its administration is. */
  URI adminAddress() {
    return URI.create(process.awaitOutput(ADMIN));
  }

  /** Where its directory of data is. */
  Path data() {
    return data(directory);
  }

  /** Its file of settings. */
  Path config() {
    return config(directory);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** All that it has said so far. */
  String output() {
    return process.output();
  }

  /** Where Kafka clients connect. */
  String bootstrap() {
    return process.awaitOutput(BROKER);
  }

  /** Bytes of its heap that are in use after a collection. */
  long liveHeap() {
    return process.liveHeap();
  }

  /** SIGKILL. */
  void kill() {
    process.kill();
  }

  /** SIGSTOP. */
  void pause() {
    process.pause();
  }

  /** SIGCONT. */
  void resume() {
    process.resume();
  }

  /** SIGTERM; the exit code. */
  int stop() {
    process.terminate();
    return process.awaitExit();
  }

  /** The exit code when it has ended by itself. */
  int awaitExit() {
    return process.awaitExit();
  }

  /** Starts another one on what this one has left, on the same port. */
  NodeProcess startAgain() throws IOException {
    NodeProcess node = begin(processes, directory, prefix, address().getPort());
    node.awaitReady();
    return node;
  }
}
