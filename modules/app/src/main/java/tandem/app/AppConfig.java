package tandem.app;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.LevenshteinDistance;

/**
 * Reads the configuration: system properties over the options of the command line, over the
 * operator's file, over {@code application.conf} over each module's {@code reference.conf}.
 */
public final class AppConfig {

  // What is named there is in the operator's own words, or looked at by who reads it.
  private static final List<String> LOOKED_AT_ELSEWHERE =
      List.of("tandem.events.types.", "tandem.items.schema.", "tandem.scenarios.", "tandem.model.");

  private AppConfig() {}

  /** The configuration without options of a command line, see {@link #load(Optional, Config)}. */
  public static Config load(Optional<Path> file) {
    return load(file, ConfigFactory.empty());
  }

  /**
   * The whole configuration. Throws {@link ConfigException} when the file is missing or unreadable,
   * or when a key under {@code tandem} is none that Tandem knows, for a misspelt key would
   * otherwise be a setting silently not made.
   */
  public static Config load(Optional<Path> file, Config commandLine) {
    ConfigParseOptions strict = ConfigParseOptions.defaults().setAllowMissing(false);
    Config operator =
        file.map(path -> ConfigFactory.parseFile(path.toFile(), strict))
            .orElseGet(ConfigFactory::empty);
    Config application = ConfigFactory.parseResources("application.conf", strict);
    Config config =
        ConfigFactory.load(commandLine.withFallback(operator).withFallback(application));
    rejectUnknown(config);
    return config;
  }

  private static void rejectUnknown(Config config) {
    Config known = ConfigFactory.defaultReference();
    List<String> unknown =
        keys(config)
            .filter(key -> !known.hasPathOrNull(key))
            .filter(key -> LOOKED_AT_ELSEWHERE.stream().noneMatch(key::startsWith))
            .sorted()
            .map(key -> key + " (" + nearest(key, known) + " is the nearest that there is)")
            .toList();
    if (!unknown.isEmpty()) {
      throw new ConfigException.Generic("Unknown settings: " + String.join(", ", unknown));
    }
  }

  private static Stream<String> keys(Config config) {
    return config.withOnlyPath("tandem").entrySet().stream().map(Map.Entry::getKey);
  }

  private static String nearest(String wrong, Config known) {
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    return keys(known)
        .min(
            Comparator.<String>comparingInt(key -> distance.apply(key, wrong))
                .thenComparing(Comparator.naturalOrder()))
        .orElseThrow();
  }
}
