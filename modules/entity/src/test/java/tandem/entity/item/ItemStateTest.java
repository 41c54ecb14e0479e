package tandem.entity.item;

import static org.assertj.core.api.Assertions.assertThat;

import akka.persistence.typed.SnapshotAdapter;
import java.util.List;
import org.junit.jupiter.api.Test;
import tandem.model.CooccurrenceChange;
import tandem.model.FactorVector;
import tandem.model.Factors;
import tandem.model.Recency;
import tandem.protocol.Delivery;
import tandem.protocol.ItemDescription;
import tandem.protocol.RecordId;
import tandem.protocol.journal.ItemEvent;
import tandem.protocol.journal.ItemStep;

class ItemStateTest {

  private static final SnapshotAdapter<ItemState> SNAPSHOTS = ItemState.snapshots();
  private static final Factors MOVED = new Factors(FactorVector.of(1f, 2f), 0.5f, 3f, 4);
  private static final ItemDescription DESCRIPTION =
      new ItemDescription("Title", List.of("a", "b"), false);

  private static final Recency RECENCY = Recency.of(1_000, new int[] {60}, new double[] {3.5});

  private final ItemState fresh = ItemState.fresh(new Factors(FactorVector.of(0f, 0f), 0f, 0f, 0));

  private static ItemEvent.Learned learned(long... offsets) {
    List<ItemStep> steps =
        java.util.Arrays.stream(offsets)
            .mapToObj(o -> new Delivery(new RecordId(0, 0, o), 0))
            .map(delivery -> new ItemStep(delivery, 0.25f))
            .toList();
    return new ItemEvent.Learned(steps, MOVED, 7.5, RECENCY, CooccurrenceChange.NONE);
  }

  @Test
  void apply_learned_takesTheResultAndTheFacts() {
    ItemState state = fresh.apply(learned(3, 5));
    assertThat(state.factors()).isEqualTo(MOVED);
    assertThat(state.heat()).isEqualTo(7.5);
    assertThat(state.recency()).isEqualTo(RECENCY);
    assertThat(state.applied().contains(new RecordId(0, 0, 3))).isTrue();
    assertThat(state.applied().contains(new RecordId(0, 0, 4))).isFalse();
    assertThat(state.description()).isEqualTo(ItemDescription.NONE);
  }

  @Test
  void apply_described_touchesTheDescriptionOnly() {
    ItemState state = fresh.apply(learned(3)).apply(new ItemEvent.Described(DESCRIPTION));
    assertThat(state.description()).isEqualTo(DESCRIPTION);
    assertThat(state.factors()).isEqualTo(MOVED);
    assertThat(state.removed()).isFalse();
  }

  @Test
  void apply_removed_stillLearnsAndComesBackWhenDescribed() {
    ItemState removed =
        fresh.apply(new ItemEvent.Described(DESCRIPTION)).apply(new ItemEvent.Removed());
    assertThat(removed.removed()).isTrue();
    assertThat(removed.description()).isEqualTo(ItemDescription.NONE);
    ItemState learned = removed.apply(learned(1));
    assertThat(learned.removed()).isTrue();
    assertThat(learned.factors()).isEqualTo(MOVED);
    assertThat(learned.apply(new ItemEvent.Described(DESCRIPTION)).removed()).isFalse();
  }

  @Test
  void apply_described_isThereSinceTheEarlierOfBoth() {
    ItemState described = fresh.apply(new ItemEvent.Described(DESCRIPTION, 2_000));
    assertThat(described.recency().since()).isEqualTo(2_000);
    assertThat(described.apply(learned(1)).recency()).isEqualTo(RECENCY);
    assertThat(fresh.apply(learned(1)).apply(new ItemEvent.Described(DESCRIPTION, 2_000)).recency())
        .isEqualTo(RECENCY);
    ItemState back =
        described
            .apply(new ItemEvent.Removed(2_500))
            .apply(new ItemEvent.Described(DESCRIPTION, 3_000));
    assertThat(back.recency().since()).isEqualTo(2_000);
    assertThat(fresh.apply(new ItemEvent.Removed(2_500)).recency().since()).isEqualTo(2_500);
  }

  @Test
  void apply_eventsOfAnEarlierVersion_areFromTheBeginning() {
    assertThat(fresh.apply(new ItemEvent.Described(DESCRIPTION)).recency())
        .isEqualTo(Recency.UNKNOWN);
    assertThat(fresh.apply(new ItemEvent.Learned(List.of(), MOVED, 1)).recency())
        .isEqualTo(Recency.UNKNOWN);
    assertThat(fresh.apply(new ItemEvent.Removed()).recency()).isEqualTo(Recency.UNKNOWN);
  }

  @Test
  void snapshot_anyState_comesBackEqual() {
    for (ItemState state :
        List.of(
            fresh,
            fresh.apply(learned(1, 2, 9)),
            fresh.apply(new ItemEvent.Described(DESCRIPTION)).apply(learned(4)),
            fresh.apply(new ItemEvent.Removed()))) {
      Object stored = SNAPSHOTS.toJournal(state);
      assertThat(SNAPSHOTS.toJournal(SNAPSHOTS.fromJournal(stored))).isEqualTo(stored);
    }
  }
}
