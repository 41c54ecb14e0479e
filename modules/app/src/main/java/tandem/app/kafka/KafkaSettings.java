package tandem.app.kafka;

import com.typesafe.config.Config;

/**
 * Where the event log is.
 *
 * @param embedded whether this process runs the broker itself
 * @param port of the embedded broker on 127.0.0.1; 0 takes a free one and keeps it
 * @param bootstrap {@code host:port[,host:port…]} of the brokers when not embedded, else unused
 * @param partitions that the topic of the events gets when it is made
 */
public record KafkaSettings(boolean embedded, int port, String bootstrap, int partitions) {

  /** Throws {@link IllegalArgumentException} that names the wrong key. */
  public KafkaSettings {
    require(port >= 0 && port <= 65_535, "port must be 0 to 65535");
    require(embedded || !bootstrap.isBlank(), "bootstrap is needed when embedded = false");
    require(partitions >= 1 && partitions <= 1_024, "partitions must be 1 to 1024");
  }

  /** Reads the section {@code tandem.kafka}. */
  public static KafkaSettings of(Config config) {
    return new KafkaSettings(
        config.getBoolean("embedded"),
        config.getInt("port"),
        config.getString("bootstrap"),
        config.getInt("partitions"));
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException("tandem.kafka: " + message);
    }
  }
}
