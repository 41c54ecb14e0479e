package tandem.entity.user;

import static org.assertj.core.api.Assertions.assertThat;
import static tandem.entity.user.UserFixture.SGD;
import static tandem.entity.user.UserFixture.after;
import static tandem.entity.user.UserFixture.answer;
import static tandem.entity.user.UserFixture.record;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tandem.entity.EntityKit;
import tandem.entity.EntitySettings;
import tandem.entity.Namespace;
import tandem.entity.item.ItemEntity;
import tandem.entity.user.UserEntity.Outcome;
import tandem.model.ItemId;

/** Start, stop, failure and recovery of a user, and when it writes. */
class UserLifeTest {

  private static final EntityKit KIT = new EntityKit();
  private static final int DUPLICATES = 10_000;
  private static final int READS = 5_000;
  private static final int MOST_WAITING_READS = 1_000;

  @AfterEach
  void openGate() {
    KIT.gate().open();
  }

  @AfterAll
  static void stop() {
    KIT.stop();
  }

  private static UserFixture fixture() {
    return new UserFixture(KIT, EntityKit.SETTINGS);
  }

  @Test
  void write_fails_recoversAndLearnsTheRepeatOnce() {
    UserFixture f = fixture();
    f.learn(0, "i0");
    KIT.gate().failNextWrite("user|" + f.id);
    f.user.tell(f.rating(1, "i1"));
    answer(f.pull(1), 0.5f);
    ItemEntity.Pull again =
        f.stream.awaitAssert(
            () -> { // until it has recovered, the failed record counts as under way
              f.user.tell(f.rating(1, "i1"));
              UserFixture.ToItem sent =
                  f.items.expectMessageClass(UserFixture.ToItem.class, Duration.ofMillis(50));
              return (ItemEntity.Pull) sent.command();
            });
    assertThat(again.factors()).isEqualTo(f.stepped(SGD.freshUser(f.id), 0.5f)); // as durable
    answer(again, 0.5f);
    f.observed(1, Outcome.LEARNED);
    assertThat(f.journaledOffsets()).containsExactly(0L, 1L);
  }

  @Test
  void write_failsBeforeARepetition_theOriginalSetsOutFirstAgain() {
    UserFixture f = fixture();
    f.learn(0, "i0");
    KIT.gate().failNextWrite("user|" + f.id);
    f.user.tell(f.observe(1, "i1", "rating", 4.0, 100, "e1"));
    f.user.tell(f.observe(2, "i1", "rating", 4.0, 100, "e1"));
    answer(f.pull(1), 0.5f);
    answer(f.pull(1), 0.5f); // by itself, not because the stream asks again
    f.observed(1, Outcome.LEARNED);
    f.observed(2, Outcome.REPEATED);
    assertThat(f.journaledOffsets()).containsExactly(0L, 1L);
  }

  @Test
  void write_isRejected_stopsTheUser() {
    UserFixture f = fixture();
    f.learn(0, "i0");
    KIT.gate().rejectNextWrite("user|" + f.id);
    f.user.tell(f.rating(1, "i1"));
    answer(f.pull(1), 0.5f);
    f.stream.expectTerminated(f.user);
    f.user = f.start();
    f.learn(1, "i1");
    assertThat(f.journaledOffsets()).containsExactly(0L, 1L);
  }

  @Test
  void stop_whileWriting_waitsForAllThatWasLearned() {
    UserFixture f = fixture();
    f.learn(0, "i0");
    KIT.gate().hold();
    f.user.tell(f.rating(1, "i1"));
    f.user.tell(f.rating(2, "i2"));
    answer(f.pull(1), 0.5f);
    KIT.gate().awaitHeld();
    answer(f.pull(2), 0.5f);
    f.profile();
    f.user.tell(UserEntity.Stop.INSTANCE);
    f.profile();
    KIT.gate().open();
    f.observed(1, Outcome.LEARNED);
    f.observed(2, Outcome.LEARNED);
    f.stream.expectTerminated(f.user);
  }

