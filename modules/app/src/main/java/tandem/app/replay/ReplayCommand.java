package tandem.app.replay;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tandem.app.AppConfig;
import tandem.app.evaluate.Comparison;
import tandem.app.evaluate.Comparison.Candidate;
import tandem.app.evaluate.Progress;
import tandem.app.evaluate.TotalProgress;

/** {@code tandem replay}: what other settings would have made of the same events. */
@Command(
    name = "replay",
    description = "Train anew on the history, and compare.",
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

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The node's settings over the defaults (HOCON); see config/.")
  private @Nullable Path config;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The node's directory; ./data by default.")
  private @Nullable Path data;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description =
          "A setting of the new model, such as model.user.rate=0.5, or of the node, tandem.….")
  private Map<String, String> overrides = new LinkedHashMap<>();

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

  /** Reads the history, trains, and prints; 0 if all went well. */
  @Override
  public Integer call() throws IOException {
    require(k >= 1 && recent >= 1, "--k and --recent are 1 or more");
    sweep.keySet().forEach(name -> require(name.startsWith(MODEL), unknown("--sweep", name)));
    overrides
        .keySet()
        .forEach(
            name ->
                require(name.startsWith(MODEL) || name.startsWith(NODE), unknown("--set", name)));
    Period period = new Period(Optional.ofNullable(since), Optional.ofNullable(until));
    History history = new Source(node(), period, commandLine().getErr()).read(from);
    ReplayReport report = new ReplayReport(compare(history));
    commandLine().getOut().print(json ? report.json() : report.text());
    commandLine().getOut().flush();
    return CommandLine.ExitCode.OK;
  }

  private Comparison.Result compare(History history) throws IOException {
    List<Candidate> candidates = candidates(history);
    Comparison comparison =
        new Comparison(history.rules(), k, recent, Runtime.getRuntime().availableProcessors());
    int events = comparison.events(history.events(), history.settings().objective()).size();
    if (events == 0) {
      throw new IOException("There is no event to learn from in " + history.source() + ".");
    }
    try (Progress progress = progress((long) events * candidates.size())) {
      return comparison.run(
          history.source(), history.events(), history.recorded(), candidates, progress);
    }
  }

  private List<Candidate> candidates(History history) {
    Map<String, String> changes = new LinkedHashMap<>(overrides);
    changes.keySet().removeIf(name -> !name.startsWith(MODEL));
    try {
      return Candidates.of(history.settings(), changes, sweep);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(commandLine(), "--set, --sweep: " + e.getMessage(), e);
    }
  }

  private Config node() {
    Map<String, Object> values = new HashMap<>(overrides);
    values.keySet().removeIf(name -> !name.startsWith(NODE));
    if (data != null) {
      values.put("tandem.data-directory", data.toString());
    }
    try {
      return AppConfig.load(
          Optional.ofNullable(config), ConfigFactory.parseMap(values, "command line"));
    } catch (ConfigException e) {
      throw new ParameterException(commandLine(), e.getMessage(), e);
    }
  }

  // From Java 22 on there is a console without a terminal too: then a bar shows up in a log, no
  // more.
  @SuppressWarnings("SystemConsoleNull")
  private Progress progress(long steps) {
    return System.console() == null
        ? TotalProgress.lines("replay", steps, commandLine().getErr(), System::nanoTime)
        : TotalProgress.bar("replay", steps);
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
