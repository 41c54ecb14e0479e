package tandem.entity.item;

import static org.assertj.core.api.Assertions.assertThat;
import static tandem.entity.item.ItemFixture.SGD;
import static tandem.entity.item.ItemFixture.stepped;

import akka.pattern.StatusReply;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tandem.entity.EntityKit;
import tandem.entity.Namespace;
import tandem.entity.index.HeatUnits;
import tandem.entity.index.IndexedItem;
import tandem.model.Cooccurrence;
import tandem.model.FactorVector;
import tandem.model.Factors;
import tandem.protocol.ItemDescription;
import tandem.protocol.journal.ItemEvent;

class ItemEntityTest {

  private static final EntityKit KIT = new EntityKit();
  private static final Duration NOW = Duration.ZERO;
  private static final ItemDescription DESCRIPTION =
      new ItemDescription("Title", List.of("a"), false);

  private final ItemFixture f = new ItemFixture(KIT, EntityKit.SETTINGS);

  @AfterEach
  void openGate() {
    KIT.gate().open();
  }

  @AfterAll
  static void stop() {
    KIT.stop();
  }

  @Test
  void pull_first_isAnsweredWhenDurableAndAfterTheIndexKnows() {
    f.learn(0);
    KIT.gate().hold();
    f.item.tell(f.pull(1));
    KIT.gate().awaitHeld();
    f.probe.expectNoMessage(NOW);
    KIT.gate().open();
    assertThat(f.moved().sequence()).isEqualTo(2);
    f.gradient(1);
  }

  @Test
  void pull_early_isAnsweredAtOnceAndAgainWhenDurable() {
    f.learn(0);
    KIT.gate().hold();
    f.item.tell(f.early(1));
    ItemEntity.Gradient early = f.gradient(1);
    assertThat(early.early()).isTrue();
    f.probe.expectNoMessage(NOW); // the index must not know yet
    KIT.gate().open();
    f.moved();
    assertThat(f.gradient(1))
        .isEqualTo(
            new ItemEntity.Gradient(early.id(), early.error(), early.item(), false, early.bias()));
  }

  @Test
  void pull_first_givesTheStepThatTheModelGives() {
    Factors fresh = SGD.freshItem(f.id);
    f.item.tell(f.pull(7));
    IndexedItem moved = f.moved();
    assertThat(moved)
        .isEqualTo(
            new IndexedItem(
                f.id,
                1,
                stepped(fresh).vector(),
                stepped(fresh).bias(),
                ItemFixture.heat(1),
                1,
                ItemDescription.NONE,
                false,
                ItemFixture.recency(1),
                Cooccurrence.NONE));
    ItemEntity.Gradient gradient = f.gradient(7);
    assertThat(gradient.item()).isEqualTo(fresh.vector());
    assertThat(gradient.error())
        .isEqualTo(SGD.error(ItemFixture.TARGET, ItemFixture.MEAN, ItemFixture.USER, fresh));
    assertThat(((ItemEvent.Learned) KIT.events(f.id).get(0)).factors()).isEqualTo(stepped(fresh));
  }

  @Test
  void pull_durableRecord_isAnsweredWithoutASecondEvent() {
    IndexedItem moved = f.learn(3);
    f.item.tell(f.pull(3));
    assertThat(f.gradient(3).item()).isEqualTo(moved.vector());
    assertThat(f.learn(4).sequence()).isEqualTo(2);
    assertThat(f.journaledOffsets()).containsExactly(3L, 4L);
  }

  @Test
  void pull_durableRecordWhileOthersAreWritten_isAnsweredWithDurableFactors() {
    IndexedItem durable = f.learn(3);
    KIT.gate().hold();
    f.item.tell(f.pull(4));
    KIT.gate().awaitHeld();
    f.item.tell(f.pull(3));
    assertThat(f.gradient(3).item()).isEqualTo(durable.vector());
    KIT.gate().open();
    f.moved();
    f.gradient(4);
  }

  @Test
  void pull_recordUnderWay_isWrittenAndAnsweredOnce() {
    f.learn(0);
    KIT.gate().hold();
    f.item.tell(f.pull(1));
    f.item.tell(f.pull(1));
    KIT.gate().awaitHeld();
    f.item.tell(f.pull(1));
    f.item.tell(f.pull(2));
    KIT.gate().open();
    f.moved();
    f.gradient(1);
    f.moved();
    f.gradient(2);
    assertThat(f.journaledOffsets()).containsExactly(0L, 1L, 2L);
  }

