package tandem.app;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say whose database a command reads. */
public final class NodeOptions {

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
      description = "One of the node's settings, such as tandem.database.url=jdbc:postgresql:…")
  private Map<String, String> overrides = new LinkedHashMap<>();

  /** The settings of the node; throws ConfigException for one that makes no sense. */
  public Config config() {
    Map<String, Object> values = new HashMap<>(overrides);
    if (data != null) {
      values.put("tandem.data-directory", data.toString());
    }
    return AppConfig.load(
        Optional.ofNullable(config), ConfigFactory.parseMap(values, "command line"));
  }
}
