package tandem.entity.index;

import static org.assertj.core.api.Assertions.assertThat;
import static tandem.entity.index.IndexFixture.taken;

import akka.actor.Address;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.cluster.UniqueAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tandem.entity.EntityKit;
import tandem.entity.EntitySettings;
import tandem.model.CooccurrenceSettings;
import tandem.model.FactorVector;
import tandem.model.UserId;

class UserPartitionTest {

  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final int PARTITION = 1;
  private static final EntitySettings SETTINGS = flushingEach(Duration.ofMillis(5));
  private static final UserId ELSEWHERE = usersOf(0).get(0);

  private final List<UserId> ids = usersOf(PARTITION);
  private final FakeUserStore store = new FakeUserStore();
  private final TestProbe<Object> probe = KIT.createTestProbe();
  private volatile Optional<Set<UniqueAddress>> nodes = Optional.empty();
  private final ActorRef<UserPartition.Command> partition =
      KIT.spawn(UserPartition.create(PARTITION, 2, SETTINGS, store, () -> nodes));

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  private static EntitySettings flushingEach(Duration interval) {
    EntitySettings from = EntityKit.withSimilarUsers();
    return new EntitySettings(
        from.partitions(),
        from.userShards(),
        from.linger(),
        from.snapshotEvery(),
        from.snapshotsKept(),
        from.pullTimeout(),
        from.repetitionWindow(),
        from.popularityHalfLife(),
        from.trendWindows(),
        from.recoveryStash(),
        interval,
        true,
        CooccurrenceSettings.defaults(),
        EntityKit.AWAKE);
  }

  private static List<UserId> usersOf(int partition) {
    List<UserId> ids = new ArrayList<>();
    for (int n = 0; ids.size() < 8; n++) {
      UserId id = new UserId("u" + n);
      if (SETTINGS.partition(id) == partition) {
        ids.add(id);
      }
    }
    return ids;
  }

  /** The nth user, whose likeness to (1, 0) grows with {@code x}. */
  private IndexedUser row(int n, long sequence, float x) {
    return new IndexedUser(ids.get(n), sequence, FactorVector.of(x, 1f));
  }

  private IndexedUser gone(int n, long sequence) {
    return IndexedUser.unknown(ids.get(n), sequence);
  }

  private void move(IndexedUser user) {
    partition.tell(new UserPartition.Moved(user));
  }

  /** Loaded and aware of it: else what a test tells next could come before the rows. */
  private void loaded(long ordering, IndexedUser... rows) {
    giveRows(ordering, rows);
    taken(store.changes).give(ordering);
    assertThat(alike()).hasSizeLessThanOrEqualTo(rows.length);
  }

  private void giveRows(long ordering, IndexedUser... rows) {
    taken(store.rows).complete(new UserStore.Rows(List.of(rows), ordering));
  }

  private void ask(int k, UserId without) {
    partition.tell(
        new UserPartition.FindAlike(FactorVector.of(1f, 0f), k, without, probe.ref().narrow()));
  }

  private List<UserId> found() {
    return probe.expectMessageClass(UserPartition.Found.class).users().stream()
        .map(AlikeUser::user)
        .toList();
  }

  private List<UserId> alike() {
    ask(10, ELSEWHERE);
    return found();
  }

  private List<UserId> users(int... numbers) {
    List<UserId> users = new ArrayList<>();
    for (int n : numbers) {
      users.add(ids.get(n));
    }
    return users;
  }

  private static Optional<Set<UniqueAddress>> nodes(long... uids) {
    return Optional.of(
        LongStream.of(uids)
            .mapToObj(uid -> new UniqueAddress(new Address("akka", "test"), uid))
            .collect(Collectors.toSet()));
  }

  /** Loaded, and caught up with one node. */
  private void settled(long ordering, IndexedUser... rows) {
    nodes = nodes(1);
    loaded(ordering, rows);
    taken(store.changes).give(ordering);
  }

