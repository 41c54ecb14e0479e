package tandem.entity.user;

import static org.assertj.core.api.Assertions.assertThat;
import static tandem.entity.user.UserFixture.answer;
import static tandem.entity.user.UserFixture.record;

import java.io.NotSerializableException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tandem.entity.EntityKit;
import tandem.entity.item.ItemEntity;
import tandem.entity.user.UserEntity.Outcome;
import tandem.model.ItemId;
import tandem.protocol.Delivery;
import tandem.protocol.journal.Receipt;

/** A user whose journal can't be read, and one whose items' journals can't. */
class UserUnreadableTest {

  private static final EntityKit KIT = new EntityKit();

  private final UserFixture f = new UserFixture(KIT, EntityKit.SETTINGS);

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
    return "user|" + f.id;
  }

  private void damage() {
    KIT.gate().failReads(journal(), new NotSerializableException("damaged"));
  }

  private void restartDamaged() {
    f.learn(0, "i0");
    f.stopAndAwait();
    damage();
    f.user = f.start();
  }

  private void read(long after) {
    f.user.tell(new UserEntity.GetProfile(Optional.of(record(after)), f.stream.ref().narrow()));
  }

  private void erase() {
    f.user.tell(new UserEntity.Erase(new Receipt("r", 1), List.of(), f.stream.ref().narrow()));
  }

  private void assertRefused() {
    assertThat(EntityKit.refusal(f.stream)).contains("can't be read");
  }

  /** Asks until the journal has been tried again. */
  private void awaitMended() {
    KIT.gate().mend(journal());
    f.stream.awaitAssert(
        () -> {
          f.user.tell(f.rating(0, "i0"));
          f.observed(0, Outcome.KNOWN);
          return null;
        });
  }

  @Test
  void start_unreadable_refusesEachCommand() {
    restartDamaged();
    f.user.tell(f.rating(1, "i1"));
    assertThat(f.observed(1, Outcome.USER_UNREADABLE).error()).isNaN();
    read(1);
    assertRefused();
    erase();
    assertRefused();
    f.stopAndAwait();
    f.items.expectNoMessage(Duration.ZERO);
  }

  @Test
  void unreadable_mended_learnsWithoutARestart() {
    restartDamaged();
    f.user.tell(f.rating(1, "i1"));
    f.observed(1, Outcome.USER_UNREADABLE);
    awaitMended();
    f.learn(2, "i1"); // the redriven record
    assertThat(f.journaledOffsets()).containsExactly(0L, 2L);
  }

  @Test
  void start_databaseAway_refusesNothing() {
    f.learn(0, "i0");
    f.stopAndAwait();
    KIT.gate().failReads(journal(), new SQLTransientConnectionException("away"));
    f.user = f.start();
    f.user.tell(f.rating(1, "i1"));
    KIT.gate().mend(journal());
    answer(f.pull(1), 0.5f);
    f.observed(1, Outcome.LEARNED); // the first answer
  }

  @Test
  void write_failsAndThenUnreadable_refusesAllThatWaits() {
    f.learn(0, "i0");
    damage();
    KIT.gate().failNextWrite(journal());
    KIT.gate().hold();
    f.user.tell(f.rating(1, "i1"));
    answer(f.pull(1), 0.5f);
    KIT.gate().awaitHeld(); // 1 is being written
    f.user.tell(f.rating(2, "i2"));
    f.user.tell(f.rating(3, "i3"));
    ItemEntity.Pull late = f.pull(2); // 2 is exchanged, 3 is in the queue
    read(1);
    erase();
    f.user.tell(f.rating(0, "i0"));
    f.observed(0, Outcome.KNOWN); // it has them all
    KIT.gate().open();
    for (long offset = 1; offset <= 3; offset++) {
      f.observed(offset, Outcome.USER_UNREADABLE);
    }
    assertRefused();
    assertRefused();
    answer(late, 0.5f); // comes to nobody
    awaitMended();
    f.learn(4, "i2");
    assertThat(f.journaledOffsets()).containsExactly(0L, 4L);
  }

  @Test
  void item_refuses_theRecordIsGivenUpAndTheNextSetsOut() {
    f.user.tell(f.rating(1, "i1"));
    f.user.tell(f.rating(2, "i2"));
    refuse(f.pull(1));
    answer(f.pull(2), 0.5f);
    f.observed(1, Outcome.ITEM_UNREADABLE);
    f.observed(2, Outcome.LEARNED);
    assertThat(f.profile().seen()).containsExactly(new ItemId("i2"));
    assertThat(f.profile().repeated()).isZero();
    assertThat(f.journaledOffsets()).containsExactly(2L);
  }

  private static void refuse(ItemEntity.Pull pull) {
    pull.replyTo().tell(new ItemEntity.Refused(pull.delivery().id()));
  }

  @Test
  void item_refuses_theSameInteractionInAnotherRecordIsLearned() {
    f.user.tell(f.observe(1, "i1", "rating", 4.0, 100, "e1"));
    refuse(f.pull(1));
    f.observed(1, Outcome.ITEM_UNREADABLE);
    f.user.tell(f.observe(2, "i1", "rating", 4.0, 100, "e1"));
    answer(f.pull(2), 0.5f);
    f.observed(2, Outcome.LEARNED);
    f.user.tell(f.observe(3, "i1", "rating", 4.0, 100, "e1"));
    f.observed(3, Outcome.REPEATED);
  }

  @Test
  void item_refusesAfterAnErasure_theSameInteractionIsLearned() {
    f.learn(0, "i0");
    f.user.tell(f.observe(1, "i1", "rating", 4.0, 100, "e1"));
    ItemEntity.Pull pull = f.pull(1);
    erase();
    refuse(pull);
    f.observed(1, Outcome.ITEM_UNREADABLE);
    var unused = EntityKit.success(f.stream, UserEntity.Erasure.class);
    f.user.tell(f.observe(2, "i1", "rating", 4.0, 100, "e1"));
    answer(f.pull(2), 0.5f);
    f.observed(2, Outcome.LEARNED);
  }

  @Test
  void item_refusesAnEarlierRecord_changesNothing() {
    f.user.tell(f.rating(1, "i1"));
    ItemEntity.Pull first = f.pull(1);
    refuse(first);
    f.observed(1, Outcome.ITEM_UNREADABLE);
    f.user.tell(f.rating(2, "i2"));
    ItemEntity.Pull second = f.pull(2);
    refuse(first); // the answer to a repeated pull
    answer(second, 0.5f);
    f.observed(2, Outcome.LEARNED);
    refuse(second);
    assertThat(f.profile().seen()).hasSize(1);
  }

  @Test
  void item_refusesARecordBelowALaterMark_aLateCopyIsKnown() {
    f.user.tell(f.rating(1, "i1"));
    refuse(f.pull(1));
    f.observed(1, Outcome.ITEM_UNREADABLE);
    UserEntity.Observe next = f.rating(2, "i2");
    f.user.tell(
        new UserEntity.Observe(
            new Delivery(record(2), 2), // the frontier has passed 1
            Optional.empty(),
            next.interaction(),
            next.mean(),
            next.appended(),
            next.replyTo()));
    answer(f.pull(2), 0.5f);
    f.observed(2, Outcome.LEARNED);
    f.user.tell(f.rating(1, "i1"));
    f.observed(1, Outcome.KNOWN);
    assertThat(f.journaledOffsets()).containsExactly(2L);
  }
}
