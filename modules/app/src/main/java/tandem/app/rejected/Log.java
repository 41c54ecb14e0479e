package tandem.app.rejected;

import com.typesafe.config.Config;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tandem.app.AppSettings;
import tandem.app.NodeOptions;
import tandem.app.kafka.EmbeddedKafka;
import tandem.app.kafka.Topics;
import tandem.ingest.IngestSettings;

/** Which event log is meant, and how to it: a node's own broker is started where none runs. */
final class Log {

  @Mixin private NodeOptions node = new NodeOptions();

  @Option(
      names = "--bootstrap",
      paramLabel = "HOST:PORT",
      description = "The brokers; by default those of the node's settings.")
  private @Nullable String bootstrap;

  /** Works on the event log. */
  @FunctionalInterface
  interface Work {
    /** Given where the brokers are. */
    int on(String bootstrap, IngestSettings settings) throws IOException;
  }

  /** Throws {@link IOException} with a sentence for the user. */
  int open(Work work) throws IOException {
    Config config = node.config();
    IngestSettings ingest = IngestSettings.of(config);
    AppSettings settings = AppSettings.of(config);
    try {
      if (bootstrap != null) {
        return run(work, bootstrap, ingest);
      }
      if (!settings.kafka().embedded()) {
        return run(work, settings.kafka().bootstrap(), ingest);
      }
      return embedded(work, settings, ingest);
    } catch (KafkaException failed) {
      throw new IOException("The event log can't be had: " + failed.getMessage(), failed);
    }
  }

  private static int embedded(Work work, AppSettings settings, IngestSettings ingest)
      throws IOException {
    Path directory = settings.kafkaDirectory();
    Optional<String> running = EmbeddedKafka.running(directory);
    if (running.isPresent()) {
      return run(work, running.get(), ingest);
    }
    if (!EmbeddedKafka.exists(directory)) {
      throw new IOException("There is no event log in " + directory + ".");
    }
    try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, settings.kafka().port())) {
      return run(work, kafka.bootstrap(), ingest);
    }
  }

  private static int run(Work work, String bootstrap, IngestSettings ingest) throws IOException {
    if (Topics.find(bootstrap, ingest.rejectedTopic()).isEmpty()) {
      throw new IOException("There is no topic " + ingest.rejectedTopic() + ".");
    }
    return work.on(bootstrap, ingest);
  }
}
