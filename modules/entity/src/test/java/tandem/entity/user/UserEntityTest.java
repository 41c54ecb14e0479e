package tandem.entity.user;

import static org.assertj.core.api.Assertions.assertThat;
import static tandem.entity.user.UserFixture.MEAN;
import static tandem.entity.user.UserFixture.SGD;
import static tandem.entity.user.UserFixture.answer;
import static tandem.entity.user.UserFixture.record;

import akka.actor.testkit.typed.javadsl.TestProbe;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tandem.entity.EntityKit;
import tandem.entity.item.ItemEntity;
import tandem.entity.user.UserEntity.Outcome;
import tandem.model.FactorVector;
import tandem.model.Factors;
import tandem.model.ItemId;
import tandem.model.Target;
import tandem.protocol.Minutes;
import tandem.protocol.journal.UserEvent;

class UserEntityTest {

  private static final EntityKit KIT = new EntityKit();
  private static final Duration NOW = Duration.ZERO;

  private final UserFixture f = new UserFixture(KIT, EntityKit.SETTINGS);
  private final Factors fresh = SGD.freshUser(f.id);

  @AfterEach
  void openGate() {
    KIT.gate().open();
  }

  @AfterAll
  static void stop() {
    KIT.stop();
  }

  @Test
  void observe_first_pullsWithWhatTheModelNeeds() {
    UserEntity.Observe observe = f.rating(5, "i1");
    f.user.tell(observe);
    UserFixture.ToItem sent = f.items.expectMessageClass(UserFixture.ToItem.class);
    assertThat(sent.item()).isEqualTo(new ItemId("i1"));
    ItemEntity.Pull pull = (ItemEntity.Pull) sent.command();
    assertThat(pull)
        .isEqualTo(
            new ItemEntity.Pull(
                observe.delivery(),
                f.id,
                fresh,
                MEAN,
                new Target(4f, 1f),
                5_000,
                1.0,
                observe.appended(),
                List.of(),
                false,
                pull.replyTo()));
  }

  @Test
  void gradient_isAcknowledgedWhenDurableNotBefore() {
    f.learn(0, "i0");
    f.user.tell(f.rating(1, "i1"));
    KIT.gate().hold();
    answer(f.pull(1), 0.5f);
    KIT.gate().awaitHeld();
    f.stream.expectNoMessage(NOW);
    KIT.gate().open();
    assertThat(f.observed(1, Outcome.LEARNED).error()).isEqualTo(0.5f);
    assertThat(f.journaledOffsets()).containsExactly(0L, 1L);
  }

  @Test
  void gradient_ofARating_isJudgedOnceAgainstWhatWasPredicted() {
    f.user.tell(f.rating(1, "i1"));
    ItemEntity.Pull pull = f.pull(1);
    answer(pull, 0.5f);
    answer(pull, 0.5f);
    f.observed(1, Outcome.LEARNED);
    f.user.tell(f.rating(1, "i1"));
    f.observed(1, Outcome.KNOWN);

    assertThat(f.watch.told("rated")).containsExactly("rated 4.000 as 3.500, mean 3.250");
    assertThat(f.watch.told("exchanged")).hasSize(1);
  }

  @Test
  void gradient_ofAVectorThatIsNotFinite_isJudgedAsNoNumber() {
    f.learn(1, "i1");
    f.user.tell(f.rating(2, "i2"));
    ItemEntity.Pull pull = f.pull(2);
    FactorVector broken = FactorVector.of(Float.NaN, 0f, 0f, 0f);
    pull.replyTo().tell(new ItemEntity.Gradient(record(2), 0f, broken));
    f.observed(2, Outcome.LEARNED);

    assertThat(f.watch.told("rated").get(1)).isEqualTo("rated 4.000 as NaN, mean 3.250");
  }

  @Test
  void gradient_ofAView_isNotJudged() {
    f.user.tell(f.observe(1, "i1", "view", null, 1, null));
    answer(f.pull(1), 0f);
    f.observed(1, Outcome.LEARNED);

    assertThat(f.watch.told("rated")).isEmpty();
  }

  @Test
  void observe_second_isPulledAfterTheFirstGradientWithItsStepInPlace() {
    f.learn(0, "i0");
    KIT.gate().hold();
    f.user.tell(f.rating(1, "i1"));
    f.user.tell(f.rating(2, "i2"));
    ItemEntity.Pull first = f.pull(1);
    f.profile(); // both records have been taken in
    f.items.expectNoMessage(NOW);
    answer(first, 0.75f);
    assertThat(f.pull(2).factors()).isEqualTo(f.stepped(first.factors(), 0.75f));
    KIT.gate().open();
    f.observed(1, Outcome.LEARNED);
  }

