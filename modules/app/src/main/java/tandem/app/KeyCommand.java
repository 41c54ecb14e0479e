package tandem.app;

import java.io.PrintWriter;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tandem.http.ApiKey;
import tandem.http.Scope;
import tandem.model.UserId;

/** {@code ./tandem key new}: an API key, and the line by which nodes know it. */
@Command(name = "key", description = "Makes API keys.", mixinStandardHelpOptions = true)
final class KeyCommand implements Runnable {

  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(commandLine(), "key new?");
  }

  @Command(
      name = "new",
      description = "Makes a key and prints it, and the line of the configuration that allows it.",
      mixinStandardHelpOptions = true)
  int make(
      @Option(
              names = "--name",
              required = true,
              paramLabel = "NAME",
              description = "Says in the log who called, such as shop-2026.")
          String name,
      @Option(
              names = "--scope",
              required = true,
              paramLabel = "SCOPE",
              description = "read, write or admin; may be given several times.")
          Set<Scope> scopes,
      @Option(
              names = "--user",
              paramLabel = "ID",
              description = "The only user that it is for; by default it is for all.")
          @Nullable String user) {
    String secret = ApiKey.generate(new SecureRandom());
    ApiKey key = key(name, secret, scopes, user);
    PrintWriter out = commandLine().getOut();
    out.printf("The key. It is shown only now; give it to the client, and keep it nowhere else:%n");
    out.printf("%n  %s%n%n", secret);
    out.printf("For the file that is given to each node by --config; it holds no secret:%n");
    out.printf("%n  %s%n", key.toConfiguration());
    out.flush();
    return CommandLine.ExitCode.OK;
  }

  private ApiKey key(String name, String secret, Set<Scope> scopes, @Nullable String user) {
    try {
      return new ApiKey(name, ApiKey.hash(secret), scopes, user == null ? null : new UserId(user));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private CommandLine commandLine() {
    return Objects.requireNonNull(spec, "set by picocli").commandLine();
  }
}
