package tandem.entity.user;

import static org.assertj.core.api.Assertions.assertThat;
import static tandem.entity.user.UserFixture.SGD;
import static tandem.entity.user.UserFixture.answer;
import static tandem.entity.user.UserFixture.record;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tandem.entity.EntityKit;
import tandem.entity.item.ItemEntity;
import tandem.entity.user.UserEntity.Outcome;
import tandem.model.Factors;
import tandem.protocol.journal.PartitionOffsets;
import tandem.protocol.journal.Receipt;
import tandem.protocol.journal.UserEvent;

/** A user with much to learn exchanges ahead of the items' journals, and its own follows them. */
class UserAheadTest {

  private static final EntityKit KIT = new EntityKit();
  private static final Duration NOW = Duration.ZERO;

  private final UserFixture f = new UserFixture(KIT, EntityKit.SETTINGS);

  @AfterEach
  void openGate() {
    KIT.gate().open();
  }

  @AfterAll
  static void stop() {
    KIT.stop();
  }

  private static void early(ItemEntity.Pull pull, float error) {
    pull.replyTo()
        .tell(new ItemEntity.Gradient(pull.delivery().id(), error, UserFixture.ITEM, true, 0f));
  }

  /** Has three records, of which two are exchanged early and the third is under way. */
  private List<ItemEntity.Pull> twoAhead() {
    for (int n = 0; n < 4; n++) {
      f.user.tell(f.rating(n, "i" + n));
    }
    ItemEntity.Pull zeroth = f.pull(0);
    f.profile(); // all have been taken in
    answer(zeroth, 0.25f);
    f.observed(0, Outcome.LEARNED);
    ItemEntity.Pull first = f.pull(1);
    early(first, 0.5f);
    ItemEntity.Pull second = f.pull(2);
    early(second, 0.75f);
    return List.of(zeroth, first, second, f.pull(3));
  }

  private List<Factors> journaled() {
    return KIT.events(f.id).stream().map(UserEvent.Learned::factors).toList();
  }

  @Test
  void pull_asksForAnEarlyGradientOnlyWhileMoreWaits() {
    List<ItemEntity.Pull> pulls = twoAhead();
    assertThat(pulls.stream().map(ItemEntity.Pull::early))
        .containsExactly(false, true, true, false);
  }

  @Test
  void earlyGradient_theNextPullHasItsStepAndNothingIsAcknowledged() {
    List<ItemEntity.Pull> pulls = twoAhead();
    Factors afterFirst = f.stepped(pulls.get(1).factors(), 0.5f);
    assertThat(pulls.get(2).factors()).isEqualTo(afterFirst);
    assertThat(pulls.get(3).factors()).isEqualTo(f.stepped(afterFirst, 0.75f));
    f.stream.expectNoMessage(NOW);
    assertThat(f.journaledOffsets()).containsExactly(0L);
  }

  @Test
  void durableGradients_inAnyOrder_areJournaledInTheOrderOfTheSteps() {
    List<ItemEntity.Pull> pulls = twoAhead();
    answer(pulls.get(2), 0.75f);
    answer(pulls.get(3), 1f);
    f.profile();
    f.stream.expectNoMessage(NOW); // the first is not durable at its item
    answer(pulls.get(1), 0.5f);
    f.observed(1, Outcome.LEARNED);
    f.observed(2, Outcome.LEARNED);
    f.observed(3, Outcome.LEARNED);
    assertThat(f.journaledOffsets()).containsExactly(0L, 1L, 2L, 3L);
    assertThat(journaled().get(1)).isEqualTo(f.stepped(pulls.get(3).factors(), 1f));
  }

  @Test
  void durableGradient_ofTheFirst_isJournaledWithTheFactorsJustAfterIt() {
    List<ItemEntity.Pull> pulls = twoAhead();
    answer(pulls.get(1), 9f); // what counts is the gradient that was stepped by
    assertThat(f.observed(1, Outcome.LEARNED).error()).isEqualTo(0.5f);
    assertThat(f.journaledOffsets()).containsExactly(0L, 1L);
    assertThat(journaled().get(1)).isEqualTo(pulls.get(2).factors());
  }

