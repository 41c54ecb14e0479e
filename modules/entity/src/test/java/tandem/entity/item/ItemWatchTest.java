package tandem.entity.item;

import static org.assertj.core.api.Assertions.assertThat;
import static tandem.entity.item.ItemFixture.APPENDED;

import java.io.NotSerializableException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tandem.entity.EntityKit;
import tandem.entity.EntitySettings;
import tandem.model.CooccurrenceSettings;
import tandem.protocol.ItemDescription;

/** What an item and its journal tell of their work. */
class ItemWatchTest {

  private static final EntityKit KIT = new EntityKit();

  private final ItemFixture f = new ItemFixture(KIT, EntityKit.SETTINGS);

  @AfterEach
  void openGate() {
    KIT.gate().open();
    KIT.gate().mend(journal());
  }

  @AfterAll
  static void stop() {
    KIT.stop();
  }

  private String journal() {
    return "item|" + f.id;
  }

  @Test
  void written_stepsAndDescription_tellsRowsAndWhatTheyHold() {
    ItemFixture lingering = new ItemFixture(KIT, EntityKit.withLinger(Duration.ofHours(1)));
    lingering.item.tell(lingering.pull(0));
    lingering.item.tell(lingering.pull(1));
    lingering.item.tell(lingering.pull(2));
    lingering.item.tell(
        new ItemEntity.Describe(ItemDescription.NONE, lingering.probe.ref().narrow()));
    lingering.moved();
    lingering.gradient(0);
    lingering.moved();
    assertThat(lingering.watch.told("recovered", "written", "write failed"))
        .containsExactly("recovered", "written 1 of 1", "written 2 of 3");
    assertThat(lingering.watch.nanos())
        .hasSize(3)
        .allSatisfy(took -> assertThat(took).isBetween(1L, Duration.ofMinutes(1).toNanos()));
  }

  @Test
  void written_failed_isToldAndReadAgain() {
    f.learn(0);
    KIT.gate().failNextWrite(journal());
    f.item.tell(f.pull(1));
    f.moved(); // it has recovered
    assertThat(f.watch.told("recovered", "writ"))
        .containsExactly("recovered", "written 1 of 1", "write failed", "recovered");
  }

  @Test
  void written_rejected_isToldWhenTheJournalStops() {
    f.learn(0);
    KIT.gate().rejectNextWrite(journal());
    f.item.tell(f.pull(1));
    f.probe.expectTerminated(f.item);
    assertThat(f.watch.told("writ")).containsExactly("written 1 of 1", "write failed");
  }

  @Test
  void stopped_idle_tellsOfNoFailure() {
    f.learn(0);
    f.stopAndAwait();
    assertThat(f.watch.told("writ")).containsExactly("written 1 of 1");
  }

  @Test
  void start_snapshotsAway_isTriedAgainAsAWhole() {
    f.learn(0);
    f.stopAndAwait();
    KIT.failNextSnapshotRead(journal(), new SQLTransientConnectionException("away"));
    f.item = f.start(EntityKit.SETTINGS);
    f.moved(); // it has recovered
    assertThat(f.watch.told("recovered", "unread"))
        .containsExactly("recovered", "unread false", "recovered");
  }

  @Test
  void start_snapshotDamaged_costsAReplay() {
    f.learn(0);
    f.stopAndAwait();
    KIT.failNextSnapshotRead(journal(), new NotSerializableException("damaged"));
    f.item = f.start(EntityKit.SETTINGS);
    f.moved();
    assertThat(f.watch.told("recovered", "unread")).containsExactly("recovered", "recovered");
  }

  @Test
  void start_unreadable_tellsWhetherItIsDamaged() {
    f.learn(0);
    f.stopAndAwait();
    KIT.gate().failReads(journal(), new SQLTransientConnectionException("away"));
    f.item = f.start(EntityKit.SETTINGS);
    f.probe.awaitAssert(
        () -> {
          assertThat(f.watch.told("unread")).contains("unread false");
          return null;
        });
    KIT.gate().failReads(journal(), new NotSerializableException("damaged"));
    f.probe.awaitAssert(
        () -> {
          assertThat(f.watch.told("unread")).contains("unread true");
          return null;
        });
  }

  @Test
  void moved_severalRecords_carriesWhenTheOldestWasAppended() {
    f.learn(0);
    KIT.gate().hold();
    f.item.tell(f.pull(1));
    KIT.gate().awaitHeld();
    f.item.tell(f.pull(5));
    f.item.tell(f.pull(3));
    f.item.tell(f.pull(4));
    f.item.tell(f.pull(0));
    f.gradient(0); // the item has taken all
    KIT.gate().open();
    assertThat(f.move().appended()).isEqualTo(APPENDED + 1);
    f.gradient(1);
    assertThat(f.move().appended()).isEqualTo(APPENDED + 3);
  }

  @Test
  void moved_byNoRecord_carriesNoTime() {
    f.item.tell(new ItemEntity.Describe(ItemDescription.NONE, f.probe.ref().narrow()));
    assertThat(f.move().appended()).isZero();
  }

  @Test
  void start_moreMessagesThanTheStashHolds_tellsOfEachThatIsDropped() {
    f.stopAndAwait();
    KIT.gate().hold();
    f.item = f.start(withRecoveryStash(2));
    for (int offset = 0; offset < 5; offset++) {
      f.item.tell(f.pull(offset));
    }
    f.probe.awaitAssert(
        () -> {
          assertThat(f.watch.told("dropped")).hasSize(3);
          return null;
        });
  }

  private static EntitySettings withRecoveryStash(int messages) {
    EntitySettings settings = EntityKit.SETTINGS;
    return new EntitySettings(
        settings.partitions(),
        settings.userShards(),
        settings.linger(),
        settings.snapshotEvery(),
        settings.snapshotsKept(),
        settings.pullTimeout(),
        settings.repetitionWindow(),
        settings.popularityHalfLife(),
        settings.trendWindows(),
        messages,
        settings.indexFlushInterval(),
        settings.similarUsers(),
        CooccurrenceSettings.defaults(),
        EntityKit.AWAKE);
  }
}