  @Test
  void stop_whileExchanging_learnsAllThatWasTakenFirst() {
    UserFixture f = fixture();
    f.user.tell(f.rating(1, "i1"));
    f.user.tell(f.rating(2, "i2"));
    ItemEntity.Pull first = f.pull(1);
    f.user.tell(UserEntity.Stop.INSTANCE);
    answer(first, 0.5f);
    answer(f.pull(2), 0.5f);
    f.observed(1, Outcome.LEARNED);
    f.observed(2, Outcome.LEARNED);
    f.stream.expectTerminated(f.user);
    assertThat(f.journaledOffsets()).containsExactly(1L, 2L);
  }

  @Test
  void stop_whileAnItemIsSilent_stopsAndTheRecordIsLearnedLater() {
    UserFixture f = new UserFixture(KIT, EntityKit.withPullTimeout(Duration.ofMillis(20)));
    f.user.tell(f.rating(1, "i1"));
    f.pull(1);
    f.stopAndAwait();
    f.forgetPulls(); // of the former life
    f.user = f.start();
    f.user.tell(f.rating(1, "i1"));
    answer(f.pull(1), 0.5f);
    f.observed(1, Outcome.LEARNED);
    assertThat(f.journaledOffsets()).containsExactly(1L);
  }

  @Test
  void stop_whileRecovering_learnsWhatCameBefore() {
    KIT.gate().hold();
    UserFixture f = fixture();
    f.user.tell(f.rating(1, "i1"));
    f.user.tell(UserEntity.Stop.INSTANCE);
    KIT.gate().open();
    answer(f.pull(1), 0.5f);
    f.observed(1, Outcome.LEARNED);
    f.stream.expectTerminated(f.user);
  }

  @Test
  void stop_whileRecoveringAndNothingCame_stopsAtOnce() {
    KIT.gate().hold();
    UserFixture f = fixture();
    f.stopAndAwait();
  }

  @Test
  void stop_whileLingering_writesFirst() {
    UserFixture f = new UserFixture(KIT, EntityKit.withLinger(Duration.ofHours(1)));
    f.user.tell(f.rating(1, "i1"));
    f.user.tell(f.rating(2, "i2"));
    answer(f.pull(1), 0.5f);
    f.observed(1, Outcome.LEARNED);
    answer(f.pull(2), 0.5f);
    f.profile();
    assertThat(KIT.events(f.id)).hasSize(1);
    f.user.tell(UserEntity.Stop.INSTANCE);
    f.observed(2, Outcome.LEARNED);
    f.stream.expectTerminated(f.user);
    assertThat(KIT.events(f.id)).hasSize(2);
  }

  @Test
  void linger_short_writesByItself() {
    UserFixture f = new UserFixture(KIT, EntityKit.withLinger(Duration.ofMillis(5)));
    f.learn(1, "i1");
    f.learn(2, "i2");
    assertThat(f.journaledOffsets()).containsExactly(1L, 2L);
  }

