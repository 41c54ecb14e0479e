package tandem.app.load.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tandem.app.DurationConverter;
import tandem.app.audit.AuditCommand;
import tandem.app.load.LoadCommand;
import tandem.loadgen.report.LoadResult;
import tandem.loadgen.report.LoadResult.NodeResult;
import tandem.loadgen.report.LoadResult.StreamResult;
import tandem.loadgen.report.ResultFile;

/**
 * {@code ./tandem bench}: measures the same things on the same systems each time, and keeps them.
 */
@Command(
    name = "bench",
    description = "Measures the fixed set here, and keeps the figures.",
    mixinStandardHelpOptions = true)
public final class BenchCommand implements Callable<Integer> {

  private static final List<String> SYSTEMS = List.of("h2", "postgresql", "exchange");
  private static final double HALF = 0.5;
  private static final double NO_CHEAPER = 0.97;
  private static final int MOST_WARM_UPS = 8;
  private static final List<String> NO_PROBES = List.of("--probes=0");

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--only",
      paramLabel = "SYSTEM",
      split = ",",
      description = "Of h2, postgresql, exchange; all by default.")
  private List<String> only = SYSTEMS;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description =
          "Events a second that are sent to find what is learned; by default 8000 to h2, 16000 to"
              + " postgresql, 30000 to exchange.")
  private @Nullable Double rate;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "How long each load is, 30s by default.")
  private Duration length = Duration.ofSeconds(30);

  @Option(names = "--users", paramLabel = "N", description = "${DEFAULT-VALUE} by default.")
  private int users = 100_000;

  @Option(names = "--items", paramLabel = "N", description = "${DEFAULT-VALUE} by default.")
  private int items = 20_000;

  @Option(
      names = "--port",
      paramLabel = "FIRST",
      description = "It and the 80 above are taken; ${DEFAULT-VALUE} by default.")
  private int port = 8_110;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "What the systems keep; must not be there. A new temporary one by default.")
  private @Nullable Path directory;

  @Option(
      names = "--history",
      paramLabel = "FILE",
      description = "Is appended to; plots go beside it. ${DEFAULT-VALUE} by default.")
  private Path history = Path.of("docs/benchmarks/history.csv");

  /** 0 if all was measured and each audit holds, 1 if not. */
  @Override
  public Integer call() throws IOException {
    if ((rate != null && !(rate > 0)) || !SYSTEMS.containsAll(only)) {
      throw new ParameterException(
          commandLine(), "--rate is above 0, and --only names some of " + SYSTEMS);
    }
    History kept = new History(history);
    kept.check();
    Path place =
        directory == null
            ? Files.createTempDirectory("tandem-bench")
            : Files.createDirectory(directory);
    List<BenchRow> rows = new ArrayList<>();
    for (String name : only) {
      BenchSystem system = system(name, place.resolve(name));
      rows.add(row(system, measured(system, place.resolve(name))));
    }
    out().println(BenchRow.header());
    rows.forEach(row -> out().println(row.line()));
    kept.append(rows);
    out()
        .printf(
            "Appended to %s; plots: %s. What the systems kept: %s%n", history, kept.plots(), place);
    out().flush();
    return CommandLine.ExitCode.OK;
  }

  private BenchSystem system(String name, Path place) {
    return switch (name) {
      case "h2" -> OneNode.h2(place, port);
      case "exchange" -> OneNode.exchange(place, port + 10);
      default -> new OnPostgres(place, port + 20);
    };
  }

  private Map<String, Double> measured(BenchSystem system, Path place) throws IOException {
    Map<String, Double> figures = new HashMap<>();
    try {
      system.start();
      warmUp(system, place);
      double durable =
          durable(figures, load(system, place, "durable", overload(system), NO_PROBES));
      List<String> lists = List.of("--probes=10", "--reads=100");
      LoadResult unusedLists = load(system, place, "half-cold", HALF * durable, lists);
      half(figures, load(system, place, "half", HALF * durable, lists));
      system.stop();
      if (!system.database().isEmpty()) {
        audit(system, place);
        long begin = System.nanoTime();
        system.start();
        figures.put("restart s", (System.nanoTime() - begin) / 1e9);
      }
    } finally {
      system.close();
    }
    return figures;
  }

  /**
   * Until an event takes no less than before. Users and items are made, and the compilers are at
   * work: on two cores that have everything to do they take minutes, and what they are not done
   * with takes several times as long.
   */
  private void warmUp(BenchSystem system, Path place) throws IOException {
    double before = Double.POSITIVE_INFINITY;
    for (int n = 1; n <= MOST_WARM_UPS; n++) {
      double now =
          ofNode(load(system, place, "warm-up-" + n, overload(system), NO_PROBES)).cpuMicros();
      if (now > NO_CHEAPER * before) {
        return;
      }
      before = now;
    }
  }

  private double overload(BenchSystem system) {
    return rate == null ? system.overload() : rate;
  }

  private static NodeResult ofNode(LoadResult result) throws IOException {
    return Optional.ofNullable(result.node())
        .orElseThrow(() -> new IOException("The node said nothing of itself."));
  }

  private static double durable(Map<String, Double> figures, LoadResult result) throws IOException {
    NodeResult node = ofNode(result);
    if (node.settleSeconds() < 0) {
      throw new IOException("The node has not learned all in time: give a lower --rate.");
    }
    figures.put("durable/s", node.settledPerSecond());
    figures.put("cpu us/record", node.cpuMicros());
    figures.put("rows/record", node.rowsPerRecord());
    return node.settledPerSecond();
  }

  private static void half(Map<String, Double> figures, LoadResult result) {
    for (StreamResult stream : result.streams()) {
      if (stream.name().equals("events")) {
        figures.put("half/s", stream.perSecond());
      } else {
        figures.put(stream.name() + " p50 ms", stream.latency().p50());
        figures.put(stream.name() + " p99 ms", stream.latency().p99());
      }
    }
  }

  private LoadResult load(
      BenchSystem system, Path place, String name, double events, List<String> further)
      throws IOException {
    out().printf("%s, %s: %,.0f events/s for %s%n", system.name(), name, events, length);
    out().flush();
    Path to = place.resolve("load-" + name);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--server=" + system.server(),
                "--kafka=" + system.kafka(),
                "--rate=" + events,
                "--for=" + length.toSeconds() + "s",
                "--users=" + users,
                "--items=" + items,
                "--patience=10m",
                "--truth=" + truth(place),
                "--out=" + to));
    arguments.addAll(further);
    CommandLine command =
        new CommandLine(new LoadCommand()).setOut(out()).setErr(commandLine().getErr());
    int unused = command.execute(arguments.toArray(String[]::new)); // failures are in the result
    return ResultFile.read(to.resolve("result.json"));
  }

  private void audit(BenchSystem system, Path place) throws IOException {
    List<String> arguments = new ArrayList<>(system.database());
    arguments.addAll(List.of("--truth", truth(place).toString()));
    Path unsure = Path.of(truth(place) + ".unsure");
    if (Files.exists(unsure)) {
      arguments.addAll(List.of("--unsure", unsure.toString()));
    }
    CommandLine command =
        new CommandLine(new AuditCommand()).setOut(out()).setErr(commandLine().getErr());
    if (command.execute(arguments.toArray(String[]::new)) != CommandLine.ExitCode.OK) {
      throw new IOException(
          "The audit of " + system.name() + " does not hold, see above; kept in " + place);
    }
  }

  private static Path truth(Path place) {
    return place.resolve("truth.ndjson");
  }

  private BenchRow row(BenchSystem system, Map<String, Double> figures) throws IOException {
    return new BenchRow(
        LocalDate.now(ZoneOffset.UTC).toString(),
        system.name(),
        commit(),
        processor()
            + "; "
            + Runtime.getRuntime().availableProcessors()
            + " cores; Java "
            + System.getProperty("java.version"),
        "%d s; %.0f/s; %d users; %d items"
            .formatted(length.toSeconds(), overload(system), users, items),
        figures);
  }

  /** What git says of the sources at hand; - where it says nothing. */
  private static String commit() {
    try {
      Process git =
          new ProcessBuilder("git", "describe", "--always", "--dirty=+", "--abbrev=9")
              .redirectErrorStream(true)
              .start();
      return firstLine(git).filter(line -> !line.contains(" ")).orElse("-");
    } catch (IOException noGit) {
      return "-";
    }
  }

  private static Optional<String> firstLine(Process process) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      return Optional.ofNullable(lines.readLine());
    }
  }

  private static String processor() throws IOException {
    Path facts = Path.of("/proc/cpuinfo");
    return Files.isReadable(facts)
        ? Files.readAllLines(facts).stream()
            .filter(line -> line.startsWith("model name"))
            .findFirst()
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .orElse(System.getProperty("os.arch"))
        : System.getProperty("os.arch");
  }

  private PrintWriter out() {
    return commandLine().getOut();
  }

  private CommandLine commandLine() {
    return Objects.requireNonNull(spec, "set by picocli").commandLine();
  }
}
