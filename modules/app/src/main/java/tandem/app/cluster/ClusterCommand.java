package tandem.app.cluster;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tandem.protocol.http.ClusterView;
import tandem.protocol.http.HttpJson;

/** {@code ./tandem cluster}: nodes on this machine, with Kafka and PostgreSQL, to try things. */
@Command(
    name = "cluster",
    description = "Starts, shows and stops several nodes on this machine.",
    mixinStandardHelpOptions = true)
public final class ClusterCommand implements Runnable {

  private static final int NODES = 3;
  private static final int PORT = 8010;
  // The phases of a node's shutdown, each with its time-out, and a busy machine.
  private static final Duration SHUTDOWN = Duration.ofMinutes(2);

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "Where all of the cluster is kept. Default: ${DEFAULT-VALUE}.",
      scope = picocli.CommandLine.ScopeType.INHERIT)
  private Path directory = Path.of("data", "cluster");

  /** Without a command there is nothing to do. */
  @Override
  public void run() {
    throw new ParameterException(
        spec().commandLine(), "Which one? ./tandem cluster up, status or down.");
  }

  @Command(
      name = "up",
      description = {
        "Starts what does not run, and returns when all is ready. The processes stay.",
        "The first time, TANDEM_KAFKA (host:port) and TANDEM_DATABASE_URL, TANDEM_DATABASE_USER,"
            + " TANDEM_DATABASE_PASSWORD name servers that are there already; without them, it starts its own.",
        "TANDEM_HEAP is the heap of each node, 512m by default; TANDEM_JAVA_OPTS, for example"
            + " -Dtandem.model.objective=rating, is for the nodes, too."
      },
      mixinStandardHelpOptions = true)
  int up(
      @Option(
              names = "--nodes",
              paramLabel = "N",
              description = "1 to 5; as before, or 3. More than before: they join.")
          @Nullable Integer nodes,
      @Option(
              names = "--port",
              paramLabel = "FIRST",
              description = "Port of the first node; 52 from here on are used. As before, or 8010.")
          @Nullable Integer port)
      throws IOException {
    LocalDirectory place = place();
    place.alone(
        () -> {
          LocalPlan plan = plan(place, nodes, port);
          place.write(plan);
          boolean started = new LocalStart(place, plan, out()).start();
          sayWhatNext(plan, !started);
        });
    return 0;
  }

  private LocalPlan plan(LocalDirectory place, @Nullable Integer nodes, @Nullable Integer port)
      throws IOException {
    Optional<LocalPlan> kept = place.plan();
    try {
      if (kept.isEmpty()) {
        return new LocalPlan(
            nodes == null ? NODES : nodes,
            port == null ? PORT : port,
            environment("TANDEM_KAFKA", ""),
            environment("TANDEM_DATABASE_URL", ""),
            environment("TANDEM_DATABASE_USER", "tandem"));
      }
      return changed(place, kept.get(), nodes, port);
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(spec().commandLine(), String.valueOf(wrong.getMessage()), wrong);
    }
  }

  private static LocalPlan changed(
      LocalDirectory place, LocalPlan kept, @Nullable Integer nodes, @Nullable Integer port) {
    if (port != null && port != kept.port()) {
      throw new IllegalArgumentException(
          "The cluster in %s is at port %d: leave --port out, or give another --dir."
              .formatted(place.path(), kept.port()));
    }
    requireSame("TANDEM_KAFKA", kept.kafka());
    requireSame("TANDEM_DATABASE_URL", kept.databaseUrl());
    LocalPlan next = nodes == null ? kept : kept.withNodes(nodes);
    boolean fewer =
        kept.numbers()
            .filter(node -> node > next.nodes())
            .anyMatch(node -> place.node(node).find().isPresent());
    if (fewer) {
      throw new IllegalArgumentException(
          "More nodes run: ./tandem cluster down --node N stops one.");
    }
    return next;
  }

  private static void requireSame(String variable, String kept) {
    if (!environment(variable, kept).equals(kept)) {
      throw new IllegalArgumentException(
          "The cluster was made with %s = \"%s\": set it so, or unset it, or give another --dir."
              .formatted(variable, kept));
    }
  }

  private static String environment(String variable, String otherwise) {
    return Optional.ofNullable(System.getenv(variable)).orElse(otherwise);
  }

  private void sayWhatNext(LocalPlan plan, boolean ranAlready) {
    PrintWriter out = out();
    out.println();
    out.println(ranAlready ? "All ran already." : "All is ready.");
    for (int node : plan.numbers().toArray()) {
      out.printf(
          "  node %d   %s   administration %s%n",
          node, url(plan.http(node)), url(plan.admin(node)));
    }
    String last = url(plan.http(plan.nodes()));
    String option = directoryOption();
    out.printf(
        """

        Try:
          curl -s %s/v1/events -H 'Content-Type: application/json' -d '{"user_id": "u1", "item_id": "i7", "value": 4.5}'
          curl -s '%s/v1/users/u1/recommendations?k=5'
          ./tandem import ratings.csv --server %s
          ./tandem cluster status%s
          ./tandem cluster down --node 1%s      # then up: a rolling restart by hand
          ./tandem cluster down%s
        """,
        url(plan.http(1)), last, url(plan.http(1)), option, option, option);
    out.flush();
  }

  private String directoryOption() {
    return directory.equals(Path.of("data", "cluster")) ? "" : " --dir " + directory;
  }

  private static String url(int port) {
    return "http://%s:%d".formatted(LocalPlan.HOST, port);
  }

  @Command(
      name = "status",
      description = "Shows nodes, shards, index and log partitions; exit code 0 if all is well.",
      mixinStandardHelpOptions = true)
  int status(@Option(names = "--json", description = "Print JSON instead.") boolean json)
      throws IOException {
    LocalStatus status = status(place());
    PrintWriter out = out();
    out.print(
        json
            ? HttpJson.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(status) + "\n"
            : status.text());
    out.flush();
    return status.well() ? 0 : 1;
  }

  private static LocalStatus status(LocalDirectory place) throws IOException {
    LocalPlan plan = place.requirePlan();
    LocalNodes asked = new LocalNodes();
    List<LocalStatus.Node> nodes = new ArrayList<>();
    Optional<ClusterView> view = Optional.empty();
    for (int node : plan.numbers().toArray()) {
      Optional<ProcessHandle> process = place.node(node).find();
      boolean ready = process.isPresent() && asked.isReady(plan.admin(node));
      nodes.add(
          new LocalStatus.Node(
              node,
              url(plan.http(node)),
              url(plan.admin(node)),
              LocalPlan.HOST + ":" + plan.remoting(node),
              process.map(ProcessHandle::pid).orElse(null),
              ready));
      if (process.isPresent() && view.isEmpty()) {
        view = asked.view(plan.admin(node));
      }
    }
    boolean baseRuns =
        (!plan.ownsKafka() && !plan.ownsDatabase()) || place.base().find().isPresent();
    return LocalStatus.of(baseRuns, nodes, view.orElse(null));
  }

  @Command(
      name = "down",
      description = "Stops the nodes one after the other, then Kafka and PostgreSQL. Data stay.",
      mixinStandardHelpOptions = true)
  int down(
      @Option(names = "--node", paramLabel = "N", description = "Only this node.")
          @Nullable Integer node,
      @Option(names = "--remove-data", description = "Delete all that the cluster has kept.")
          boolean removeData)
      throws IOException {
    LocalDirectory place = place();
    LocalPlan plan = place.requirePlan();
    if (node != null && (removeData || node < 1 || node > plan.nodes())) {
      throw new ParameterException(
          spec().commandLine(),
          "--node must be 1 to %d, without --remove-data.".formatted(plan.nodes()));
    }
    place.alone(
        () -> {
          if (node != null) {
            stop(place.node(node));
          } else {
            stopAll(place, plan);
          }
          if (removeData) {
            place.delete();
            say("What the cluster kept in %s is deleted".formatted(place.path()));
          }
        });
    return 0;
  }

  /** The first node is the oldest after an ordinary start: what it alone does moves last. */
  private void stopAll(LocalDirectory place, LocalPlan plan) throws IOException {
    List<Integer> order = plan.numbers().boxed().collect(Collectors.toList());
    Collections.reverse(order);
    for (int node : order) {
      stop(place.node(node));
    }
    stop(place.base());
    boolean unused = Files.deleteIfExists(place.ready());
  }

  private void stop(LocalProcess process) throws IOException {
    Optional<ProcessHandle> running = process.find();
    if (running.isEmpty()) {
      return;
    }
    say("Stopping " + process.name());
    long began = System.nanoTime();
    if (!LocalProcess.stop(running.get(), SHUTDOWN)) {
      throw new IOException(
          "%s (process %d) has not ended after %d s: see the end of %s. kill -9 loses nothing that was acknowledged."
              .formatted(process.name(), running.get().pid(), SHUTDOWN.toSeconds(), process.log()));
    }
    say("  stopped (%d s)".formatted(Duration.ofNanos(System.nanoTime() - began).toSeconds()));
  }

  @Command(name = "base", hidden = true, description = "Kafka and PostgreSQL, until SIGTERM.")
  int base() throws Exception {
    LocalDirectory place = place();
    LocalBase base = LocalBase.start(place, place.requirePlan());
    Runtime.getRuntime().addShutdownHook(new Thread(base::close, "close-base"));
    Path unused = Files.writeString(place.ready(), "");
    new CountDownLatch(1).await();
    return 0;
  }

  private LocalDirectory place() {
    return new LocalDirectory(directory.toAbsolutePath().normalize());
  }

  private void say(String line) {
    out().println(line);
    out().flush();
  }

  private CommandSpec spec() {
    return Objects.requireNonNull(spec, "set by picocli");
  }

  private PrintWriter out() {
    return spec().commandLine().getOut();
  }
}
