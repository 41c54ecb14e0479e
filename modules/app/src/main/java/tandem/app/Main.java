package tandem.app;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tandem.app.audit.AuditCommand;
import tandem.app.evaluate.EvaluateCommand;

/** The command line. Exit codes: 0 done, 1 failed, 2 wrong usage. */
@Command(
    name = "tandem",
    description = "A recommender that learns from every event as it arrives.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {DemoCommand.class, RunCommand.class, EvaluateCommand.class, AuditCommand.class})
public final class Main implements Runnable {

  @Spec private CommandSpec spec;

  Main() {}

  /** Runs one command and exits with its code, unless the command leaves a node running. */
  public static void main(String... arguments) {
    int code = commandLine().execute(arguments);
    if (code != CommandLine.ExitCode.OK) {
      System.exit(code);
    }
  }

  /** The commands and their options, without running any. */
  static CommandLine commandLine() {
    return new CommandLine(new Main());
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "A command is missing.");
  }
}
