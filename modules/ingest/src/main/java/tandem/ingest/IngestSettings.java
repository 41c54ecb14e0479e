package tandem.ingest;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * The settings {@code tandem.ingest}, explained in {@code reference.conf}.
 *
 * @param topic of the events
 * @param rejectedTopic of what is no event
 * @param groupId of the consumers
 * @param inFlight records of a partition under way at once, at least 1
 * @param observeTimeout after which a record is sent again, above 0
 * @param frontierInterval between two writes of the frontier, above 0
 * @param restartMin before the first restart of a failed stream, above 0
 * @param restartMax before a later one
 */
public record IngestSettings(
    String topic,
    String rejectedTopic,
    String groupId,
    int inFlight,
    Duration observeTimeout,
    Duration frontierInterval,
    Duration restartMin,
    Duration restartMax) {

  /** Throws {@link IllegalArgumentException} with the key of the setting that makes no sense. */
  public IngestSettings {
    require(!rejectedTopic.equals(topic), "rejected-topic must not be the topic of the events");
    require(inFlight >= 1, "in-flight must be at least 1");
    require(isPositive(observeTimeout), "observe-timeout must be positive");
    require(isPositive(frontierInterval), "frontier-interval must be positive");
    require(isPositive(restartMin), "restart.min must be positive");
    require(restartMax.compareTo(restartMin) >= 0, "restart.max must not be below restart.min");
  }

  /** Reads {@code tandem.ingest} of {@code config}. */
  public static IngestSettings of(Config config) {
    Config ingest = config.getConfig("tandem.ingest");
    return new IngestSettings(
        ingest.getString("topic"),
        ingest.getString("rejected-topic"),
        ingest.getString("group-id"),
        ingest.getInt("in-flight"),
        ingest.getDuration("observe-timeout"),
        ingest.getDuration("frontier-interval"),
        ingest.getDuration("restart.min"),
        ingest.getDuration("restart.max"));
  }

  /** The same for another group of consumers. */
  public IngestSettings withGroup(String otherGroup) {
    return new IngestSettings(
        topic,
        rejectedTopic,
        otherGroup,
        inFlight,
        observeTimeout,
        frontierInterval,
        restartMin,
        restartMax);
  }

  private static boolean isPositive(Duration duration) {
    return !duration.isNegative() && !duration.isZero();
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException("tandem.ingest." + message);
    }
  }
}
