package tandem.app;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./tandem run}: a node until it is stopped. */
@Command(
    name = "run",
    description = "Starts a node and runs it until Ctrl-C or SIGTERM.",
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Settings over the defaults (HOCON); see config/.")
  private @Nullable Path config;

  @Option(names = "--port", description = "HTTP port; 8080 by default.")
  private @Nullable Integer port;

  @Option(
      names = "--admin-port",
      description = "Port of the administration; by default 8081, or the one above --port.")
  private @Nullable Integer adminPort;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where the embedded broker and database keep their files; ./data by default.")
  private @Nullable Path data;

  @Override
  public Integer call() throws Exception {
    Config settings =
        AppConfig.load(Optional.ofNullable(config), Overrides.of(port, adminPort, data));
    Node node = Node.start(settings);
    node.awaitEnd();
    return 0;
  }
}
