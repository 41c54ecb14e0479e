package tandem.entity;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.List;
import tandem.model.CooccurrenceSettings;
import tandem.model.TrendWindows;
import tandem.model.UserId;

/**
 * The settings {@code tandem.entity}, explained in {@code reference.conf}.
 *
 * @param partitions index partitions, 1 to 1,024
 * @param userShards shards of the users, at least 1
 * @param linger how long a write waits for company, 0 or more
 * @param snapshotEvery events between two snapshots, at least 1
 * @param snapshotsKept of each entity, at least 1
 * @param pullTimeout after which a pull is repeated, above 0
 * @param repetitionWindow interactions within which a repetition is recognised, 0 or more
 * @param popularityHalfLife in event time, above 0
 * @param trendWindows in which the events of items are counted
 * @param recoveryStash messages kept during recovery, at least 1
 * @param indexFlushInterval between two writes of the read model, above 0
 * @param similarUsers whether there is an index of users
 * @param cooccurrence how items that the same users take are counted
 * @param awake how many entities stay in memory
 */
public record EntitySettings(
    int partitions,
    int userShards,
    Duration linger,
    int snapshotEvery,
    int snapshotsKept,
    Duration pullTimeout,
    int repetitionWindow,
    Duration popularityHalfLife,
    TrendWindows trendWindows,
    int recoveryStash,
    Duration indexFlushInterval,
    boolean similarUsers,
    CooccurrenceSettings cooccurrence,
    AwakeSettings awake) {

  /** The role of the nodes that hold users, items and index partitions; others only ask them. */
  public static final String ROLE = "learn";

  /** The setting of {@link #similarUsers}. */
  public static final String SIMILAR_USERS = "tandem.entity.similar-users";

  // With less, what a row has could begin anew, and more, within one write.
  private static final double LEAST_ROW_HALF_LIFE = 10;

  /** Throws {@link IllegalArgumentException} with the key of the setting that makes no sense. */
  public EntitySettings {
    require(partitions >= 1 && partitions <= 1024, "partitions must be from 1 to 1024");
    require(userShards >= 1, "user-shards must be at least 1");
    require(!linger.isNegative(), "linger must not be negative");
    require(snapshotEvery >= 1, "snapshot-every must be at least 1");
    require(snapshotsKept >= 1, "snapshots-kept must be at least 1");
    require(isPositive(pullTimeout), "pull-timeout must be positive");
    require(repetitionWindow >= 0, "repetition-window must not be negative");
    require(isPositive(popularityHalfLife), "popularity-half-life must be positive");
    require(recoveryStash >= 1, "recovery-stash must be at least 1");
    require(isPositive(indexFlushInterval), "index-flush-interval must be positive");
  }

  /** Reads {@code tandem.entity} of {@code config}. */
  public static EntitySettings of(Config config) {
    Config entity = config.getConfig("tandem.entity");
    return new EntitySettings(
        entity.getInt("partitions"),
        entity.getInt("user-shards"),
        entity.getDuration("linger"),
        entity.getInt("snapshot-every"),
        entity.getInt("snapshots-kept"),
        entity.getDuration("pull-timeout"),
        entity.getInt("repetition-window"),
        entity.getDuration("popularity-half-life"),
        windows(entity.getDurationList("trending-windows")),
        entity.getInt("recovery-stash"),
        entity.getDuration("index-flush-interval"),
        entity.getBoolean("similar-users"),
        cooccurrence(entity.getConfig("cooccurrence")),
        awake(entity.getConfig("awake")));
  }

  private static CooccurrenceSettings cooccurrence(Config config) {
    try {
      if (config.getDouble("row-half-life") < LEAST_ROW_HALF_LIFE) {
        throw new IllegalArgumentException("row-half-life must be 10 or more");
      }
      return new CooccurrenceSettings(
          config.getInt("recent"),
          config.getDouble("half-life"),
          config.getInt("bound"),
          config.getDouble("row-half-life"));
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException("tandem.entity.cooccurrence." + wrong.getMessage(), wrong);
    }
  }

  private static AwakeSettings awake(Config config) {
    try {
      return AwakeSettings.of(
          config.getInt("limit"), config.getDuration("idle"), Runtime.getRuntime().maxMemory());
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException("tandem.entity.awake." + wrong.getMessage(), wrong);
    }
  }

  /** The partition of the index of users that goes with the shard of {@code user}. */
  public int partition(UserId user) {
    // The shard by Akka's HashCodeMessageExtractor.
    return Math.abs(user.value().hashCode() % userShards) % partitions;
  }

  private static TrendWindows windows(List<Duration> windows) {
    try {
      return new TrendWindows(windows);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(
          "tandem.entity.trending-windows " + wrong.getMessage(), wrong);
    }
  }

  private static boolean isPositive(Duration duration) {
    return !duration.isNegative() && !duration.isZero();
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException("tandem.entity." + message);
    }
  }
}
