package tandem.entity.user;

import static org.assertj.core.api.Assertions.assertThat;
import static tandem.entity.user.UserFixture.SGD;
import static tandem.entity.user.UserFixture.answer;

import akka.pattern.StatusReply;
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
import tandem.protocol.journal.PartitionOffsets;
import tandem.protocol.journal.Receipt;

/** A user that is erased: what is forgotten, and what must not be. */
class UserErasureTest {

  private static final EntityKit KIT = new EntityKit();
  private static final Receipt RECEIPT = new Receipt("r-1", 1);
  private static final Receipt LATER = new Receipt("r-2", 2);

  private final UserFixture f = new UserFixture(KIT, EntityKit.SETTINGS);

  @AfterEach
  void openGate() {
    KIT.gate().open();
  }

  @AfterAll
  static void stop() {
    KIT.stop();
  }

  private Optional<Receipt> erase(Receipt receipt) {
    f.user.tell(new UserEntity.Erase(receipt, List.of(), f.stream.ref().narrow()));
    return EntityKit.success(f.stream, UserEntity.Erasure.class).receipt();
  }

  private void assertFresh(UserEntity.Profile profile) {
    assertThat(profile.isKnown()).isFalse();
    assertThat(profile.recent()).isEmpty();
    assertThat(profile.factors()).isEqualTo(SGD.freshUser(f.id));
  }

  @Test
  void erase_knownUser_leavesAFreshOneThatKnowsItsRecords() {
    f.learn(0, "i0");
    f.learn(1, "i1");

    assertThat(erase(RECEIPT)).contains(RECEIPT);
    assertFresh(f.profile());
    f.user.tell(f.rating(0, "i0"));
    f.observed(0, Outcome.KNOWN);
    f.user.tell(f.rating(1, "i1"));
    f.observed(1, Outcome.KNOWN);
  }

  @Test
  void erase_thenRecovery_isTheSame() {
    f.learn(0, "i0");
    assertThat(erase(RECEIPT)).contains(RECEIPT);
    f.stopAndAwait();
    f.user = f.start();

    assertFresh(f.profile());
    f.user.tell(f.rating(0, "i0"));
    f.observed(0, Outcome.KNOWN);
    assertThat(erase(LATER)).as("nothing was learned since").contains(RECEIPT);
  }

  @Test
  void erase_userWhoComesBack_startsFromNothing() {
    f.learn(0, "i0");
    assertThat(erase(RECEIPT)).contains(RECEIPT);

    // The same interaction as before, in a new record: the old one is not remembered.
    f.user.tell(f.observe(7, "i0", "rating", 4.0, 0, null));
    ItemEntity.Pull pull = f.pull(7);
    assertThat(pull.factors()).isEqualTo(SGD.freshUser(f.id));
    answer(pull, 0.5f);
    f.observed(7, Outcome.LEARNED);
    assertThat(f.profile().seen()).containsExactly(new ItemId("i0"));
    assertThat(f.profile().factors()).isEqualTo(f.stepped(SGD.freshUser(f.id), 0.5f));
    assertThat(erase(LATER)).contains(LATER);
    assertFresh(f.profile());
  }

  @Test
  void erase_unknownUser_hasNoReceipt() {
    assertThat(erase(RECEIPT)).isEmpty();
  }

  @Test
  void erase_duringAnExchange_theExchangeIsOfTheNewLife() {
    f.learn(0, "i0");
    f.user.tell(f.rating(1, "i1"));
    ItemEntity.Pull pull = f.pull(1);
    assertThat(erase(RECEIPT)).contains(RECEIPT);

    answer(pull, 0.5f);
    f.observed(1, Outcome.LEARNED);
    f.user.tell(f.observe(2, "i1", "rating", 4.0, 1, null));
    f.observed(2, Outcome.REPEATED);
    assertThat(f.profile().seen()).containsExactly(new ItemId("i1"));
  }

