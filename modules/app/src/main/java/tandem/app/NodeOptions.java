package tandem.app;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
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
    return config(name -> true);
  }

  /** The same, of a command that has a use of its own for other names. */
  public Config config(Predicate<String> ofTheNode) {
    Map<String, Object> values = new HashMap<>(overrides);
    values.keySet().removeIf(ofTheNode.negate());
    if (data != null) {
      values.put("tandem.data-directory", data.toString());
    }
    try {
      return AppConfig.load(
          Optional.ofNullable(config), ConfigFactory.parseMap(values, "command line"));
    } catch (IllegalArgumentException e) {
      throw new ConfigException.Generic(String.valueOf(e.getMessage()), e);
    }
  }

  /** What was given by {@code --set}, in that order. */
  public Map<String, String> overrides() {
    return new LinkedHashMap<>(overrides);
  }
}
