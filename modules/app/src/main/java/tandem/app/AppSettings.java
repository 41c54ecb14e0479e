package tandem.app;

import com.typesafe.config.Config;
import java.nio.file.Path;
import tandem.app.cluster.ClusterSettings;
import tandem.app.database.DatabaseSettings;
import tandem.app.kafka.KafkaSettings;

/**
 * What the program itself is told; each module reads its own section.
 *
 * @param dataDirectory of the embedded broker and the H2 file, absolute
 * @param cluster what the node is among others
 * @param kafka where the event log is
 * @param database where the journal is
 */
public record AppSettings(
    Path dataDirectory, ClusterSettings cluster, KafkaSettings kafka, DatabaseSettings database) {

  /** Throws {@link IllegalArgumentException} when several nodes would each have their own log. */
  public AppSettings {
    if (cluster.bootstrap() && kafka.embedded()) {
      throw new IllegalArgumentException(
          "tandem.cluster: several nodes need one event log, so tandem.kafka.embedded = false");
    }
    if (cluster.bootstrap() && database.belongsToOneProcess()) {
      throw new IllegalArgumentException(
          "tandem.cluster: several nodes need one database, so tandem.database.url ="
              + " jdbc:postgresql:…");
    }
  }

  /** Throws {@link IllegalArgumentException} that names the wrong key. */
  public static AppSettings of(Config config) {
    Config tandem = config.getConfig("tandem");
    String directory = tandem.getString("data-directory");
    if (directory.isBlank()) {
      throw new IllegalArgumentException("tandem: data-directory must not be empty");
    }
    Path data = Path.of(directory).toAbsolutePath().normalize();
    return new AppSettings(
        data,
        ClusterSettings.of(tandem.getConfig("cluster")),
        KafkaSettings.of(tandem.getConfig("kafka")),
        DatabaseSettings.of(tandem.getConfig("database"), data));
  }

  /** The directory of the embedded broker. */
  public Path kafkaDirectory() {
    return dataDirectory.resolve("kafka");
  }
}
