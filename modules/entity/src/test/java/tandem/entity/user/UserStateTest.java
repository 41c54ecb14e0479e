package tandem.entity.user;

import static org.assertj.core.api.Assertions.assertThat;

import akka.persistence.typed.SnapshotAdapter;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tandem.model.FactorVector;
import tandem.model.Factors;
import tandem.model.ItemId;
import tandem.protocol.Delivery;
import tandem.protocol.RecordId;
import tandem.protocol.journal.UserEvent;
import tandem.protocol.journal.UserStep;

class UserStateTest {

  private static final int WINDOW = 5;
  private static final SnapshotAdapter<UserState> SNAPSHOTS = UserState.snapshots(WINDOW);

  private final UserState fresh = UserState.fresh(factors(0), WINDOW);

  private static Factors factors(int count) {
    return new Factors(FactorVector.of(count, -count), count / 2f, count, count);
  }

  private static UserStep step(long offset, String item, long timestamp, @Nullable String eventId) {
    return new UserStep(delivery(offset), new ItemId(item), "view", null, timestamp, eventId, 0.5f);
  }

  private static Delivery delivery(long offset) {
    return new Delivery(new RecordId(0, 0, offset), Math.max(0, offset - 3));
  }

  private static UserEvent.Learned learned(int count, UserStep... steps) {
    return new UserEvent.Learned(List.of(steps), List.of(), factors(count), count + 0.5f);
  }

  private static List<ItemId> items(String... ids) {
    return List.of(ids).stream().map(ItemId::new).toList();
  }

  @Test
  void apply_learned_takesTheResultAndTheFacts() {
    UserState state = fresh.apply(learned(2, step(1, "a", 20, null), step(2, "b", 10, "e")));
    assertThat(state.factors()).isEqualTo(factors(2));
    assertThat(state.mean()).isEqualTo(2.5f);
    assertThat(state.seen()).containsOnlyKeys(items("a", "b"));
    assertThat(state.recent()).isEqualTo(items("b", "a"));
    assertThat(state.first()).isEqualTo(10);
    assertThat(state.last()).isEqualTo(20);
    assertThat(state.applied().contains(new RecordId(0, 0, 2))).isTrue();
    assertThat(state.keys().contains(UserState.key(step(9, "z", 0, "e")))).isTrue();
    assertThat(state.keys().contains(UserState.key(step(9, "a", 20, null)))).isTrue();
    assertThat(state.repeated()).isZero();
  }

  @Test
  void apply_repetition_isCountedAndAppliedButNotSeen() {
    UserState state =
        fresh.apply(
            new UserEvent.Learned(List.of(), List.of(delivery(1), delivery(2)), factors(0), 0f));
    assertThat(state.repeated()).isEqualTo(2);
    assertThat(state.applied().contains(new RecordId(0, 0, 2))).isTrue();
    assertThat(state.seen()).isEmpty();
    assertThat(state.recent()).isEmpty();
  }

  @Test
  void apply_severalEventsOfAnItem_keepsTheKeyOfTheLastToArrive() {
    UserStep first = step(1, "a", 20, null);
    UserStep second = step(1, "a", 10, null);
    UserState state = fresh.apply(learned(2, first, second));
    assertThat(state.seen()).containsEntry(first.item(), UserState.key(second));
    assertThat(state.first()).isEqualTo(10);
    assertThat(state.last()).isEqualTo(20);
  }

  @Test
  void apply_manyItems_keepsTheNewestInOrderWithoutRepetition() {
    UserState state = fresh;
    for (int n = 0; n < 50; n++) {
      state = state.apply(learned(n, step(n, "i" + n % 30, n, null)));
    }
    assertThat(state.recent()).hasSize(UserState.RECENT).doesNotHaveDuplicates();
    assertThat(state.recent().get(0)).isEqualTo(new ItemId("i19"));
    assertThat(state.recent().get(1)).isEqualTo(new ItemId("i18"));
    assertThat(state.seen()).hasSize(30);
    assertThat(state.keys().toList()).hasSize(WINDOW);
  }

  @Test
  void snapshot_freshState_comesBackEqual() {
    assertThat(stored(restored(fresh))).isEqualTo(stored(fresh));
  }

  @Test
  void apply_groupedOrOneByOneOrFromASnapshot_isTheSame() {
    SplittableRandom random = new SplittableRandom(4);
    for (int round = 0; round < 50; round++) {
      List<UserStep> steps = new ArrayList<>();
      for (int n = 0; n < 30; n++) {
        steps.add(step(n, "i" + random.nextInt(25), random.nextInt(1_000), null));
      }
      UserState single = fresh;
      for (int n = 0; n < steps.size(); n++) {
        single = single.apply(learned(n + 1, steps.get(n)));
        single = n % 7 == 0 ? restored(single) : single;
      }
      UserState grouped = fresh.apply(learned(30, steps.toArray(UserStep[]::new)));
      assertThat(stored(single)).isEqualTo(stored(grouped));
    }
  }

  private static Object stored(UserState state) {
    return SNAPSHOTS.toJournal(state);
  }

  private static UserState restored(UserState state) {
    return SNAPSHOTS.fromJournal(stored(state));
  }
}
