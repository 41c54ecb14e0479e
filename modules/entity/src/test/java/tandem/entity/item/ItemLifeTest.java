package tandem.entity.item;

import static org.assertj.core.api.Assertions.assertThat;
import static tandem.entity.item.ItemFixture.SGD;

import akka.pattern.StatusReply;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tandem.entity.EntityKit;
import tandem.entity.EntitySettings;
import tandem.entity.Namespace;
import tandem.entity.index.IndexedItem;
import tandem.model.FactorVector;
import tandem.model.Factors;
import tandem.protocol.ItemDescription;

/** Start, stop and recovery of an item, and when it writes. */
class ItemLifeTest {

  private static final EntityKit KIT = new EntityKit();
  private static final int STORM = 10_000;

  @AfterEach
  void openGate() {
    KIT.gate().open();
  }

  @AfterAll
  static void stop() {
    KIT.stop();
  }

  @Test
  void stop_whileWriting_waitsForAllThatWasTaken() {
    ItemFixture f = new ItemFixture(KIT, EntityKit.SETTINGS);
    f.learn(0);
    KIT.gate().hold();
    f.item.tell(f.pull(1));
    KIT.gate().awaitHeld();
    f.item.tell(f.pull(2));
    f.item.tell(ItemEntity.Stop.INSTANCE);
    f.item.tell(f.pull(0)); // answered at once, so it has been told to stop by now
    f.gradient(0);
    KIT.gate().open();
    f.moved();
    f.gradient(1);
    f.moved();
    f.gradient(2);
    f.probe.expectTerminated(f.item);
    assertThat(f.journaledOffsets()).containsExactly(0L, 1L, 2L);
  }

  @Test
  void stop_whenTheLastWriteFails_stopsAfterRecovery() {
    ItemFixture f = new ItemFixture(KIT, EntityKit.SETTINGS);
    f.learn(0);
    KIT.gate().failNextWrite("item|" + f.id);
    KIT.gate().hold();
    f.item.tell(f.pull(1));
    KIT.gate().awaitHeld();
    f.item.tell(ItemEntity.Stop.INSTANCE);
    KIT.gate().open();
    f.probe.expectTerminated(f.item);
    assertThat(f.journaledOffsets()).containsExactly(0L);
  }

  @Test
  void stop_whileRecovering_answersWhatCameBefore() {
    KIT.gate().hold();
    ItemFixture f = new ItemFixture(KIT, EntityKit.SETTINGS);
    f.item.tell(f.pull(1));
    f.item.tell(ItemEntity.Stop.INSTANCE);
    KIT.gate().open();
    f.moved();
    f.gradient(1);
    f.probe.expectTerminated(f.item);
    assertThat(f.journaledOffsets()).containsExactly(1L);
  }

  @Test
  void stop_whileRecoveringAndNothingCame_stopsAtOnce() {
    KIT.gate().hold();
    ItemFixture f = new ItemFixture(KIT, EntityKit.SETTINGS);
    f.item.tell(ItemEntity.Stop.INSTANCE);
    f.probe.expectTerminated(f.item);
  }

  private static IndexedItem busyLife(ItemFixture f) {
    for (int offset = 0; offset < 10; offset++) {
      f.item.tell(new ItemEntity.Repel(ItemFixture.USER.vector(), -0.25f));
      f.item.tell(f.pull(offset, new Factors(FactorVector.of(offset, 1, 2, 3), 0f, 0f, 1)));
      f.moved();
      f.gradient(offset);
      if (offset == 5) {
        ItemDescription description = new ItemDescription("t", List.of("c"), false);
        f.item.tell(new ItemEntity.Describe(description, f.probe.ref().narrow()));
        f.moved();
        f.probe.expectMessage(StatusReply.ack());
      }
    }
    return f.learn(10);
  }

  private static void recoversEqual(EntitySettings settings, boolean snapshots) {
    ItemFixture f = new ItemFixture(KIT, settings);
    IndexedItem last = busyLife(f);
    f.restart(settings);
    assertThat(f.moved()).isEqualTo(last);
    f.item.tell(f.pull(4));
    f.gradient(4); // the applied records were recovered, too
    assertThat(f.learn(11).sequence()).isEqualTo(last.sequence() + 1);
    assertThat(KIT.snapshots("item|" + f.id) > 0).isEqualTo(snapshots);
  }