  /** The next write under this mark, after those under lower ones. */
  private FakeUserStore.Saving savingAt(long ordering) {
    FakeUserStore.Saving saving = saving();
    while (saving.ordering() < ordering) {
      saving.newest().complete(saving.ordering());
      saving = saving();
    }
    assertThat(saving.ordering()).isEqualTo(ordering);
    return saving;
  }

  private FakeUserStore.Saving saving() {
    FakeUserStore.Saving saving = taken(store.saves);
    assertThat(saving.partition()).isEqualTo(PARTITION);
    return saving;
  }

  @Test
  void findAlike_rowsAndMoves_areRankedByTheCosineWithoutTheUser() {
    loaded(9, row(0, 1, 1f), row(1, 1, 3f), row(2, 1, -2f));
    assertThat(alike()).isEqualTo(users(1, 0, 2));
    move(row(3, 1, 9f));
    move(row(1, 2, 0f));
    ask(2, ids.get(3));
    assertThat(found()).isEqualTo(users(0, 1));
  }

  @Test
  void moved_anyOrderAndRepeated_keepsTheNewest() {
    loaded(9, row(0, 5, 1f), row(1, 1, 0f));
    move(row(0, 4, -9f));
    move(row(0, 5, -9f));
    assertThat(alike()).isEqualTo(users(0, 1));
    move(row(0, 6, -9f));
    assertThat(alike()).isEqualTo(users(1, 0));
  }

  @Test
  void moved_gone_isFoundNoMoreAndNoOlderRowBringsTheUserBack() {
    loaded(9, row(0, 5, 1f), row(1, 1, 0f));
    move(gone(0, 6));
    assertThat(alike()).isEqualTo(users(1));
    move(row(0, 5, 1f));
    move(row(0, 6, 1f));
    assertThat(alike()).isEqualTo(users(1));
    move(row(0, 7, 1f)); // another life
    assertThat(alike()).isEqualTo(users(0, 1));
  }

  @Test
  void load_changesBehindTheRows_areAppliedAndSaved() {
    giveRows(50_000, row(0, 4, 1f), row(1, 4, 0f));
    FakeUserStore.ChangesAsked asked = taken(store.changes);
    assertThat(asked.after()).isEqualTo(40_000); // a margin, for what committed late
    asked.give(
        60_000,
        row(0, 4, 99f),
        gone(1, 5),
        row(2, 1, -1f),
        new IndexedUser(ELSEWHERE, 1, FactorVector.of(9f, 9f)));
    assertThat(alike()).isEqualTo(users(0, 2));

    FakeUserStore.Saving first = saving();
    assertThat(first.rows()).containsExactly(gone(1, 5), row(2, 1, -1f));
    assertThat(first.ordering()).isEqualTo(60_000);
  }

  @Test
  void load_goneMeanwhile_staysGone() {
    move(gone(0, 6));
    loaded(9, row(0, 5, 1f), row(1, 1, 0f));
    assertThat(alike()).isEqualTo(users(1));
  }

  @Test
  void load_queriesBefore_areAnsweredAfterAndTheStatusAtOnce() {
    ask(10, ELSEWHERE);
    partition.tell(new UserPartition.GetStatus(probe.ref().narrow()));
    assertThat(probe.receiveMessage()).isEqualTo(new IndexPartition.Status(PARTITION, false, 0));
    loaded(9, row(0, 1, 1f));
    assertThat(found()).isEqualTo(users(0));
    partition.tell(new UserPartition.GetStatus(probe.ref().narrow()));
    assertThat(probe.receiveMessage()).isEqualTo(new IndexPartition.Status(PARTITION, true, 1));
  }

  @Test
  void load_fails_isTriedAgain() {
    taken(store.rows).completeExceptionally(new IllegalStateException("away"));
    loaded(9, row(0, 1, 1f));
    assertThat(alike()).isEqualTo(users(0));
  }

