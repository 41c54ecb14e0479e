package tandem.app;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tandem.entity.user.UserEntity.Outcome;
import tandem.loadgen.Pace;
import tandem.loadgen.Population;
import tandem.loadgen.PopulationSettings;
import tandem.protocol.Interaction;

/** {@code ./tandem demo}: a node of its own, a simulated population, and a line a second. */
@Command(
    name = "demo",
    description = "Starts a node with a simulated population.",
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

  private static final int BATCH = 500;
  private static final Duration PUBLISH_TIMEOUT = Duration.ofSeconds(30);

  @Option(names = "--port", description = "HTTP port; 8080 by default.")
  private @Nullable Integer port;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Where everything is kept; started again on it, the demo goes on. ./data by default.")
  private @Nullable Path data;

  @Option(names = "--rate", description = "Events a second; ${DEFAULT-VALUE} by default.")
  private double rate = 200;

  @Option(
      names = "--for",
      paramLabel = "SECONDS",
      description = "Stop after so many seconds; until Ctrl-C by default.")
  private long seconds = Long.MAX_VALUE;

  @Option(names = "--no-traffic", description = "No simulated events.")
  private boolean noTraffic;

  private final PrintStream out = System.out;
  private long learnedBefore;

  @Override
  public Integer call() throws Exception {
    Config objective = ConfigFactory.parseMap(Map.of("tandem.model.objective", "rating"), "demo");
    Node node =
        Node.start(
            AppConfig.load(Optional.empty(), Overrides.of(port, data).withFallback(objective)));
    out.printf("Tandem serves %s. Try:%n", node.address());
    out.printf("  curl '%s/v1/users/u1/recommendations?k=5'%n", node.address());
    ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);
    CoordinatedShutdown.get(node.system())
        .addTask(
            CoordinatedShutdown.PhaseBeforeServiceUnbind(),
            "stop-traffic",
            () -> {
              timer.shutdownNow(); // else its events meet a log that is closed
              return CompletableFuture.completedFuture(Done.getInstance());
            });
    if (!noTraffic) {
      Traffic traffic = new Traffic(node, rate);
      var unusedTraffic = timer.scheduleWithFixedDelay(traffic::send, 0, 20, TimeUnit.MILLISECONDS);
    }
    var unusedReport = timer.scheduleAtFixedRate(() -> report(node), 1, 1, TimeUnit.SECONDS);
    if (seconds < Long.MAX_VALUE) {
      var unusedStop = timer.schedule(() -> stop(node), seconds, TimeUnit.SECONDS);
    }
    node.awaitEnd();
    return 0;
  }

  private static void stop(Node node) {
    var unused = node.stop(); // call() waits for the end
  }

  private void report(Node node) {
    node.lag()
        .thenAccept(
            lag -> {
              long learned = node.metrics().count(Outcome.LEARNED);
              Histogram freshness = node.metrics().freshness();
              out.printf(
                  Locale.ROOT,
                  "learned %,d (%,d/s)  error %.3f stars  visible after p50 %d ms, p99 %d ms"
                      + "  waiting %,d%n",
                  learned,
                  learned - learnedBefore,
                  node.metrics().error(),
                  freshness.getValueAtPercentile(50),
                  freshness.getValueAtPercentile(99),
                  lag);
              learnedBefore = learned;
            });
  }

  /** Events of the population, as many as are due. */
  private static final class Traffic {
    private final Node node;
    private final Population population = new Population(PopulationSettings.demo(1), Instant.now());
    private final Pace pace;

    Traffic(Node node, double rate) {
      this.node = node;
      this.pace = new Pace(rate, BATCH, System::nanoTime);
    }

    void send() {
      long due = pace.take();
      if (due == 0) {
        return;
      }
      List<Interaction> events = new ArrayList<>();
      for (long e = 0; e < due; e++) {
        events.add(population.next(Instant.now()));
      }
      node.events()
          .publish(events, PUBLISH_TIMEOUT)
          .exceptionally(
              failure -> {
                System.err.println("Kafka did not take " + events.size() + " events: " + failure);
                return List.of();
              });
    }
  }
}