  @Test
  void gradients_duringAWrite_goIntoOneEventInTheirOrder() {
    f.learn(0, "i0");
    KIT.gate().hold();
    LongStream.range(1, 12).forEach(offset -> f.user.tell(f.rating(offset, "i" + offset)));
    LongStream.range(1, 12).forEach(offset -> answer(f.pull(offset), 0.25f));
    f.profile();
    KIT.gate().awaitHeld();
    KIT.gate().open();
    LongStream.range(1, 12).forEach(offset -> f.observed(offset, Outcome.LEARNED));
    assertThat(KIT.events(f.id)).hasSize(3);
    assertThat(f.journaledOffsets()).isEqualTo(LongStream.range(0, 12).boxed().toList());
    Factors expected = f.stepped(fresh, 0.5f);
    for (int n = 1; n < 12; n++) {
      expected = f.stepped(expected, 0.25f);
    }
    assertThat(f.profile().factors()).isEqualTo(expected);
  }

  @Test
  void observe_durableRecord_isAcknowledgedOnceAnAskWithoutAPull() {
    f.learn(3, "i1");
    for (int n = 0; n < 3; n++) {
      f.user.tell(f.rating(3, "i1"));
      assertThat(f.observed(3, Outcome.KNOWN).error()).isNaN();
    }
    f.items.expectNoMessage(NOW);
    assertThat(f.journaledOffsets()).containsExactly(3L);
  }

  @Test
  void observe_recordUnderWayAskedAgain_isAnsweredOnceToTheLastAsker() {
    TestProbe<UserEntity.Observed> first = KIT.actors().createTestProbe(UserEntity.Observed.class);
    UserEntity.Observe observe = f.rating(1, "i1");
    f.user.tell(
        new UserEntity.Observe(
            observe.delivery(), Optional.empty(), observe.interaction(), MEAN, 0, first.ref()));
    f.user.tell(observe);
    ItemEntity.Pull pull = f.pull(1);
    f.profile();
    answer(pull, 0.5f);
    f.observed(1, Outcome.LEARNED);
    f.profile(); // nothing came between
    first.expectNoMessage(NOW);
    assertThat(f.journaledOffsets()).containsExactly(1L);
  }

  @Test
  void observe_repeatedEventId_isDroppedCountedAndAcknowledged() {
    f.user.tell(f.observe(1, "i1", "rating", 4.0, 100, "e1"));
    answer(f.pull(1), 0.5f);
    f.observed(1, Outcome.LEARNED);
    f.user.tell(f.observe(2, "i2", "view", null, 999, "e1"));
    assertThat(f.observed(2, Outcome.REPEATED).error()).isNaN();
    f.items.expectNoMessage(NOW);
    assertThat(f.profile().repeated()).isEqualTo(1);
    assertThat(f.profile().factors()).isEqualTo(f.stepped(fresh, 0.5f));
    f.user.tell(f.observe(2, "i2", "view", null, 999, "e1"));
    f.observed(2, Outcome.KNOWN);
    assertThat(f.profile().repeated()).isEqualTo(1);
  }

  @Test
  void observe_newestOfAnItemRepeatedPastTheWindow_isDropped() {
    UserFixture forgetful = new UserFixture(KIT, EntityKit.withRepetitionWindow(1));
    forgetful.learn(1, "i1");
    forgetful.learn(2, "i2");
    forgetful.learn(3, "i3");
    forgetful.user.tell(forgetful.observe(4, "i1", "rating", 4.0, 1, null));
    forgetful.observed(4, Outcome.REPEATED);
    forgetful.user.tell(forgetful.observe(5, "i1", "view", null, 1, null));
    answer(forgetful.pull(5), 0f);
    forgetful.observed(5, Outcome.LEARNED);
  }

  @Test
  void observe_repeatedItemTypeAndTime_isDroppedEvenBeforeTheFirstIsDurable() {
    f.user.tell(f.observe(1, "i1", "view", null, 100, null));
    f.user.tell(f.observe(2, "i1", "view", null, 100, null));
    f.user.tell(f.observe(3, "i1", "view", null, 101, null));
    answer(f.pull(1), 0f);
    answer(f.pull(3), 0f);
    f.observed(1, Outcome.LEARNED);
    f.observed(2, Outcome.REPEATED);
    f.observed(3, Outcome.LEARNED);
    assertThat(f.journaledOffsets()).containsExactly(1L, 3L);
    assertThat(f.profile().repeated()).isEqualTo(1);
  }