  @Test
  void pull_manyDuringAWrite_goIntoOneEventInTheirOrder() {
    f.learn(0);
    KIT.gate().hold();
    f.item.tell(f.pull(1));
    KIT.gate().awaitHeld();
    LongStream.range(2, 30).forEach(offset -> f.item.tell(f.pull(offset)));
    f.item.tell(f.pull(0)); // a known one is answered at once: then all before it were taken in
    f.gradient(0);
    KIT.gate().open();
    f.moved();
    f.gradient(1);
    assertThat(f.moved().events()).isEqualTo(30);
    LongStream.range(2, 30).forEach(f::gradient);
    assertThat(KIT.events(f.id)).hasSize(3);
    assertThat(f.journaledOffsets()).isEqualTo(LongStream.range(0, 30).boxed().toList());
  }

  @Test
  void pull_groupOfSeveral_movesAsOneAfterTheOther() {
    f.learn(0);
    KIT.gate().hold();
    f.item.tell(f.pull(1));
    KIT.gate().awaitHeld();
    LongStream.range(2, 5).forEach(offset -> f.item.tell(f.pull(offset)));
    KIT.gate().open();
    f.moved();
    f.gradient(1);
    IndexedItem last = f.moved();
    Factors expected = SGD.freshItem(f.id);
    for (int n = 0; n < 5; n++) {
      expected = stepped(expected);
    }
    assertThat(last.vector()).isEqualTo(expected.vector());
    assertThat(last.bias()).isEqualTo(expected.bias());
    assertThat(last.heat()).isEqualTo(HeatUnits.rounded(ItemFixture.heat(5)));
    assertThat(last.recency()).isEqualTo(HeatUnits.rounded(ItemFixture.recency(5)));
  }

  @Test
  void describe_hiddenAndRemove_areDurableWhenAnswered() {
    ItemDescription hidden = new ItemDescription("Title", List.of("a"), true);
    f.item.tell(new ItemEntity.Describe(hidden, f.probe.ref().narrow()));
    IndexedItem described = f.moved();
    f.probe.expectMessage(StatusReply.ack());
    assertThat(described.description()).isEqualTo(hidden);
    assertThat(described.isListed()).isFalse();
    f.item.tell(new ItemEntity.Describe(DESCRIPTION, f.probe.ref().narrow()));
    assertThat(f.moved().isListed()).isTrue();
    f.probe.expectMessage(StatusReply.ack());
    f.item.tell(new ItemEntity.Remove(f.probe.ref().narrow()));
    IndexedItem removed = f.moved();
    f.probe.expectMessage(StatusReply.ack());
    assertThat(removed.removed()).isTrue();
    assertThat(f.learn(1).isListed()).isFalse();
    assertThat(KIT.events(f.id)).hasSize(4);
  }

  @Test
  void place_itemWithoutEvents_movesItThereDurably() {
    Factors place = new Factors(ItemFixture.USER.vector(), 0.75f, 0f, 0);
    f.item.tell(new ItemEntity.Describe(DESCRIPTION, f.probe.ref().narrow()));
    f.moved();
    f.probe.expectMessage(StatusReply.ack());
    f.item.tell(new ItemEntity.Place(place, f.probe.ref().narrow()));
    IndexedItem moved = f.moved();
    f.probe.expectMessage(StatusReply.ack());

    assertThat(moved.vector()).isEqualTo(place.vector());
    assertThat(moved.bias()).isEqualTo(0.75f);
    assertThat(moved.events()).isZero();
    assertThat(moved.description()).isEqualTo(DESCRIPTION);
    assertThat(((ItemEvent.Learned) KIT.events(f.id).get(1)).steps()).isEmpty();
    f.restart(EntityKit.SETTINGS);
    assertThat(f.moved().vector()).isEqualTo(place.vector());
    assertThat(f.learn(1).vector()).isEqualTo(stepped(place).vector());
  }

