package tandem.entity.user;

import static org.assertj.core.api.Assertions.assertThat;

import akka.persistence.typed.SnapshotAdapter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tandem.model.FactorVector;
import tandem.model.Factors;
import tandem.model.ItemId;
import tandem.protocol.Delivery;
import tandem.protocol.Minutes;
import tandem.protocol.RecordId;
import tandem.protocol.journal.UserEvent;
import tandem.protocol.journal.UserSnapshot;
import tandem.protocol.journal.UserStep;

class UserStateTest {

  private static final int WINDOW = 5;
  private static final long HOUR = 3_600_000;
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
    assertThat(state.seen())
        .containsEntry(first.item(), new History.Seen(UserState.key(second), 0));
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

  private static int minute(UserState state, String item) {
    return Objects.requireNonNull(state.seen().get(new ItemId(item))).minute();
  }

  @Test
  void apply_severalEventsOfAnItem_keepsTheMinuteOfTheLatest() {
    UserState state =
        fresh.apply(
            learned(
                4,
                step(1, "a", 2 * HOUR + 59_999, null),
                step(2, "a", HOUR, null),
                step(3, "b", -HOUR, null),
                step(4, "b", -1, null)));
    assertThat(minute(state, "a")).isEqualTo(120);
    assertThat(minute(state, "b")).isZero();
    assertThat(minute(restored(state), "a")).isEqualTo(120);
  }

  /** Only what it cannot be later than is known, until the item is taken again after that. */
  @Test
  void snapshot_ofABuildWithoutMinutes_boundsThemByTheLatestInteraction() {
    UserState state =
        fresh.apply(learned(2, step(1, "a", HOUR, null), step(2, "b", 3 * HOUR, null)));
    UserSnapshot exact = (UserSnapshot) stored(state);
    UserState old = SNAPSHOTS.fromJournal(exact.withoutMinutes());
    assertThat(minute(old, "a")).isEqualTo(~180);
    assertThat(Objects.requireNonNull(old.seen().get(new ItemId("a"))).latest()).isEqualTo(180);

    UserState between = old.apply(learned(3, step(3, "a", 2 * HOUR, null)));
    assertThat(minute(between, "a")).isEqualTo(~180);
    UserState then = between.apply(learned(4, step(4, "a", 3 * HOUR, "e")));
    assertThat(minute(then, "a")).isEqualTo(180);
    UserState after = between.apply(learned(4, step(4, "a", 4 * HOUR, null)));
    assertThat(minute(after, "a")).isEqualTo(240);
    assertThat(minute(after, "b")).isEqualTo(~180);
    assertThat(minute(restored(after), "b")).isEqualTo(~180);

    UserSnapshot bounded = (UserSnapshot) stored(old);
    assertThat(bounded.agreesWith(exact)).isTrue();
    assertThat(exact.agreesWith(bounded)).isTrue();
    assertThat(exact.agreesWith(exact.withoutMinutes())).isTrue();
    UserState later =
        fresh.apply(learned(2, step(1, "a", 3 * HOUR, null), step(2, "b", 5 * HOUR, null)));
    assertThat(bounded.agreesWith((UserSnapshot) stored(later))).isFalse();
  }

  @Test
  void agreesWith_anotherMinute_isFalse() {
    UserSnapshot one = (UserSnapshot) stored(fresh.apply(learned(1, step(1, "a", HOUR, "e"))));
    for (int minute : new int[] {59, 61, ~59}) {
      UserSnapshot other =
          new UserSnapshot(
              one.factors(),
              one.mean(),
              one.applied(),
              one.keys(),
              one.seen(),
              one.recent(),
              one.repeated(),
              one.first(),
              one.last(),
              one.erased(),
              Minutes.wrap(minute));
      assertThat(one.agreesWith(other)).as("minute " + minute).isFalse();
      assertThat(other.agreesWith(one)).as("minute " + minute).isFalse();
    }
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