  @Test
  void pull_unanswered_isRepeatedAndItsLateDuplicateIgnored() {
    UserFixture quick = new UserFixture(KIT, EntityKit.withPullTimeout(Duration.ofMillis(20)));
    quick.user.tell(quick.rating(1, "i1"));
    ItemEntity.Pull first = quick.pull(1);
    ItemEntity.Pull again = quick.pull(1);
    assertThat(again).isEqualTo(first);
    answer(again, 0.5f);
    quick.observed(1, Outcome.LEARNED);
    answer(first, 0.5f);
    answer(first, -9f);
    Factors once = quick.stepped(SGD.freshUser(quick.id), 0.5f);
    quick.user.tell(quick.rating(2, "i2"));
    assertThat(quick.pullAfterRepeated(2).factors()).isEqualTo(once);
    assertThat(quick.journaledOffsets()).containsExactly(1L);
  }

  @Test
  void gradient_ofAnotherRecord_isIgnored() {
    f.user.tell(f.rating(1, "i1"));
    ItemEntity.Pull pull = f.pull(1);
    pull.replyTo().tell(new ItemEntity.Gradient(record(9), 5f, UserFixture.ITEM));
    answer(pull, 0.5f);
    f.observed(1, Outcome.LEARNED);
    assertThat(f.profile().factors()).isEqualTo(f.stepped(fresh, 0.5f));
  }

  @Test
  void getProfile_afterARecord_waitsUntilItIsDurable() {
    f.learn(0, "i0");
    KIT.gate().hold();
    f.user.tell(f.rating(1, "i1"));
    f.user.tell(new UserEntity.GetProfile(Optional.of(record(1)), f.stream.ref().narrow()));
    answer(f.pull(1), 0.5f);
    KIT.gate().awaitHeld();
    assertThat(f.profile().recent()).containsExactly(new ItemId("i0")); // without a record: now
    KIT.gate().open();
    f.observed(1, Outcome.LEARNED);
    assertThat(EntityKit.success(f.stream, UserEntity.Profile.class).recent())
        .containsExactly(new ItemId("i1"), new ItemId("i0"));
    f.user.tell(new UserEntity.GetProfile(Optional.of(record(1)), f.stream.ref().narrow()));
    var unused = EntityKit.success(f.stream, UserEntity.Profile.class);
  }

  @Test
  void getProfile_recordThatComesLater_isAnsweredThen() {
    f.user.tell(new UserEntity.GetProfile(Optional.of(record(2)), f.stream.ref().narrow()));
    f.learn(1, "i1");
    f.learn(2, "i2");
    assertThat(EntityKit.success(f.stream, UserEntity.Profile.class).seen()).hasSize(2);
  }

  @Test
  void getProfile_unknownUser_isEmpty() {
    UserEntity.Profile profile = f.profile();
    assertThat(profile.isKnown()).isFalse();
    assertThat(profile.factors()).isEqualTo(fresh);
    assertThat(profile.user()).isEqualTo(f.id);
  }

  @Test
  void getProfile_history_isTold() {
    f.learn(10, "i1");
    f.learn(11, "i2");
    f.learn(7, "i1");
    UserEntity.Profile profile = f.profile();
    assertThat(profile.isKnown()).isTrue();
    assertThat(profile.seen()).containsExactlyInAnyOrder(new ItemId("i1"), new ItemId("i2"));
    assertThat(profile.recent()).containsExactly(new ItemId("i1"), new ItemId("i2"));
    assertThat(profile.mean()).isEqualTo(MEAN);
    assertThat(profile.first()).isEqualTo(7_000);
    assertThat(profile.last()).isEqualTo(11_000);
    assertThat(profile.minutes()).isNull();
  }

  @Test
  void getProfile_withMinutes_saysWhenEachWasTaken() {
    f.learn(10, "i1");
    f.learn(190, "i2");
    f.user.tell(new UserEntity.GetProfile(Optional.empty(), true, f.stream.ref().narrow()));
    UserEntity.Profile profile = EntityKit.success(f.stream, UserEntity.Profile.class);
    Minutes minutes = Objects.requireNonNull(profile.minutes());
    assertThat(minutes.length()).isEqualTo(2);
    assertThat(minutes.get(profile.seen().indexOf(new ItemId("i1")))).isZero();
    assertThat(minutes.get(profile.seen().indexOf(new ItemId("i2")))).isEqualTo(3);
  }

  @Test
  void journal_event_holdsTheFactsAndTheResult() {
    f.user.tell(f.observe(1, "i1", "rating", 2.5, 77, "e"));
    answer(f.pull(1), -1.5f);
    f.observed(1, Outcome.LEARNED);
    UserEvent.Learned event = KIT.events(f.id).get(0);
    assertThat(event.factors()).isEqualTo(f.stepped(fresh, -1.5f));
    assertThat(event.mean()).isEqualTo(MEAN);
    assertThat(event.steps())
        .isEqualTo(
            List.of(
                new tandem.protocol.journal.UserStep(
                    f.rating(1, "i1").delivery(),
                    new ItemId("i1"),
                    "rating",
                    2.5,
                    77_000,
                    "e",
                    -1.5f,
                    true)));
  }
}