  @Test
  void place_itemThatIsThereOrHasEvents_isAnsweredWithoutAnEvent() {
    Factors place = new Factors(ItemFixture.USER.vector(), 0.75f, 0f, 0);
    f.item.tell(new ItemEntity.Place(place, f.probe.ref().narrow()));
    f.moved();
    f.probe.expectMessage(StatusReply.ack());
    f.item.tell(new ItemEntity.Place(place, f.probe.ref().narrow()));
    f.probe.expectMessage(StatusReply.ack());
    IndexedItem learned = f.learn(1);
    f.item.tell(new ItemEntity.Place(place, f.probe.ref().narrow()));
    f.probe.expectMessage(StatusReply.ack());
    assertThat(learned.events()).isEqualTo(1);
    assertThat(KIT.events(f.id)).hasSize(2);
  }

  @Test
  void place_thatDoesNotFit_isLeftAlone() {
    Factors others = new Factors(FactorVector.of(1f), 0f, 0f, 0);
    Factors learned = new Factors(ItemFixture.USER.vector(), 0f, 0f, 1);
    for (Factors wrong : List.of(others, learned)) {
      f.item.tell(new ItemEntity.Place(wrong, f.probe.ref().narrow()));
      f.probe.expectMessage(StatusReply.ack());
    }
    assertThat(KIT.events(f.id)).isEmpty();
  }

  @Test
  void repel_few_areWrittenWithTheNextEventOnly() {
    FactorVector user = ItemFixture.USER.vector();
    f.item.tell(new ItemEntity.Repel(user, -0.5f));
    f.item.tell(new ItemEntity.Repel(user, -0.5f));
    IndexedItem moved = f.learn(1);
    Factors repelled = SGD.repelItem(SGD.freshItem(f.id), user, -0.5f);
    repelled = SGD.repelItem(repelled, user, -0.5f);
    assertThat(moved.vector()).isEqualTo(stepped(repelled).vector());
    assertThat(moved.events()).isEqualTo(1);
    assertThat(KIT.events(f.id)).hasSize(1);
  }

  @Test
  void repel_many_areWrittenWithoutSteps() {
    for (int n = 0; n < 64; n++) {
      f.item.tell(new ItemEntity.Repel(ItemFixture.USER.vector(), -0.5f));
    }
    assertThat(f.moved().sequence()).isEqualTo(1);
    assertThat(((ItemEvent.Learned) KIT.events(f.id).get(0)).steps()).isEmpty();
  }

  @Test
  void repel_thenDescribedAndStopped_isNotLost() {
    f.item.tell(new ItemEntity.Repel(ItemFixture.USER.vector(), -0.5f));
    f.item.tell(new ItemEntity.Describe(DESCRIPTION, f.probe.ref().narrow()));
    assertThat(f.moved().vector()).isEqualTo(SGD.freshItem(f.id).vector());
    f.probe.expectMessage(StatusReply.ack());
    f.item.tell(ItemEntity.Stop.INSTANCE);
    Factors repelled = SGD.repelItem(SGD.freshItem(f.id), ItemFixture.USER.vector(), -0.5f);
    assertThat(f.moved().vector()).isEqualTo(repelled.vector());
    f.probe.expectTerminated(f.item);
  }

  @Test
  void write_fails_recoversAndAppliesTheRepeatOnce() {
    IndexedItem before = f.learn(0);
    KIT.gate().failNextWrite("item|" + f.id);
    f.item.tell(f.pull(1));
    assertThat(f.moved()).isEqualTo(before); // it has recovered, and tells what it recovered
    f.item.tell(f.pull(1));
    assertThat(f.moved().vector()).isEqualTo(stepped(stepped(SGD.freshItem(f.id))).vector());
    f.gradient(1);
    f.item.tell(f.pull(1));
    f.gradient(1);
    assertThat(f.journaledOffsets()).containsExactly(0L, 1L);
  }

  @Test
  void write_isRejected_stopsTheItem() {
    f.learn(0);
    KIT.gate().rejectNextWrite("item|" + f.id);
    f.item.tell(f.pull(1));
    f.probe.expectTerminated(f.item);
    f.item =
        KIT.spawn(
            ItemEntity.create(
                Namespace.MAIN,
                f.id,
                SGD,
                EntityKit.SETTINGS,
                EntityKit.CLOCK,
                f.probe.ref()::tell));
    assertThat(f.moved().sequence()).isEqualTo(1);
    assertThat(f.learn(1).sequence()).isEqualTo(2);
  }
}
