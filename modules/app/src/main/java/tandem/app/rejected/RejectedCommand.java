package tandem.app.rejected;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tandem rejected}: what was rejected, and the way back of it. */
@Command(
    name = "rejected",
    description = "Look at rejected records and send them again.",
    mixinStandardHelpOptions = true,
    subcommands = {ListCommand.class, RedriveCommand.class})
public final class RejectedCommand implements Runnable {

  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the spec before it runs");
    }
    throw new ParameterException(spec.commandLine(), "list or redrive?");
  }
}
