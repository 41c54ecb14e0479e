package tandem.app.replay;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tandem.app.NodeOptions;
import tandem.app.evaluate.Comparison;
import tandem.app.evaluate.Comparison.Candidate;
import tandem.app.evaluate.Progress;
import tandem.app.evaluate.TotalProgress;
import tandem.app.promote.PromoteOptions;
import tandem.app.promote.Promoted;
import tandem.app.promote.Promotion;
import tandem.model.ModelSettings;
import tandem.protocol.InteractionRules;

/** {@code tandem replay}: what other settings would have made of the same events. */
@Command(
    name = "replay",
    description = "Train anew on the history, and compare.",
    footer = "--set model.NAME=VALUE changes the new model, such as model.user.rate=0.5.",
    mixinStandardHelpOptions = true)
public final class ReplayCommand implements Callable<Integer> {

  private static final String MODEL = "model.";
  private static final String NODE = "tandem.";

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--from",
      paramLabel = "journal|log|FILE",
      description = "Where the events are. Default: ${DEFAULT-VALUE}.")
  private String from = Source.JOURNAL;

  @Mixin private NodeOptions node = new NodeOptions();

  @Option(
      names = "--sweep",
      paramLabel = "NAME=A,B,…",
      description = "Values to try of a setting of the model; of several settings, all pairs.")
  private Map<String, String> sweep = new LinkedHashMap<>();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Only events from then on, such as 2024-02-29T12:00:00Z.")
  private @Nullable Instant since;

  @Option(names = "--until", paramLabel = "TIME", description = "Only events before then.")
  private @Nullable Instant until;

  @Option(names = "--k", description = "Length of the lists. Default: ${DEFAULT-VALUE}.")
  private int k = 10;

  @Option(
      names = "--recent",
      description =
          "preference: negatives come from so many last events. Default: ${DEFAULT-VALUE}.")
  private int recent = 8_192;

  @Option(names = "--json", description = "Print JSON instead of a table.")
  private boolean json;

  @Mixin private PromoteOptions promote = new PromoteOptions();

  /**
   * What came of it.
   *
   * @param best the changed settings, of several the best; the node's own where none were changed
   * @param rules with the scale of the ratings
   * @param events that were read
   */
  private record Compared(
      Comparison.Result result, ModelSettings best, InteractionRules rules, long events) {}

  /** Reads the history, trains, and prints; 0 if all went well. */
  @Override
  public Integer call() throws IOException {
    require(k >= 1 && recent >= 1, "--k and --recent are 1 or more");
    sweep.keySet().forEach(name -> require(name.startsWith(MODEL), unknown("--sweep", name)));
    node.overrides()
        .keySet()
        .forEach(
            name ->
                require(name.startsWith(MODEL) || name.startsWith(NODE), unknown("--set", name)));
    Period period = new Period(Optional.ofNullable(since), Optional.ofNullable(until));
    promote
        .problem(from.equals(Source.JOURNAL) && period.isAll())
        .ifPresent(problem -> require(false, problem));
    Config settings = settings();
    Optional<Promotion> promotion = promote.prepare(settings);
    History history = new Source(settings, period, commandLine().getErr()).read(from);
    Compared compared = compare(history, promotion);
    ReplayReport report = new ReplayReport(compared.result());
    if (!json) {
      print(report.text());
    }
    Optional<Promoted> promoted = Optional.empty();
    if (promotion.isPresent()) {
      promoted = Optional.of(promote(promotion.get(), compared));
    }
    print(json ? report.json(promoted) : promoted.map(Promoted::text).orElse(""));
    return CommandLine.ExitCode.OK;
  }

  private Promoted promote(Promotion promotion, Compared compared) throws IOException {
    try (Progress progress = progress("promote", compared.events())) {
      return promotion.run(compared.best(), compared.rules(), recent, progress);
    }
  }

  private void print(String text) {
    commandLine().getOut().print(text);
    commandLine().getOut().flush();
  }

  private Compared compare(History history, Optional<Promotion> promotion) throws IOException {
    List<Candidate> candidates = candidates(history);
    Comparison comparison =
        new Comparison(history.rules(), k, recent, Runtime.getRuntime().availableProcessors());
    int events = comparison.events(history.events(), history.settings().objective()).size();
    if (events == 0) {
      throw new IOException("There is no event to learn from in " + history.source() + ".");
    }
    if (promotion.isPresent()) {
      promotion.get().makeRoom();
    }
    try (Progress progress = progress("replay", (long) events * candidates.size())) {
      Comparison.Result result =
          comparison.run(
              history.source(), history.events(), history.recorded(), candidates, progress);
      return new Compared(
          result,
          Candidates.best(candidates, result.report()),
          history.rules(),
          history.events().size());
    }
  }

  private List<Candidate> candidates(History history) {
    Map<String, String> changes = node.overrides();
    changes.keySet().removeIf(name -> !name.startsWith(MODEL));
    List<Candidate> candidates;
    try {
      candidates = Candidates.of(history.settings(), changes, sweep);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(commandLine(), "--set, --sweep: " + e.getMessage(), e);
    }
    candidates.stream()
        .skip(candidates.size() == 1 ? 0 : 1) // the node's own is promoted where it is alone
        .flatMap(candidate -> promote.problem(candidate.settings()).stream())
        .forEach(problem -> require(false, problem));
    return candidates;
  }

  private Config settings() {
    try {
      return node.config(name -> name.startsWith(NODE));
    } catch (ConfigException e) {
      throw new ParameterException(commandLine(), e.getMessage(), e);
    }
  }

  // From Java 22 on there is a console without a terminal too: then a bar shows up in a log, no
  // more.
  @SuppressWarnings("SystemConsoleNull")
  private Progress progress(String task, long steps) {
    return System.console() == null
        ? TotalProgress.lines(task, steps, commandLine().getErr(), System::nanoTime)
        : TotalProgress.bar(task, steps);
  }

  private static String unknown(String option, String name) {
    return option + ": " + name + " is no setting; the model's begin with " + MODEL;
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