  @Test
  void erase_betweenStepsOfOneWrite_partsThem() {
    f.learn(0, "i0");
    KIT.gate().hold();
    f.user.tell(f.rating(1, "i1"));
    answer(f.pull(1), 0.5f); // is being written
    f.user.tell(f.rating(2, "i2"));
    answer(f.pull(2), 0.5f); // waits
    f.user.tell(f.rating(3, "i3"));
    ItemEntity.Pull after = f.pull(3);
    f.user.tell(new UserEntity.Erase(RECEIPT, List.of(), f.stream.ref().narrow()));
    answer(after, 0.25f);
    KIT.gate().open();

    f.observed(1, Outcome.LEARNED);
    f.observed(2, Outcome.LEARNED);
    assertThat(EntityKit.success(f.stream, UserEntity.Erasure.class).receipt()).contains(RECEIPT);
    f.observed(3, Outcome.LEARNED);
    assertThat(f.profile().seen()).containsExactly(new ItemId("i3"));
    assertThat(f.profile().factors()).isEqualTo(f.stepped(SGD.freshUser(f.id), 0.25f));
    f.stopAndAwait();
    f.user = f.start();
    assertThat(f.profile().seen()).containsExactly(new ItemId("i3"));
    for (long offset = 0; offset < 4; offset++) {
      f.user.tell(f.rating(offset, "i" + offset));
      f.observed(offset, Outcome.KNOWN);
    }
  }

  @Test
  void erase_notDurable_nothingStarts() {
    f.learn(0, "i0");
    KIT.gate().hold();
    f.user.tell(new UserEntity.Erase(RECEIPT, List.of(), f.stream.ref().narrow()));
    KIT.gate().awaitHeld();
    f.user.tell(f.observe(7, "i0", "rating", 4.0, 0, null)); // repeats what is forgotten
    f.profile();
    f.items.expectNoMessage(Duration.ZERO);
    KIT.gate().open();
    assertThat(EntityKit.success(f.stream, UserEntity.Erasure.class).receipt()).contains(RECEIPT);
    answer(f.pull(7), 0.5f);
    f.observed(7, Outcome.LEARNED);
  }

  @Test
  void erase_writeFails_isAskedAgain() {
    f.learn(0, "i0");
    KIT.gate().failNextWrite("user|" + f.id);
    UserEntity.Erasure erasure =
        f.stream.awaitAssert(
            () -> { // until it has recovered, what is asked is forgotten with the failed write
              f.user.tell(new UserEntity.Erase(RECEIPT, List.of(), f.stream.ref().narrow()));
              return (UserEntity.Erasure)
                  f.stream.expectMessageClass(StatusReply.class, Duration.ofMillis(50)).getValue();
            });
    assertThat(erasure.receipt()).contains(RECEIPT);
    f.user.tell(new UserEntity.GetProfile(Optional.empty(), f.stream.ref().narrow()));
    Object last;
    do { // a slow answer to one that was asked before may come first
      last = f.stream.expectMessageClass(StatusReply.class).getValue();
    } while (!(last instanceof UserEntity.Profile));
    assertFresh((UserEntity.Profile) last);
  }

  @Test
  void erase_withWhatAnotherModelMet_learnsNoneOfIt() {
    assertThat(erase(LATER)).isEmpty();

    assertThat(eraseMet()).contains(RECEIPT);
    assertThat(eraseMet()).contains(RECEIPT);
    f.stopAndAwait();
    f.user = f.start();
    for (long offset : new long[] {6, 9}) {
      f.user.tell(f.rating(offset, "i"));
      f.observed(offset, Outcome.KNOWN);
    }
    f.learn(8, "i");
  }

  @Test
  void erase_whatTheOtherModelMetWaitsHere_goesWithTheOldLife() {
    f.learn(0, "i0");
    f.user.tell(f.rating(10, "i1"));
    ItemEntity.Pull under = f.pull(10);
    f.user.tell(f.rating(9, "i2"));
    f.user.tell(new UserEntity.Erase(RECEIPT, met(), f.stream.ref().narrow()));
    assertThat(EntityKit.success(f.stream, UserEntity.Erasure.class).receipt()).contains(RECEIPT);
    answer(under, 0.5f);
    f.observed(9, Outcome.KNOWN);
    f.observed(10, Outcome.LEARNED);
    assertThat(f.profile().seen()).containsExactly(new ItemId("i1"));
  }

  private Optional<Receipt> eraseMet() {
    f.user.tell(new UserEntity.Erase(RECEIPT, met(), f.stream.ref().narrow()));
    return EntityKit.success(f.stream, UserEntity.Erasure.class).receipt();
  }

  private static List<PartitionOffsets> met() {
    return List.of(new PartitionOffsets(0, 0, 7, List.of(9L)));
  }
}
