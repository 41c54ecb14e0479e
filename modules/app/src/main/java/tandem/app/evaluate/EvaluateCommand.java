package tandem.app.evaluate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tandem.app.DurationConverter;
import tandem.app.dataset.InteractionLines;
import tandem.app.dataset.ItemTitle;
import tandem.app.dataset.RatingScale;
import tandem.app.dataset.RatingsFile;
import tandem.model.ModelSettings;
import tandem.model.NegativeSource;
import tandem.model.Objective;
import tandem.protocol.Interaction;
import tandem.protocol.InteractionRules;

/** {@code tandem evaluate FILE}: how well the model does on a file, without a cluster. */
@Command(
    name = "evaluate",
    description = "Predicts, then learns, each event of a file of ratings.",
    mixinStandardHelpOptions = true)
public final class EvaluateCommand implements Callable<Integer> {

  private static final int SHOWN_BAD_LINES = 5;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      description =
          "Ratings or events: CSV or TSV with a header, user::item::rating::timestamp; .gz")
  private Path file = Path.of("");

  @Option(
      names = "--objective",
      converter = ObjectiveConverter.class,
      description = "rating or preference. Default: rating where the file has ratings.")
  private @Nullable Objective objective;

  @Option(names = "--seeds", description = "How many seeds. Default: ${DEFAULT-VALUE}.")
  private int seeds = 5;

  @Option(names = "--k", description = "Length of the lists. Default: ${DEFAULT-VALUE}.")
  private int k = 10;

  @Option(
      names = "--positive-from",
      description = "preference: a rating counts from this share of the scale on.")
  private double positiveFrom = InteractionRules.defaults().positiveFrom();

  @Option(
      names = "--recent",
      description =
          "preference: recent negatives come from so many last events. Default:"
              + " ${DEFAULT-VALUE}.")
  private int recent = 8_192;

  @Option(names = "--all", description = "Measure the other algorithms, too.")
  private boolean all;

  @Option(
      names = "--intervals",
      split = ",",
      converter = DurationConverter.class,
      description =
          "Measure the model as well as it would be if it were refreshed only so often, in the time"
              + " of the events: 1m,1h,24h.")
  private List<Duration> intervals = new ArrayList<>();

  @Option(
      names = "--seen",
      paramLabel = "HALF-LIFE",
      converter = DurationConverter.class,
      description =
          "preference: to take an item again is an event, too, and lists have what the user took, as"
              + " with seen=decay and this half-life: 2h.")
  private @Nullable Duration seen;

  @Option(
      names = "--negatives",
      description =
          "preference: the same as --set model.negative-source=...: ${COMPLETION-CANDIDATES}.")
  private @Nullable NegativeSource source;

  @Option(
      names = "--pairwise",
      description = "preference: the same as --set model.pairwise=true (BPR).")
  private boolean pairwise;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "A setting of the model, such as model.factors=32 or model.user.rate=0.5.")
  private Map<String, String> overrides = new LinkedHashMap<>();

  @Option(
      names = "--content",
      paramLabel = "ITEMS",
      description =
          "Measure new items and users instead, with the titles of this file; see --strategies.")
  private @Nullable Path content;

  @Option(
      names = "--refresh",
      description = "content: fit anew after so many events. Default: ${DEFAULT-VALUE}.")
  private int refresh = 1_000;

  @Option(
      names = "--dimensions",
      description = "content: dimensions of the space. Default: ${DEFAULT-VALUE}.")
  private int dimensions = 64;

  @Option(names = "--ridge", description = "content: of the prior. Default: ${DEFAULT-VALUE}.")
  private double ridge = 1;

  @Mixin private StrategyOptions strategies = new StrategyOptions();

  @Option(names = "--json", description = "Print JSON instead of a table.")
  private boolean json;

  /** Reads the file, measures, and prints; 0 if all went well. */
  @Override
  public Integer call() throws IOException {
    require(seeds >= 1 && k >= 1 && recent >= 1, "--seeds, --k and --recent are 1 or more");
    require(refresh >= 1 && dimensions >= 1, "--refresh and --dimensions are 1 or more");
    require(seen == null || seen.toMillis() > 0, "--seen is above 0");
    require(
        seen == null || content == null || strategies.wanted,
        "--seen goes with --content only where --strategies are measured");
    require(strategies.every >= 1, "--every is 1 or more");
    require(ridge > 0, "--ridge is above 0");
    RatingsFile ratings = open();
    if (strategies.wanted) {
      print(measureStrategies(ratings));
    } else if (content == null) {
      print(measure(ratings));
    } else {
      measureNew(ratings, content);
    }
    return CommandLine.ExitCode.OK;
  }

  private void print(Report report) {
    require(report.events() > 0, file + " has no event to learn from");
    commandLine().getOut().println(json ? report.json() : report.table());
    commandLine().getOut().flush();
  }

  private void measureNew(RatingsFile ratings, Path items) throws IOException {
    Optional<RatingScale> scale = ratings.scale();
    ColdStart cold =
        new ColdStart(
            settings(scale),
            rules(scale),
            seeds,
            k,
            recent,
            new ColdStart.Content(RatingsFile.titles(items), dimensions, ridge, refresh),
            progress());
    EventLog log = EventLog.of(read(ratings));
    print(cold.items(file.toString(), log));
    print(cold.users(file.toString(), log));
  }

  private Report measureStrategies(RatingsFile ratings) throws IOException {
    Optional<RatingScale> scale = ratings.scale();
    ModelSettings settings = settings(scale);
    require(
        settings.objective() == Objective.PREFERENCE,
        "--strategies goes with --objective preference");
    List<ItemTitle> titles = content == null ? List.of() : RatingsFile.titles(content);
    EventLog log = log(ratings);
    try {
      return new StrategyEvaluation(
              settings, rules(scale), seeds, k, recent, strategies.wanted(titles, k), progress())
          .run(file.toString(), log);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private Report measure(RatingsFile ratings) throws IOException {
    Optional<RatingScale> scale = ratings.scale();
    ModelSettings settings = settings(scale);
    require(intervals.stream().allMatch(each -> each.toMillis() > 0), "--intervals are above 0");
    require(
        seen == null || settings.objective() == Objective.PREFERENCE,
        "--seen goes with --objective preference");
    Evaluation evaluation =
        new Evaluation(
            settings,
            rules(scale),
            seeds,
            k,
            recent,
            strategies.every,
            intervals,
            all,
            ratings.items(),
            progress());
    return evaluation.run(file.toString(), log(ratings));
  }

  private EventLog log(RatingsFile ratings) throws IOException {
    EventLog log = EventLog.of(read(ratings));
    return seen == null ? log : log.with(Repeats.shown(seen));
  }

  private RatingsFile open() {
    try {
      return RatingsFile.open(file);
    } catch (IOException e) {
      throw new ParameterException(commandLine(), "can't read the file: " + e.getMessage(), e);
    }
  }

  private List<Interaction> read(RatingsFile ratings) throws IOException {
    List<Interaction> events = new ArrayList<>();
    try (InteractionLines lines = ratings.interactions()) {
      lines.forEachRemaining(events::add);
      warn(lines);
      warnOfTypes(events);
    } catch (UncheckedIOException e) {
      throw new IOException(e.getMessage(), e);
    }
    return events;
  }

  private void warn(InteractionLines lines) {
    if (lines.badCount() > 0) {
      commandLine().getErr().println(lines.badCount() + " lines were passed over:");
      lines.badLines().stream().limit(SHOWN_BAD_LINES).forEach(commandLine().getErr()::println);
      commandLine().getErr().flush();
    }
  }

  private void warnOfTypes(List<Interaction> events) {
    Map<String, Double> weights = InteractionRules.defaults().weights();
    Map<String, Long> unknown =
        events.stream()
            .filter(event -> event.value() == null && !weights.containsKey(event.type()))
            .collect(Collectors.groupingBy(Interaction::type, TreeMap::new, Collectors.counting()));
    if (!unknown.isEmpty()) {
      commandLine().getErr().println("Events of unknown types count for nothing: " + unknown);
      commandLine().getErr().flush();
    }
  }

  private ModelSettings settings(Optional<RatingScale> scale) {
    Objective wanted = objective;
    if (wanted == null) {
      wanted = scale.isPresent() ? Objective.RATING : Objective.PREFERENCE;
    }
    require(
        scale.isPresent() || wanted == Objective.PREFERENCE,
        file + " has no ratings: --objective preference");
    ModelSettings defaults =
        switch (wanted) {
          case RATING -> ModelSettings.rating();
          case PREFERENCE -> ModelSettings.preference();
        };
    if (source != null) {
      overrides.put("model.negative-source", source.name());
    }
    if (pairwise) {
      overrides.put("model.pairwise", "true");
    }
    try {
      return ModelOverrides.apply(defaults, overrides);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(commandLine(), "--set: " + e.getMessage(), e);
    }
  }

  private InteractionRules rules(Optional<RatingScale> scale) {
    InteractionRules base = InteractionRules.defaults();
    RatingScale used = scale.orElse(new RatingScale(base.minRating(), base.maxRating()));
    try {
      return new InteractionRules(
          base.weights(),
          used.min(),
          used.max(),
          positiveFrom,
          base.earliest(),
          base.maxAhead(),
          base.maxBytes());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(commandLine(), "--" + e.getMessage(), e);
    }
  }

  // From Java 22 on there is a console without a terminal too: then a bar shows up in a log, no
  // more.
  @SuppressWarnings("SystemConsoleNull")
  private static BiFunction<String, Integer, Progress> progress() {
    return System.console() == null
        ? (task, events) -> Progress.NONE
        : (task, events) -> Progress.bar(task, events);
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