  private static void recoversEqual(EntitySettings settings, boolean snapshots) {
    UserFixture f = new UserFixture(KIT, settings);
    for (int offset = 0; offset < 12; offset++) {
      f.learn(offset, "i" + offset % 7);
    }
    f.user.tell(f.observe(12, "i9", "rating", 4.0, 90, "e"));
    answer(f.pull(12), -0.5f);
    f.observed(12, Outcome.LEARNED);
    f.user.tell(f.observe(13, "i9", "rating", 4.0, 91, "e"));
    f.observed(13, Outcome.REPEATED);
    UserEntity.Profile before = f.profile();
    f.stopAndAwait();
    f.user = f.start();
    UserEntity.Profile after = f.profile();
    assertThat(after.seen()).containsExactlyInAnyOrderElementsOf(before.seen());
    assertThat(after).usingRecursiveComparison().ignoringFields("seen").isEqualTo(before);
    f.user.tell(f.rating(3, "i3"));
    f.observed(3, Outcome.KNOWN);
    f.user.tell(f.observe(14, "i9", "view", null, 95, "e"));
    f.observed(14, Outcome.REPEATED);
    f.user.tell(f.rating(20, "i20"));
    assertThat(f.pull(20).factors()).isEqualTo(before.factors());
    assertThat(KIT.snapshots("user|" + f.id) > 0).isEqualTo(snapshots);
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
  void crash_betweenTheJournals_isCaughtUpByTheStreamsRepeat() {
    UserFixture f = fixture();
    ItemId itemId = KIT.newItem();
    var item =
        KIT.spawn(
            ItemEntity.create(
                Namespace.MAIN, itemId, SGD, EntityKit.SETTINGS, EntityKit.CLOCK, moved -> {}));
    f.user.tell(f.rating(1, itemId.value()));
    ItemEntity.Pull pull = f.pull(1);
    item.tell(
        new ItemEntity.Pull(
            pull.delivery(),
            pull.user(),
            pull.factors(),
            pull.mean(),
            pull.target(),
            pull.timestamp(),
            pull.popularity(),
            pull.appended(),
            List.of(),
            false,
            f.stream.ref().narrow())); // the gradient goes astray
    f.stream.expectMessageClass(ItemEntity.Gradient.class);
    f.crash();
    assertThat(KIT.events(itemId)).hasSize(1);
    assertThat(KIT.events(f.id)).isEmpty();
    f.user = f.start();
    f.user.tell(f.rating(1, itemId.value()));
    item.tell(f.pull(1));
    f.observed(1, Outcome.LEARNED);
    assertThat(KIT.events(itemId)).hasSize(1);
    assertThat(f.journaledOffsets()).containsExactly(1L);
  }

  /** The item has learned the original, and the user forgot it with its node. */
  @Test
  void crash_betweenTheJournalsThenTheRepetitionFirst_itWaitsForTheOriginal() {
    UserFixture f = fixture();
    f.user.tell(f.observe(1, "i1", "rating", 4.0, 100, "e1"));
    f.pull(1);
    f.crash();
    f.user = f.start();
    f.user.tell(after(1, f.observe(2, "i1", "rating", 4.0, 100, "e1")));
    f.profile();
    f.items.expectNoMessage(Duration.ZERO);
    f.user.tell(f.observe(1, "i1", "rating", 4.0, 100, "e1"));
    answer(f.pull(1), 0.5f);
    f.observed(1, Outcome.LEARNED);
    f.observed(2, Outcome.REPEATED);
    assertThat(f.journaledOffsets()).containsExactly(1L);
  }

  @Test
  void getProfile_tooManyWaiting_forgetsTheOldest() {
    UserFixture f = fixture();
    f.learn(0, "i0");
    for (int n = 0; n < MOST_WAITING_READS + 3; n++) {
      f.user.tell(new UserEntity.GetProfile(Optional.of(record(1)), f.stream.ref().narrow()));
    }
    f.learn(1, "i1");
    for (int n = 0; n < MOST_WAITING_READS; n++) {
      var unused = EntityKit.success(f.stream, UserEntity.Profile.class);
    }
    f.learn(2, "i2"); // its acknowledgement is the next message: no profile came between
  }

  /** Design, section 3: on Akka 2.8.5 this overflowed the stack and ended the JVM. */
  @Test
  void stormOfDuplicatesAndReads_atAColdUser_isAnsweredToTheLast() {
    UserFixture f = fixture();
    f.learn(0, "i0");
    f.stopAndAwait();
    KIT.gate().hold();
    f.user = f.start();
    KIT.gate().awaitHeld();
    for (int n = 0; n < DUPLICATES; n++) {
      f.user.tell(f.rating(0, "i0"));
      if (n % (DUPLICATES / READS) == 0) {
        f.user.tell(new UserEntity.GetProfile(Optional.empty(), f.stream.ref().narrow()));
      }
    }
    KIT.gate().open();
    int acknowledged = 0;
    int profiles = 0;
    for (int n = 0; n < DUPLICATES + READS; n++) {
      if (f.stream.receiveMessage() instanceof UserEntity.Observed observed) {
        assertThat(observed.outcome()).isEqualTo(Outcome.KNOWN);
        acknowledged++;
      } else {
        profiles++;
      }
    }
    assertThat(acknowledged).isEqualTo(DUPLICATES);
    assertThat(profiles).isEqualTo(READS);
    f.learn(1, "i1");
  }
}
