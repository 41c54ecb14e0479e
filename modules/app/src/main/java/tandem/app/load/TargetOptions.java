package tandem.app.load;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tandem.app.ApiKeyOption;

/** The system that is driven. */
final class TargetOptions {

  @Option(
      names = "--server",
      paramLabel = "URL",
      split = ",",
      description = "The nodes, asked in turn; http://127.0.0.1:8080 by default.")
  private List<URI> servers = new ArrayList<>();

  @Option(
      names = "--admin",
      paramLabel = "URL",
      split = ",",
      description =
          "Administration of the nodes, for their metrics; by default the port above each --server.")
  private List<URI> admins = new ArrayList<>();

  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT",
      description = "Brokers: events go straight into the topic, not by HTTP.")
  private @Nullable String kafka;

  @Option(names = "--topic", description = "Of the events; ${DEFAULT-VALUE} by default.")
  private String topic = "user_behavior";

  @Option(
      names = "--producer-config",
      paramLabel = "FILE",
      description = "Further settings of the Kafka producer, such as its security.")
  private @Nullable Path producerConfig;

  @Mixin private ApiKeyOption apiKey = new ApiKeyOption();

  List<URI> servers() {
    return servers.isEmpty() ? List.of(URI.create("http://127.0.0.1:8080")) : servers;
  }

  List<URI> admins() {
    return admins.isEmpty() ? servers().stream().map(TargetOptions::nextPort).toList() : admins;
  }

  private static URI nextPort(URI server) {
    return URI.create(server.getScheme() + "://" + server.getHost() + ":" + (server.getPort() + 1));
  }

  Optional<String> kafka() {
    return Optional.ofNullable(kafka);
  }

  String topic() {
    return topic;
  }

  Optional<String> apiKey() throws IOException {
    return apiKey.key();
  }

  Map<String, String> producerSettings() throws IOException {
    Map<String, String> settings = new HashMap<>();
    if (producerConfig != null) {
      Properties file = new Properties();
      try (Reader reader = Files.newBufferedReader(producerConfig)) {
        file.load(reader);
      } catch (NoSuchFileException e) {
        throw new IOException("There is no " + producerConfig + ".", e);
      }
      file.stringPropertyNames().forEach(name -> settings.put(name, file.getProperty(name)));
    }
    return settings;
  }
}
