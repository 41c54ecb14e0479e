package tandem.app;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tandem.loadgen.Population;
import tandem.loadgen.PopulationSettings;

/** {@code ./tandem demo}: a node of its own, a simulated population, and a line a second. */
@Command(
    name = "demo",
    description = "Starts a node with a simulated population.",
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

  /** The simulated users give stars: what they say is learned as it is. */
  private static final Config RATING =
      ConfigFactory.parseMap(Map.of("tandem.model.objective", "rating"), "demo");

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--port", description = "HTTP port; 8080 by default.")
  private @Nullable Integer port;

  @Option(
      names = "--admin-port",
      description = "Port of the administration; by default 8081, or the one above --port.")
  private @Nullable Integer adminPort;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Where everything is kept; started again on it, the demo goes on. ./data by default.")
  private @Nullable Path data;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Settings, such as a preset: config/presets/shop.conf.")
  private @Nullable Path config;

  @Option(names = "--rate", description = "Events a second; ${DEFAULT-VALUE} by default.")
  private double rate = 200;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "Stop after this long, such as 90s or 5m; until Ctrl-C by default.")
  private @Nullable Duration duration;

  @Option(names = "--no-traffic", description = "No simulated events.")
  private boolean noTraffic;

  @Override
  public Integer call() throws Exception {
    if (spec != null && !(rate > 0 && Double.isFinite(rate))) {
      throw new ParameterException(spec.commandLine(), "--rate is above 0");
    }
    Config options = Overrides.of(port, adminPort, data);
    Node node =
        Node.start(
            AppConfig.load(
                Optional.ofNullable(config),
                config == null ? options.withFallback(RATING) : options));
    System.out.printf("Tandem serves %s. Try:%n", node.address());
    System.out.printf("  curl '%s/v1/users/u1/recommendations?k=5'%n", node.address());
    ScheduledExecutorService timer = timer(node);
    if (noTraffic) {
      schedule(timer, report(node, Optional.empty(), timer)::print, 1_000);
    } else {
      // One thread for both, since a population is for one.
      Population population = new Population(PopulationSettings.demo(1), Instant.now());
      DemoTraffic traffic =
          new DemoTraffic(node.ports(), population, rate, System::nanoTime, Clock.systemUTC());
      traffic.describeItems();
      schedule(timer, traffic::send, 20);
      schedule(timer, report(node, Optional.of(population), timer)::print, 1_000);
    }
    if (duration != null) {
      var unused = timer.schedule(() -> stop(node), duration.toMillis(), TimeUnit.MILLISECONDS);
    }
    node.awaitEnd();
    return 0;
  }

  private static ScheduledExecutorService timer(Node node) {
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    CoordinatedShutdown.get(node.system())
        .addTask(
            CoordinatedShutdown.PhaseBeforeServiceUnbind(),
            "stop-traffic",
            () -> {
              timer.shutdownNow(); // else its events meet a log that is closed
              return CompletableFuture.completedFuture(Done.getInstance());
            });
    return timer;
  }

  private static DemoReport report(Node node, Optional<Population> population, Executor thread) {
    return new DemoReport(node.ports(), node.metrics(), population, thread, System.out);
  }

  private static void schedule(ScheduledExecutorService timer, Runnable task, long millis) {
    var unused = timer.scheduleAtFixedRate(task, 0, millis, TimeUnit.MILLISECONDS);
  }

  private static void stop(Node node) {
    var unused = node.stop(); // call() waits for the end
  }
}