  @Test
  void restart_byReplay_recoversTheSameState() {
    recoversEqual(EntityKit.withSnapshotEvery(10_000), false);
  }

  @Test
  void restart_bySnapshotAndTail_recoversTheSameState() {
    recoversEqual(EntityKit.withSnapshotEvery(5), true);
  }

  @Test
  void linger_long_isCutShortByADescription() {
    ItemFixture f = new ItemFixture(KIT, EntityKit.withLinger(Duration.ofHours(1)));
    f.item.tell(f.pull(0));
    f.item.tell(f.pull(1));
    f.item.tell(new ItemEntity.Describe(ItemDescription.NONE, f.probe.ref().narrow()));
    assertThat(f.moved().sequence()).isEqualTo(1);
    f.gradient(0);
    assertThat(f.moved().sequence()).isEqualTo(3);
    f.gradient(1);
    f.probe.expectMessage(StatusReply.ack());
    assertThat(KIT.events(f.id)).hasSize(3);
  }

  @Test
  void linger_first_doesNotWait() {
    ItemFixture f = new ItemFixture(KIT, EntityKit.withLinger(Duration.ofHours(1)));
    assertThat(f.learn(0).sequence()).isEqualTo(1);
  }

  @Test
  void linger_short_writesByItself() {
    ItemFixture f = new ItemFixture(KIT, EntityKit.withLinger(Duration.ofMillis(5)));
    assertThat(f.learn(0).sequence()).isEqualTo(1);
    assertThat(f.learn(1).sequence()).isEqualTo(2);
  }

  @Test
  void stop_whileLingering_writesFirst() {
    ItemFixture f = new ItemFixture(KIT, EntityKit.withLinger(Duration.ofHours(1)));
    f.item.tell(new ItemEntity.Describe(ItemDescription.NONE, f.probe.ref().narrow()));
    f.moved();
    f.probe.expectMessage(StatusReply.ack());
    f.item.tell(f.pull(0));
    f.item.tell(ItemEntity.Stop.INSTANCE);
    f.moved();
    f.gradient(0);
    f.probe.expectTerminated(f.item);
  }

  /** Design, section 3: on Akka 2.8.5 this overflowed the stack and ended the JVM. */
  @Test
  void pull_stormOfDuplicatesAtAColdItem_isAnsweredToTheLast() {
    ItemFixture f = new ItemFixture(KIT, EntityKit.SETTINGS);
    f.learn(0);
    f.stopAndAwait();
    KIT.gate().hold();
    f.item =
        KIT.spawn(
            ItemEntity.create(
                Namespace.MAIN,
                f.id,
                SGD,
                EntityKit.SETTINGS,
                EntityKit.CLOCK,
                f.probe.ref()::tell));
    KIT.gate().awaitHeld();
    for (int n = 0; n < STORM; n++) {
      f.item.tell(f.pull(0));
    }
    KIT.gate().open();
    f.moved();
    for (int n = 0; n < STORM; n++) {
      f.gradient(0);
    }
    assertThat(f.learn(1).sequence()).isEqualTo(2);
  }

  @Test
  void stash_full_dropsTheRest() {
    EntitySettings small =
        new EntitySettings(
            4,
            10,
            Duration.ZERO,
            200,
            2,
            Duration.ofMinutes(1),
            100,
            Duration.ofDays(7),
            EntityKit.SETTINGS.trendWindows(),
            3,
            Duration.ofMinutes(1),
            false,
            EntityKit.SETTINGS.cooccurrence(),
            EntityKit.AWAKE);
    KIT.gate().hold();
    ItemFixture f = new ItemFixture(KIT, small);
    for (int offset = 0; offset < 6; offset++) {
      f.item.tell(f.pull(offset));
    }
    KIT.gate().open();
    f.probe.awaitAssert(
        () -> {
          assertThat(f.journaledOffsets()).containsExactly(0L, 1L, 2L);
          return null;
        });
  }
}
