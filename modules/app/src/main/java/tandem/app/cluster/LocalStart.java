package tandem.app.cluster;

import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tandem.app.database.Database;
import tandem.app.database.DatabaseSettings;

/** Starts what of a cluster on this machine does not run. */
final class LocalStart {

  private static final Duration LOOK = Duration.ofMillis(250);
  private static final Duration SAY_AGAIN = Duration.ofSeconds(15);
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  // Kafka, with its buffers of a few MB; PostgreSQL has processes of its own.
  private static final String BASE_HEAP = "256m";
  private static final String NODE_HEAP = "512m";

  private final LocalDirectory directory;
  private final LocalPlan plan;
  private final PrintWriter out;
  private final LocalNodes nodes = new LocalNodes();

  LocalStart(LocalDirectory directory, LocalPlan plan, PrintWriter out) {
    this.directory = directory;
    this.plan = plan;
    this.out = out;
  }

  /** Returns when all is ready; whether anything was started. */
  boolean start() throws IOException {
    List<Integer> absent =
        plan.numbers().filter(node -> directory.node(node).find().isEmpty()).boxed().toList();
    requireFree(absent);
    boolean startedBase = base();
    migrate();
    Map<Integer, ProcessHandle> started = new LinkedHashMap<>();
    for (int node : absent) {
      started.put(node, directory.node(node).start(nodeHeap()));
      say("Node %d starts (log: %s)".formatted(node, directory.node(node).log()));
    }
    for (int node : plan.numbers().toArray()) {
      started.putIfAbsent(node, directory.node(node).find().orElseThrow());
    }
    awaitNodes(started);
    return startedBase || !absent.isEmpty();
  }

  private static String nodeHeap() {
    return Optional.ofNullable(System.getenv("TANDEM_HEAP")).orElse(NODE_HEAP);
  }

  private void requireFree(List<Integer> absent) throws IOException {
    for (int node : absent) {
      Ports.requireFree(plan.http(node), "HTTP of node " + node);
      Ports.requireFree(plan.admin(node), "the administration of node " + node);
      Ports.requireFree(plan.management(node), "the discovery of node " + node);
      Ports.requireFree(plan.remoting(node), "the messages of node " + node);
    }
  }

  private boolean base() throws IOException {
    if (!plan.ownsKafka() && !plan.ownsDatabase()) {
      return false;
    }
    LocalProcess base = directory.base();
    Optional<ProcessHandle> running = base.find();
    boolean starts = running.isEmpty();
    if (starts) {
      if (plan.ownsKafka()) {
        Ports.requireFree(plan.kafkaPort(), "Kafka");
      }
      boolean unused = Files.deleteIfExists(directory.ready());
      running = Optional.of(base.start(BASE_HEAP));
      say("%s start (log: %s)".formatted(base.name(), base.log()));
    }
    ProcessHandle process = running.get();
    await(
        base.name(),
        () -> {
          requireAlive(process, base);
          return Files.exists(directory.ready());
        });
    say("Kafka is at %s, PostgreSQL at %s".formatted(plan.bootstrap(), plan.url()));
    return starts;
  }

  /** The nodes would all try at once. */
  private void migrate() throws IOException {
    DatabaseSettings database = new DatabaseSettings(plan.url(), plan.user(), password());
    String unused = Database.reached(() -> Database.migrate(database, database.user()));
  }

  private static String password() {
    return Optional.ofNullable(System.getenv("TANDEM_DATABASE_PASSWORD")).orElse("");
  }

  private void awaitNodes(Map<Integer, ProcessHandle> waiting) throws IOException {
    long began = System.nanoTime();
    long[] said = {began};
    await(
        "nodes",
        () -> {
          for (Map.Entry<Integer, ProcessHandle> one : List.copyOf(waiting.entrySet())) {
            int node = one.getKey();
            requireAlive(one.getValue(), directory.node(node));
            if (nodes.isReady(plan.admin(node))) {
              waiting.remove(node);
              say("Node %d is ready (%d s)".formatted(node, seconds(began)));
            }
          }
          if (!waiting.isEmpty() && seconds(said[0]) >= SAY_AGAIN.toSeconds()) {
            said[0] = System.nanoTime();
            say("Waiting for %s (%d s)".formatted(names(waiting), seconds(began)));
          }
          return waiting.isEmpty();
        });
  }

  private static String names(Map<Integer, ProcessHandle> waiting) {
    return waiting.keySet().stream().map(n -> "node " + n).collect(Collectors.joining(", "));
  }

  private static long seconds(long since) {
    return Duration.ofNanos(System.nanoTime() - since).toSeconds();
  }

  private static void requireAlive(ProcessHandle process, LocalProcess what) throws IOException {
    if (!process.isAlive()) {
      throw new IOException(
          "%s: the process has ended. See the end of %s, mend it, and ./tandem cluster up again."
              .formatted(what.name(), what.log()));
    }
  }

  private interface Question {
    boolean ask() throws IOException;
  }

  private void await(String what, Question question) throws IOException {
    RetryPolicy<Boolean> policy =
        RetryPolicy.<Boolean>builder()
            .handleResult(false)
            .withDelay(LOOK)
            .withMaxRetries(-1)
            .withMaxDuration(PATIENCE)
            .build();
    try {
      if (!Failsafe.with(policy).get(question::ask)) {
        throw new IOException(
            "%s: not ready after %d minutes; see %s."
                .formatted(what, PATIENCE.toMinutes(), directory.logs()));
      }
    } catch (dev.failsafe.FailsafeException failed) {
      if (failed.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw failed;
    }
  }

  private void say(String line) {
    out.println(line);
    out.flush();
  }
}
