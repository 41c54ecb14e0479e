package tandem.app.packaging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.Config;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The files beside the sources. */
final class Repository {

  /** Whom the image runs as. */
  static final long IMAGE_USER = 10001;

  // Tests run in modules/app.
  private static final Path ROOT = Path.of("..", "..");

  private Repository() {}

  static Path file(Path relative) {
    return ROOT.resolve(relative);
  }

  static List<String> lines(Path relative) throws IOException {
    return Files.readAllLines(file(relative));
  }

  /**
   * Each document of a YAML file, with what its anchors stand for. A key that is there twice is an
   * error.
   */
  static List<JsonNode> yaml(Path relative) throws IOException {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    List<JsonNode> documents = new ArrayList<>();
    try (Reader file = Files.newBufferedReader(file(relative))) {
      for (Object document : new Yaml(new SafeConstructor(options)).loadAll(file)) {
        documents.add(new ObjectMapper().valueToTree(document));
      }
    }
    return documents;
  }

  /** All overlays of {@code config/}, one after the other. */
  static String overlays() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(file(Path.of("config")))) {
      for (Path path : files.filter(Files::isRegularFile).sorted().toList()) {
        all.append(Files.readString(path));
      }
    }
    return all.toString();
  }

  /** The longest that a shutdown in order can take: all phases, each with its own time-out. */
  static Duration phases(Config config) {
    Config shutdown = config.getConfig("akka.coordinated-shutdown");
    Duration all = Duration.ZERO;
    for (String phase : shutdown.getObject("phases").keySet()) {
      String own = "phases." + phase + ".timeout";
      all = all.plus(shutdown.getDuration(shutdown.hasPath(own) ? own : "default-phase-timeout"));
    }
    return all;
  }
}