  @Test
  void crash_forgetsWhatWasAhead_andEachRecordIsJournaledOnce() {
    List<ItemEntity.Pull> pulls = twoAhead();
    answer(pulls.get(1), 0.5f);
    f.observed(1, Outcome.LEARNED);
    f.crash();
    f.user = f.start();
    f.user.tell(f.rating(2, "i2"));
    assertThat(f.pull(2).factors()).isEqualTo(pulls.get(2).factors());
  }

  @Test
  void refusal_afterAnEarlyGradient_takesTheStepBack() {
    List<ItemEntity.Pull> pulls = twoAhead();
    pulls.get(1).replyTo().tell(new ItemEntity.Refused(record(1)));
    ItemEntity.Pull again = f.pull(1);
    assertThat(again.factors()).isEqualTo(pulls.get(1).factors());
    again.replyTo().tell(new ItemEntity.Refused(record(1)));
    f.observed(1, Outcome.ITEM_UNREADABLE);
    ItemEntity.Pull second = f.pull(2);
    assertThat(second.factors()).isEqualTo(pulls.get(1).factors());
    answer(second, 0.75f);
    answer(f.pull(3), 1f);
    f.observed(2, Outcome.LEARNED);
    f.observed(3, Outcome.LEARNED);
    assertThat(f.journaledOffsets()).containsExactly(0L, 2L, 3L);
  }

  @Test
  void refusal_whileAWriteIsUnderWay_waitsForIt() {
    List<ItemEntity.Pull> pulls = twoAhead();
    KIT.gate().hold();
    answer(pulls.get(1), 0.5f);
    KIT.gate().awaitHeld();
    pulls.get(2).replyTo().tell(new ItemEntity.Refused(record(2)));
    f.profile();
    f.items.expectNoMessage(NOW);
    KIT.gate().open();
    f.observed(1, Outcome.LEARNED);
    assertThat(f.pull(2).factors()).isEqualTo(pulls.get(2).factors());
    assertThat(f.journaledOffsets()).containsExactly(0L, 1L);
  }

  @Test
  void erase_whatIsAheadIsTheFirstOfTheNewLife() {
    List<ItemEntity.Pull> pulls = twoAhead();
    Receipt receipt = new Receipt("r", Instant.EPOCH.toEpochMilli());
    f.user.tell(new UserEntity.Erase(receipt, List.of(), f.stream.ref().narrow()));
    var unused = EntityKit.success(f.stream, UserEntity.Erasure.class);
    answer(pulls.get(1), 0.5f);
    f.observed(1, Outcome.LEARNED);
    assertThat(f.profile().factors()).isEqualTo(f.stepped(SGD.freshUser(f.id), 0.5f));
    assertThat(f.profile().seen()).hasSize(1);
  }

  @Test
  void erase_ofWhatIsAheadToo_learnsNoneOfIt() {
    List<ItemEntity.Pull> pulls = twoAhead();
    List<PartitionOffsets> met = List.of(new PartitionOffsets(0, 0, 3, List.of()));
    f.user.tell(new UserEntity.Erase(new Receipt("r", 1), met, f.stream.ref().narrow()));
    var unused = EntityKit.success(f.stream, UserEntity.Erasure.class);
    answer(pulls.get(1), 0.5f);
    answer(pulls.get(2), 0.5f);
    f.user.tell(f.rating(1, "i1"));
    f.observed(1, Outcome.KNOWN);
    answer(pulls.get(3), 1f);
    f.observed(3, Outcome.LEARNED);
    assertThat(f.profile().factors()).isEqualTo(f.stepped(SGD.freshUser(f.id), 1f));
  }

  @Test
  void item_thatDoesNotConfirm_isPulledAgain() {
    UserFixture quick = new UserFixture(KIT, EntityKit.withPullTimeout(Duration.ofMillis(50)));
    quick.user.tell(quick.rating(0, "i0"));
    quick.user.tell(quick.rating(1, "i1"));
    quick.user.tell(quick.rating(2, "i2"));
    ItemEntity.Pull zeroth = quick.pull(0);
    quick.profile();
    answer(zeroth, 0.25f);
    quick.observed(0, Outcome.LEARNED);
    early(quick.pullAfterRepeated(1), 0.5f);
    answer(quick.pullAfterRepeated(2), 0.5f);
    answer(quick.pullAfterRepeated(1), 0.5f); // asked again, since the item has forgotten it
    quick.observed(1, Outcome.LEARNED);
    quick.observed(2, Outcome.LEARNED);
  }
}