  @Test
  void save_isCompleteUpToWhatTheJournalHadOneFlushAgo() {
    settled(9, row(0, 1, 1f));
    FakeUserStore.Saving first = saving();
    assertThat(first.ordering()).isEqualTo(9);
    assertThat(first.rows()).isEmpty();
    move(row(0, 2, 2f));
    move(row(0, 3, 3f));
    move(gone(1, 4));
    assertThat(alike()).isEqualTo(users(0)); // they have come
    first.newest().complete(70L); // while it was under way the journal had got so far

    FakeUserStore.Saving second = saving();
    assertThat(second.ordering()).isEqualTo(70);
    assertThat(second.rows()).containsExactlyInAnyOrder(row(0, 3, 3f), gone(1, 4));
    second.newest().complete(80L);
    FakeUserStore.Saving third = saving();
    assertThat(third.ordering()).isEqualTo(80);
    assertThat(third.rows()).isEmpty();
  }

  @Test
  void nodesComeAndGo_markStandsStillUntilTheJournalIsRead() {
    settled(50_000, row(0, 1, 1f));
    saving().newest().complete(60_000L);
    FakeUserStore.Saving last = savingAt(60_000);
    nodes = Optional.empty();
    last.newest().complete(70_000L); // users may not have told of that
    for (int n = 0; n < 3; n++) {
      FakeUserStore.Saving still = saving();
      assertThat(still.ordering()).isEqualTo(60_000);
      still.newest().complete(70_000L);
    }
    assertThat(store.changes).isEmpty();

    nodes = nodes(1, 2);
    FakeUserStore.ChangesAsked asked = taken(store.changes);
    assertThat(asked.after()).isEqualTo(50_000);
    FakeUserStore.Saving before = saving();
    assertThat(before.ordering()).isEqualTo(60_000);
    asked.give(80_000, row(0, 1, 1f), row(1, 1, 3f)); // a message of that was lost
    assertThat(alike()).isEqualTo(users(1, 0));
    before.newest().complete(85_000L);

    FakeUserStore.Saving after = savingAt(85_000);
    assertThat(after.rows()).containsExactly(row(1, 1, 3f));
    assertThat(store.changes).isEmpty(); // once
  }

  @Test
  void nodeIsAnother_journalIsReadThoughNoFlushSawItGo() {
    settled(9);
    saving().newest().complete(10L);
    savingAt(10).newest().complete(10L);
    nodes = nodes(2);
    assertThat(taken(store.changes).after()).isZero();
  }

  @Test
  void catchUp_fails_isTriedAgain() {
    nodes = nodes(1);
    loaded(9);
    taken(store.changes).answer().completeExceptionally(new IllegalStateException("away"));
    taken(store.changes).give(20, row(0, 1, 1f));
    assertThat(savingAt(20).rows()).containsExactly(row(0, 1, 1f));
  }

  @Test
  void save_fails_isRepeatedWithTheNewestRowsAndTheOldMark() {
    settled(9);
    saving().newest().complete(20L);
    saving().newest().complete(30L);
    FakeUserStore.Saving failing = saving();
    move(row(0, 1, 1f));
    assertThat(alike()).isEqualTo(users(0));
    failing.newest().complete(30L);
    FakeUserStore.Saving second = saving();
    assertThat(second.rows()).containsExactly(row(0, 1, 1f));
    move(gone(0, 2));
    assertThat(alike()).isEmpty();
    second.newest().completeExceptionally(new IllegalStateException("away"));

    FakeUserStore.Saving again = saving();
    assertThat(again.ordering()).isEqualTo(30);
    assertThat(again.rows()).containsExactly(gone(0, 2));
  }

  @Test
  void rest_writesNoMoreAndAnswers() {
    loaded(9, row(0, 1, 1f));
    FakeUserStore.Saving last = saving();
    partition.tell(UserPartition.Rest.INSTANCE);
    assertThat(alike()).isEqualTo(users(0));
    last.newest().complete(10L);
    probe.expectNoMessage(SETTINGS.indexFlushInterval().multipliedBy(10));
    assertThat(store.saves).isEmpty();
  }
}
