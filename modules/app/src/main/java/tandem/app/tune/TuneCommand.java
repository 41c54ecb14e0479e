package tandem.app.tune;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tandem.app.dataset.InteractionLines;
import tandem.app.dataset.RatingScale;
import tandem.app.dataset.RatingsFile;
import tandem.app.evaluate.EventLog;
import tandem.app.evaluate.ObjectiveConverter;
import tandem.app.evaluate.Report;
import tandem.model.Objective;
import tandem.protocol.Interaction;
import tandem.protocol.InteractionRules;

/**
 * {@code tandem tune FILE}: searches settings of the model. It looks for them in the first half of
 * the events only, and shows what they are worth in the second, which they have not seen.
 */
@Command(
    name = "tune",
    description = "Searches settings of the model for a file of ratings or events.",
    footer = "Ctrl-C at any time: the same command goes on where it was.",
    mixinStandardHelpOptions = true)
public final class TuneCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      description = "Ratings or events, as ./tandem evaluate reads them.")
  private Path file = Path.of("");

  @Option(
      names = "--objective",
      converter = ObjectiveConverter.class,
      description = "rating or preference. Default: rating where the file has ratings.")
  private @Nullable Objective objective;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description =
          "A setting that all trials have, such as model.negative-source=uniform or"
              + " model.factors=32.")
  private Map<String, String> fixed = new LinkedHashMap<>();

  @Option(names = "--trials", description = "How many settings. Default: ${DEFAULT-VALUE}.")
  private int trials = 200;

  @Option(names = "--seeds", description = "Runs of each. Default: ${DEFAULT-VALUE}.")
  private int seeds = 2;

  @Option(names = "--seed", description = "Of the search. Default: ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Option(
      names = "--threads",
      description = "Trials at once. Default: the processors, ${DEFAULT-VALUE}.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The overlay that is written. Default: ${DEFAULT-VALUE}.")
  private Path out = Path.of("tuned.conf");

  @Option(
      names = "--trials-file",
      paramLabel = "FILE",
      description = "Where trials are kept. Default: the overlay's name with .trials.")
  private @Nullable Path trialsFile;

  /** Searches, and writes the overlay; 0 if all went well. */
  @Override
  public Integer call() throws IOException {
    require(trials >= 1 && seeds >= 1 && threads >= 1, "--trials, --seeds, --threads: 1 or more");
    RatingsFile ratings = open();
    Optional<RatingScale> scale = ratings.scale();
    Objective wanted =
        objective == null ? scale.isPresent() ? Objective.RATING : Objective.PREFERENCE : objective;
    require(scale.isPresent() || wanted == Objective.PREFERENCE, file + " has no ratings");
    Measure measure = new Measure(wanted, Map.copyOf(fixed), rules(scale), seeds, threads);
    EventLog log = measure.events(EventLog.of(read(ratings)));
    require(log.size() >= 2, file + " has too few events to learn from");
    Search search = new Search(ranges(measure), seed);
    List<Search.Trial> done = search(search, measure, log.first(log.size() / 2));
    Map<String, Double> before = search.settings(0, done);
    Map<String, Double> best = Search.best(done).orElse(done.get(0)).settings();
    Report report = measure.compare(file.toString(), log, before, best);
    Map<String, Double> changed = new TreeMap<>(best);
    changed.entrySet().removeAll(before.entrySet());
    Files.writeString(out, new Overlay(wanted, fixed, changed, report, measure.metric()).text());
    print(report.table() + verdict(measure, report));
    return CommandLine.ExitCode.OK;
  }

  private Map<String, Search.Range> ranges(Measure measure) {
    try {
      return measure.ranges();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(commandLine(), "--set: " + e.getMessage(), e);
    }
  }

  private List<Search.Trial> search(Search search, Measure measure, EventLog log)
      throws IOException {
    TrialFile kept = new TrialFile(trialsFile());
    List<Search.Trial> done =
        kept.open(
            new TrialFile.Head(
                file.toString(),
                Files.size(file),
                measure.objective().name(),
                measure.metric(),
                seeds,
                seed,
                new TreeMap<>(fixed)));
    if (!done.isEmpty()) {
      commandLine().getErr().println(done.size() + " trials are there already");
    }
    for (int round = 0; round < trials; round += Search.ROUND) {
      int[] open =
          IntStream.range(round, Math.min(trials, round + Search.ROUND))
              .filter(n -> done.stream().noneMatch(trial -> trial.number() == n))
              .toArray();
      List<Map<String, Double>> settings = new ArrayList<>();
      for (int n : open) {
        settings.add(search.settings(n, done));
      }
      double[] scores = measure.scores(log, settings);
      for (int n = 0; n < open.length; n++) {
        Search.Trial trial = new Search.Trial(open[n], settings.get(n), scores[n]);
        kept.add(trial);
        done.add(trial);
      }
      progress(done, measure);
    }
    return done;
  }

  private String verdict(Measure measure, Report report) {
    String metric = measure.metric() + " second half";
    double gain =
        measure.shown(report.rows().get(0).mean(metric) - report.rows().get(1).mean(metric));
    return gain > 0
        ? "written: " + out
        : "No better in the second half, which the search has not seen: keep the default. " + out;
  }

  private Path trialsFile() {
    return trialsFile == null ? Path.of(out + ".trials") : trialsFile;
  }

  private void progress(List<Search.Trial> done, Measure measure) {
    Search.Trial best = Search.best(done).orElse(done.get(0));
    PrintWriter err = commandLine().getErr();
    err.printf(
        Locale.ROOT,
        "%d of %d trials, best %s in the first half %.4f (trial %d)%n",
        done.size(),
        Math.max(trials, done.size()),
        measure.metric(),
        measure.shown(best.score()),
        best.number());
    err.flush();
  }

  private RatingsFile open() {
    try {
      return RatingsFile.open(file);
    } catch (IOException e) {
      throw new ParameterException(commandLine(), "can't read the file: " + e.getMessage(), e);
    }
  }

  private static List<Interaction> read(RatingsFile ratings) throws IOException {
    List<Interaction> events = new ArrayList<>();
    try (InteractionLines lines = ratings.interactions()) {
      lines.forEachRemaining(events::add);
    }
    return events;
  }

  private static InteractionRules rules(Optional<RatingScale> scale) {
    InteractionRules rules = InteractionRules.defaults();
    return scale.map(used -> rules.withScale(used.min(), used.max())).orElse(rules);
  }

  private void print(String text) {
    commandLine().getOut().println(text);
    commandLine().getOut().flush();
  }

  private void require(boolean condition, String message) {
    if (!condition) {
      throw new ParameterException(commandLine(), message);
    }
  }

  private CommandLine commandLine() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the spec before it calls");
    }
    return spec.commandLine();
  }
}
