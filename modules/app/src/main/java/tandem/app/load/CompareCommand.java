package tandem.app.load;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tandem.loadgen.report.Comparison;
import tandem.loadgen.report.ResultFile;

/** {@code ./tandem load compare A B}: two results side by side. */
@Command(
    name = "compare",
    description = "Sets two results against each other.",
    mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Parameters(index = "0", paramLabel = "A.json", description = "The result.json of a run.")
  private Path first = Path.of("");

  @Parameters(index = "1", paramLabel = "B.json", description = "That of another.")
  private Path second = Path.of("");

  /** Prints the table. */
  @Override
  public Integer call() throws IOException {
    PrintWriter out = Objects.requireNonNull(spec, "set by picocli").commandLine().getOut();
    out.print(Comparison.table(ResultFile.read(first), ResultFile.read(second)));
    out.flush();
    return CommandLine.ExitCode.OK;
  }
}
