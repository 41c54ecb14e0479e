package tandem.app.load.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import tandem.app.cluster.LocalProcess;

/**
 * A node with its broker in the same process, and H2; or, to see what the rest takes, no journal.
 */
final class OneNode implements BenchSystem {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(20);
  private static final String HEAP = "2g";

  /** The index has its tables; nothing else is kept. */
  private static final String NO_JOURNAL =
      """
      jdbc-journal {
        class = "%s"
        plugin-dispatcher = "akka.actor.default-dispatcher"
        circuit-breaker { max-failures = 1000, call-timeout = 60 s, reset-timeout = 10 s }
      }
      """
          .formatted(NoJournal.class.getName());

  private final HttpClient client = HttpClient.newHttpClient();
  private final String name;
  private final Path directory;
  private final int port;
  private final boolean isDurable;

  private OneNode(String name, Path directory, int port, boolean isDurable) {
    this.name = name;
    this.directory = directory;
    this.port = port;
    this.isDurable = isDurable;
  }

  /** The node as {@code ./tandem run} starts it; it takes {@code port} and the two above. */
  static OneNode h2(Path directory, int port) {
    return new OneNode("h2", directory, port, true);
  }

  /** The same without a journal: the exchange of users and items alone. */
  static OneNode exchange(Path directory, int port) {
    return new OneNode("exchange", directory, port, false);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public double overload() {
    return isDurable ? 8_000 : 30_000;
  }

  @Override
  public void start() throws IOException {
    Files.createDirectories(directory);
    Files.writeString(
        config(),
        "tandem.model.objective = rating\ntandem.kafka.port = %d\n%s"
            .formatted(port + 2, isDurable ? "" : NO_JOURNAL));
    ProcessHandle started = process().start(HEAP);
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!isReady()) {
      if (!started.isAlive() || System.nanoTime() - end > 0) {
        throw new IOException("The node did not start; see " + log() + ".");
      }
      LockSupport.parkNanos(LOOK);
    }
  }

  private boolean isReady() throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(server().resolve("/health/ready"))
            .timeout(Duration.ofSeconds(5))
            .build();
    try {
      return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (InterruptedException e) {
      throw new IOException("Interrupted while a node was to start.", e);
    } catch (IOException notYet) {
      return false;
    }
  }

  @Override
  public void stop() throws IOException {
    Optional<ProcessHandle> running = process().find();
    if (running.isPresent() && !LocalProcess.stop(running.get(), PATIENCE)) {
      throw new IOException("The node does not stop; see " + log() + ".");
    }
  }

  @Override
  public void close() throws IOException {
    stop();
  }

  @Override
  public URI server() {
    return URI.create("http://127.0.0.1:" + port);
  }

  @Override
  public String kafka() {
    return "127.0.0.1:" + (port + 2);
  }

  @Override
  public List<String> database() {
    return isDurable
        ? List.of("--config", config().toString(), "--data", data().toString())
        : List.of();
  }

  private LocalProcess process() {
    return new LocalProcess(
        name,
        log(),
        List.of(
            "run",
            "--port",
            Integer.toString(port),
            "--admin-port",
            Integer.toString(port + 1),
            "--data",
            data().toString(),
            "--config",
            config().toString()));
  }

  private Path config() {
    return directory.resolve("node.conf");
  }

  private Path data() {
    return directory.resolve("data");
  }

  private Path log() {
    return directory.resolve("node.log");
  }
}
