package tandem.app;

import com.typesafe.config.ConfigException;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import tandem.app.audit.AuditCommand;
import tandem.app.cluster.ClusterCommand;
import tandem.app.evaluate.EvaluateCommand;
import tandem.app.feed.ImportCommand;
import tandem.app.load.LoadCommand;
import tandem.app.load.bench.BenchCommand;
import tandem.app.past.RecommendCommand;
import tandem.app.rebuild.RebuildIndexCommand;
import tandem.app.rejected.RejectedCommand;
import tandem.app.replay.ReplayCommand;
import tandem.app.tune.TuneCommand;

/** The command line. Exit codes: 0 done, 1 failed, 2 wrong usage. */
@Command(
    name = "tandem",
    description = "A recommender that learns from every event as it arrives.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      DemoCommand.class,
      RunCommand.class,
      ClusterCommand.class,
      ImportCommand.class,
      LoadCommand.class,
      BenchCommand.class,
      EvaluateCommand.class,
      ReplayCommand.class,
      TuneCommand.class,
      AuditCommand.class,
      RecommendCommand.class,
      ModelsCommand.class,
      RejectedCommand.class,
      CompactCommand.class,
      RebuildIndexCommand.class,
      MigrateCommand.class,
      KeyCommand.class
    })
public final class Main implements Runnable {

  private static final String COMMON_POOL = "java.util.concurrent.ForkJoinPool.common.parallelism";

  @Spec private CommandSpec spec;

  Main() {}

  /** Runs one command and exits with its code, unless the command leaves a node running. */
  public static void main(String... arguments) {
    shareThreads();
    int code = commandLine().execute(arguments);
    if (code != CommandLine.ExitCode.OK) {
      System.exit(code);
    }
  }

  /**
   * Each stage behind an ask runs in the common pool; where that has one thread only, which is so
   * on two processors, Java starts a new thread for each stage instead: for a list, one a partition
   * of the index and more.
   */
  private static void shareThreads() {
    if (Runtime.getRuntime().availableProcessors() < 3 && System.getProperty(COMMON_POOL) == null) {
      System.setProperty(COMMON_POOL, "2");
    }
  }

  /** The commands and their options, without running any. */
  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setExecutionExceptionHandler(Main::explain)
        .setCaseInsensitiveEnumValuesAllowed(true);
  }

  /** What is meant for the user is said without a stack trace; anything else is a bug. */
  private static int explain(Exception e, CommandLine command, ParseResult arguments)
      throws Exception {
    if (e instanceof IOException || e instanceof ConfigException) {
      command.getErr().println("tandem: " + e.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    }
    throw e;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "A command is missing.");
  }
}
