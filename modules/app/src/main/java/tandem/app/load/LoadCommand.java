package tandem.app.load;

import com.typesafe.config.Config;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tandem.app.AppConfig;
import tandem.app.DurationConverter;
import tandem.app.dataset.RatingScale;
import tandem.app.load.LoadRun.Outcome;
import tandem.loadgen.Population;
import tandem.loadgen.Traffic;
import tandem.loadgen.report.HtmlReport;
import tandem.loadgen.report.LoadResult;
import tandem.loadgen.report.LoadResult.Trial;
import tandem.loadgen.report.ResultFile;
import tandem.loadgen.run.Recorded;
import tandem.loadgen.run.Search;
import tandem.model.UserId;

/** {@code ./tandem load}: drives a running system, measures it, and keeps the truth of it. */
@Command(
    name = "load",
    description = "Drives a running system, and measures it.",
    subcommands = CompareCommand.class,
    mixinStandardHelpOptions = true)
public final class LoadCommand implements Callable<Integer> {

  private static final DateTimeFormatter DIRECTORY =
      DateTimeFormatter.ofPattern("'load-'yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final double MOST_TIMES = 256;
  private static final double TOLERANCE = 0.05;

  @Spec private @Nullable CommandSpec spec;

  @Mixin private TargetOptions target = new TargetOptions();

  @Mixin private RateOptions rates = new RateOptions();

  @Mixin private PopulationOptions people = new PopulationOptions();

  @Option(
      names = "--search",
      paramLabel = "KIND=MS",
      converter = Goal.Converter.class,
      description =
          "Look for the highest rate at which the p99 of events, reads or freshness is at most so"
              + " many milliseconds, from --rate on, with reads in proportion.")
  private @Nullable Goal goal;

  @Option(
      names = "--replay",
      paramLabel = "FILE",
      description = "Send the events of a file, as they were, instead of a population's.")
  private @Nullable Path replay;

  @Option(
      names = "--speed",
      paramLabel = "X",
      description = "How many seconds of the file pass in one; ${DEFAULT-VALUE} by default.")
  private double speed = 1;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The node's settings, for the scale of ratings that --replay sends.")
  private @Nullable Path config;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Events in a request, at most 500; ${DEFAULT-VALUE} by default.")
  private int batch = 100;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where report.html, result.json and the truth go; load-TIME by default.")
  private @Nullable Path out;

  @Option(
      names = "--truth",
      paramLabel = "FILE",
      description =
          "What the log has, for ./tandem audit; is appended to. DIR/truth.ndjson by default.")
  private @Nullable Path truthFile;

  @Option(
      names = "--patience",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "How long the rest may take to be learned in the end; 2m by default.")
  private Duration patience = Duration.ofMinutes(2);

  /** 0 if all that was sent has been answered as it should be, 1 if not. */
  @Override
  public Integer call() throws IOException {
    check();
    Instant start = Instant.now();
    Path directory = out == null ? Path.of(DIRECTORY.format(start)) : out;
    Files.createDirectories(directory);
    Path lines = truthFile == null ? directory.resolve("truth.ndjson") : truthFile;
    try (Truth truth = new Truth(lines);
        Sinks sinks = new Sinks(target, batch)) {
      LoadResult result = run(start, truth, sinks);
      ResultFile.write(result, directory.resolve("result.json"));
      HtmlReport.write(result, directory.resolve("report.html"));
      new Summary(out()).print(result, directory, lines);
      return result.streams().stream().allMatch(stream -> stream.failed().isEmpty())
          ? CommandLine.ExitCode.OK
          : CommandLine.ExitCode.SOFTWARE;
    } catch (UncheckedIOException e) {
      throw new IOException(Objects.requireNonNull(e.getCause()).getMessage(), e);
    }
  }

  private void check() {
    try {
      rates.check();
      var unused = people.shares();
      if (batch < 1 || batch > 500) {
        throw new IllegalArgumentException("--batch is 1 to 500");
      }
      if (!(speed > 0 && Double.isFinite(speed))) {
        throw new IllegalArgumentException("--speed is above 0");
      }
      if (goal != null && (replay != null || rates.rate() == 0)) {
        throw new IllegalArgumentException("--search starts from a --rate, and not from a file");
      }
      if (goal != null && !rates.has(goal.stream())) {
        throw new IllegalArgumentException(
            "--search " + goal.stream() + " needs some: --reads, --probes");
      }
      if (target.servers().stream().anyMatch(server -> server.getHost() == null)) {
        throw new IllegalArgumentException("--server is like http://127.0.0.1:8080");
      }
    } catch (IllegalArgumentException e) {
      throw new ParameterException(commandLine(), e.getMessage(), e);
    }
  }

  private LoadResult run(Instant start, Truth truth, Sinks sinks) throws IOException {
    Population population = population(start);
    Optional<Recording> file = recording();
    Traffic traffic =
        new Traffic(
            file.map(Recording::events).orElse(population::next), people.shares(), people.seed());
    Supplier<UserId> readers = file.map(Recording::readers).orElseGet(population::readers);
    LoadRun run = new LoadRun(sinks, truth, traffic, readers, patience);
    Plan plan = plan(file);
    sinks.require(plan);
    List<Trial> trials = new ArrayList<>();
    Outcome outcome = goal == null ? run(run, plan) : search(run, goal, trials);
    return LoadRun.result(outcome, settings(), Machine.facts(), truth.result(), trials);
  }

  private Population population(Instant start) {
    try {
      return people.population(start);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(commandLine(), e.getMessage(), e);
    }
  }

  private Optional<Recording> recording() throws IOException {
    if (replay == null) {
      return Optional.empty();
    }
    Config rating = AppConfig.load(Optional.ofNullable(config)).getConfig("tandem.events.rating");
    RatingScale scale = new RatingScale(rating.getDouble("min"), rating.getDouble("max"));
    return Optional.of(Recording.of(replay, scale));
  }

  private Plan plan(Optional<Recording> file) {
    if (file.isEmpty()) {
      return new Plan(rates.events(), rates.reads(), rates.probes());
    }
    Recorded events = file.get().schedule(speed);
    Duration length = Duration.ofNanos(Math.max(1, events.length()));
    return new Plan(events, rates.readsBeside(events.size(), length), rates.probes(length));
  }

  private Outcome run(LoadRun run, Plan plan) {
    return run.run(plan, new SecondLines(out(), plan.seconds(), isTerminal()));
  }

  private Outcome search(LoadRun run, Goal wanted, List<Trial> trials) {
    // A system that has just started would fail at what it bears later: this one is not judged.
    Outcome warm = run(run, new Plan(rates.events(), rates.reads(), rates.probes()));
    List<Outcome> held = new ArrayList<>();
    double unused =
        Search.highest(
            1,
            MOST_TIMES,
            TOLERANCE,
            times -> {
              Plan plan =
                  new Plan(rates.events().times(times), rates.reads().times(times), rates.probes());
              Outcome outcome = run(run, plan);
              Optional<String> why = wanted.missedBy(outcome);
              trials.add(trial(plan, wanted.reached(outcome).orElse(0), why));
              if (why.isEmpty()) {
                held.add(outcome);
              }
              out().println(Summary.trial(trials.get(trials.size() - 1)));
              out().flush();
              return why.isEmpty();
            });
    return held.isEmpty() ? warm : held.get(held.size() - 1);
  }

  private static Trial trial(Plan plan, double p99, Optional<String> why) {
    return new Trial(
        plan.events().size() / plan.seconds(),
        plan.reads().size() / plan.seconds(),
        p99,
        why.isEmpty(),
        why.orElse(""));
  }

  /** Every option with its value. */
  private Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    for (OptionSpec option : commandLine().getCommandSpec().options()) {
      Object value = option.getValue();
      if (!option.usageHelp() && !option.versionHelp() && value != null) {
        settings.put(option.longestName().substring(2), value.toString());
      }
    }
    return settings;
  }

  // From Java 22 on there is a console without a terminal too: then there are lines in a log.
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal() {
    return System.console() != null;
  }

  private PrintWriter out() {
    return commandLine().getOut();
  }

  private CommandLine commandLine() {
    return Objects.requireNonNull(spec, "set by picocli").commandLine();
  }
}
