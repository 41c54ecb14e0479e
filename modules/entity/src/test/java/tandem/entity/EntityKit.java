package tandem.entity;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.pattern.StatusReply;
import akka.persistence.testkit.PersistenceTestKitPlugin;
import akka.persistence.testkit.PersistenceTestKitSnapshotPlugin;
import akka.persistence.testkit.javadsl.PersistenceTestKit;
import akka.persistence.testkit.javadsl.SnapshotTestKit;
import com.typesafe.config.ConfigFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import tandem.model.CooccurrenceSettings;
import tandem.model.ItemId;
import tandem.model.TrendWindows;
import tandem.model.UserId;
import tandem.protocol.journal.ItemEvent;
import tandem.protocol.journal.UserEvent;

/** An actor system with a journal in memory, behind a gate. One for a test class. */
public final class EntityKit {

  /** More than any test has. */
  public static final AwakeSettings AWAKE = new AwakeSettings(50_000, Duration.ofMinutes(10));

  /** Small, so that a test can leave the default of all it does not care about. */
  public static final EntitySettings SETTINGS =
      new EntitySettings(
          4,
          10,
          Duration.ZERO,
          200,
          2,
          Duration.ofMinutes(1),
          100,
          Duration.ofDays(7),
          new TrendWindows(List.of(Duration.ofDays(1), Duration.ofHours(1))),
          20_000,
          Duration.ofMinutes(1),
          false,
          CooccurrenceSettings.defaults(),
          AWAKE);

  /** When tests are. */
  public static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

  /** The clock of all entities: it stands still. */
  public static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  private final ActorTestKit actors =
      ActorTestKit.create(
          PersistenceTestKitPlugin.config()
              .withFallback(PersistenceTestKitSnapshotPlugin.config())
              .withFallback(ConfigFactory.load()));
  private final PersistenceTestKit journal = PersistenceTestKit.create(actors.system());
  private final SnapshotTestKit snapshots = SnapshotTestKit.create(actors.system());
  private final JournalGate gate = new JournalGate();
  private final AtomicInteger ids = new AtomicInteger();

  /** Starts the system. */
  public EntityKit() {
    journal.withPolicy(gate);
  }

  /** Ends it. */
  public void stop() {
    gate.open();
    actors.shutdownTestKit();
  }

  /** What all journals pass. */
  public JournalGate gate() {
    return gate;
  }

  /** The actor test kit. */
  public ActorTestKit actors() {
    return actors;
  }

  /** Starts an actor. */
  public <T> ActorRef<T> spawn(Behavior<T> behavior) {
    return actors.spawn(behavior);
  }

  /** A probe for everything. */
  public TestProbe<Object> probe() {
    return actors.createTestProbe();
  }

  /** An item that no other test has. */
  public ItemId newItem() {
    return new ItemId("i" + ids.incrementAndGet());
  }

  /** A user that no other test has. */
  public UserId newUser() {
    return new UserId("u" + ids.incrementAndGet());
  }

  /** The journal of an item. */
  public List<ItemEvent> events(ItemId item) {
    return journal.persistedInStorage("item|" + item).stream().map(ItemEvent.class::cast).toList();
  }

  /** The journal of a user. */
  public List<UserEvent.Learned> events(UserId user) {
    return journal.persistedInStorage("user|" + user).stream()
        .map(UserEvent.Learned.class::cast)
        .toList();
  }

  /** How many snapshots are kept of an entity. */
  public int snapshots(String persistenceId) {
    return snapshots.persistedInStorage(persistenceId).size();
  }

  /** The next time that a snapshot of it is asked for, that fails. */
  public void failNextSnapshotRead(String persistenceId, Throwable cause) {
    snapshots.failNextRead(persistenceId, cause);
  }

  /** The value of the next answer, which must be no refusal. */
  public static <T> T success(TestProbe<Object> probe, Class<T> type) {
    return type.cast(probe.expectMessageClass(StatusReply.class).getValue());
  }

  /** The next answer, which must be a refusal: what it says. */
  public static String refusal(TestProbe<Object> probe) {
    return String.valueOf(probe.expectMessageClass(StatusReply.class).getError().getMessage());
  }

  /** The settings with another linger. */
  public static EntitySettings withLinger(Duration linger) {
    return new EntitySettings(
        SETTINGS.partitions(),
        SETTINGS.userShards(),
        linger,
        SETTINGS.snapshotEvery(),
        2,
        SETTINGS.pullTimeout(),
        SETTINGS.repetitionWindow(),
        SETTINGS.popularityHalfLife(),
        SETTINGS.trendWindows(),
        SETTINGS.recoveryStash(),
        SETTINGS.indexFlushInterval(),
        false,
        SETTINGS.cooccurrence(),
        AWAKE);
  }

  /** The settings with an index of users. */
  public static EntitySettings withSimilarUsers() {
    return new EntitySettings(
        SETTINGS.partitions(),
        SETTINGS.userShards(),
        SETTINGS.linger(),
        SETTINGS.snapshotEvery(),
        2,
        SETTINGS.pullTimeout(),
        SETTINGS.repetitionWindow(),
        SETTINGS.popularityHalfLife(),
        SETTINGS.trendWindows(),
        SETTINGS.recoveryStash(),
        SETTINGS.indexFlushInterval(),
        true,
        SETTINGS.cooccurrence(),
        AWAKE);
  }

  /** The settings with another number of events between two snapshots. */
  public static EntitySettings withSnapshotEvery(int events) {
    return new EntitySettings(
        SETTINGS.partitions(),
        SETTINGS.userShards(),
        SETTINGS.linger(),
        events,
        2,
        SETTINGS.pullTimeout(),
        SETTINGS.repetitionWindow(),
        SETTINGS.popularityHalfLife(),
        SETTINGS.trendWindows(),
        SETTINGS.recoveryStash(),
        SETTINGS.indexFlushInterval(),
        false,
        SETTINGS.cooccurrence(),
        AWAKE);
  }

  /** The settings with another time after which a pull is repeated. */
  public static EntitySettings withPullTimeout(Duration timeout) {
    return new EntitySettings(
        SETTINGS.partitions(),
        SETTINGS.userShards(),
        SETTINGS.linger(),
        SETTINGS.snapshotEvery(),
        2,
        timeout,
        SETTINGS.repetitionWindow(),
        SETTINGS.popularityHalfLife(),
        SETTINGS.trendWindows(),
        SETTINGS.recoveryStash(),
        SETTINGS.indexFlushInterval(),
        false,
        SETTINGS.cooccurrence(),
        AWAKE);
  }

  /** The settings with another window of repetitions. */
  public static EntitySettings withRepetitionWindow(int window) {
    return new EntitySettings(
        SETTINGS.partitions(),
        SETTINGS.userShards(),
        SETTINGS.linger(),
        SETTINGS.snapshotEvery(),
        2,
        SETTINGS.pullTimeout(),
        window,
        SETTINGS.popularityHalfLife(),
        SETTINGS.trendWindows(),
        SETTINGS.recoveryStash(),
        SETTINGS.indexFlushInterval(),
        false,
        SETTINGS.cooccurrence(),
        AWAKE);
  }
}
