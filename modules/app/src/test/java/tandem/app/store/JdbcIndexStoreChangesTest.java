package tandem.app.store;

import static org.assertj.core.api.Assertions.assertThat;
import static tandem.app.store.StoreFixture.await;
import static tandem.app.store.StoreFixture.succeeds;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tandem.app.database.DatabaseSettings;
import tandem.app.database.TestDatabase;
import tandem.app.database.TestJournal;
import tandem.entity.index.IndexStore;
import tandem.entity.index.IndexStore.Change;
import tandem.entity.index.IndexedItem;
import tandem.entity.item.ItemState;
import tandem.model.Cooccurrence;
import tandem.model.CooccurrenceChange;
import tandem.model.CooccurrenceSettings;
import tandem.model.FactorVector;
import tandem.model.Factors;
import tandem.model.ItemId;
import tandem.model.Recency;
import tandem.protocol.ItemDescription;
import tandem.protocol.journal.ItemEvent;

final class JdbcIndexStoreChangesTest {

  private static final ItemEvent REMOVED = new ItemEvent.Removed();
  private static final long SINCE = 1_700_000_000;
  private static final ItemId A = new ItemId("a");
  private static final ItemId B = new ItemId("b");

  @ParameterizedTest
  @EnumSource
  void newest_ofEmptyJournal_isZeroAndChangesAreNone(TestDatabase kind, @TempDir Path directory)
      throws Exception {
    DatabaseSettings settings = kind.create(directory);
    try (StoreFixture fixture = new StoreFixture(settings);
        TestJournal journal = TestJournal.open(settings)) {
      JdbcIndexStore store = store(fixture, journal);

      assertThat(await(store.newest())).isEqualTo(0);
      assertThat(await(store.changes(0))).isEqualTo(new IndexStore.Changes(0, 0, List.of()));
      assertThat(await(store.changes(5))).isEqualTo(new IndexStore.Changes(5, 5, List.of()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void changes_ofItems_areTheNewestOfEachKindInOrder(TestDatabase kind, @TempDir Path directory)
      throws Exception {
    DatabaseSettings settings = kind.create(directory);
    try (StoreFixture fixture = new StoreFixture(settings);
        TestJournal journal = TestJournal.open(settings)) {
      journal.write("item", "a", learned(1), described("old"), learned(2));
      journal.write("item", "b", described("b"));
      journal.write("user", "u", learned(9));
      journal.write("itemised", "i", learned(9));
      journal.write("item", "a", REMOVED, described("new"), learned(3), REMOVED);
      JdbcIndexStore store = store(fixture, journal);

      IndexStore.Changes changes = await(store.changes(0));

      assertThat(changes.items())
          .containsExactly(
              new Change(A, 5, described("new")),
              new Change(A, 6, learned(3)),
              new Change(A, 7, REMOVED),
              new Change(B, 1, described("b")));
      assertThat(changes.upTo()).isEqualTo(await(store.newest()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void changes_ofAnItem_haveWhatAllItsEventsChangedInTheRow(
      TestDatabase kind, @TempDir Path directory) throws Exception {
    DatabaseSettings settings = kind.create(directory);
    try (StoreFixture fixture = new StoreFixture(settings);
        TestJournal journal = TestJournal.open(settings)) {
      List<Cooccurrence> rows = new ArrayList<>(List.of(Cooccurrence.NONE));
      for (String before : List.of("x", "y", "x", "z")) {
        Cooccurrence last = rows.get(rows.size() - 1);
        rows.add(last.add(List.of(new ItemId(before)), CooccurrenceSettings.defaults()));
      }
      journal.write("item", "a", learned(rows, 1), described("a"), learned(rows, 2));
      JdbcIndexStore store = store(fixture, journal);
      long middle = await(store.newest());
      journal.write("item", "a", learned(rows, 3), learned(rows, 4));

      assertThat(row(Cooccurrence.NONE, await(store.changes(0)))).isEqualTo(rows.get(4));
      for (int from = 2; from <= 4; from++) {
        assertThat(row(rows.get(from), await(store.changes(middle)))).isEqualTo(rows.get(4));
      }
      assertThat(await(store.changes(0)).items()).hasSize(2);
    }
  }

  private static ItemEvent learned(List<Cooccurrence> rows, int n) {
    return new ItemEvent.Learned(
        List.of(), factors(n), n, Recency.UNKNOWN, rows.get(n).since(rows.get(n - 1)));
  }

  private static Cooccurrence row(Cooccurrence from, IndexStore.Changes changes) {
    Cooccurrence row = from;
    for (Change change : changes.items()) {
      row = change.event() instanceof ItemEvent.Learned learned ? row.with(learned.row()) : row;
    }
    return row;
  }

  @ParameterizedTest
  @EnumSource
  void changes_eventThatCanNotBeRead_isLeftOut(TestDatabase kind, @TempDir Path directory)
      throws Exception {
    DatabaseSettings settings = kind.create(directory);
    try (StoreFixture fixture = new StoreFixture(settings);
        TestJournal journal = TestJournal.open(settings)) {
      journal.write("item", "a", learned(1));
      journal.write("item", "b", learned(2));
      journal.write("item", "c", learned(3));
      fixture.execute(
          "update event_journal set event_payload = "
              + (kind == TestDatabase.H2 ? "X'00'" : "'\\x00'")
              + " where persistence_id = 'item|a'");
      fixture.execute(
          "update event_journal set event_ser_manifest = 'tandem.Nothing'"
              + " where persistence_id = 'item|b'");

      assertThat(await(store(fixture, journal).changes(0)).items())
          .containsExactly(new Change(new ItemId("c"), 1, learned(3)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void changes_afterAnOrdering_areOnlyThoseBehindIt(TestDatabase kind, @TempDir Path directory)
      throws Exception {
    DatabaseSettings settings = kind.create(directory);
    try (StoreFixture fixture = new StoreFixture(settings);
        TestJournal journal = TestJournal.open(settings)) {
      JdbcIndexStore store = store(fixture, journal);
      journal.write("item", "a", described("a"));
      long before = await(store.newest());
      journal.write("item", "a", learned(1));
      long seen = await(store.newest());

      assertThat(await(store.changes(before)))
          .isEqualTo(new IndexStore.Changes(before, seen, List.of(new Change(A, 2, learned(1)))));
      assertThat(await(store.changes(seen)))
          .isEqualTo(new IndexStore.Changes(seen, seen, List.of()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void changes_laterCommitOfLowerOrdering_isFoundByTheMargin(
      TestDatabase kind, @TempDir Path directory) throws Exception {
    DatabaseSettings settings = kind.create(directory);
    try (StoreFixture fixture = new StoreFixture(settings);
        TestJournal journal = TestJournal.open(settings)) {
      JdbcIndexStore store = store(fixture, journal);
      journal.write("item", "a", described("a"));
      journal.write("item", "b", described("b"));
      // As if the transaction of a had been given its number first and committed last.
      fixture.execute("update event_journal set ordering = 100 where persistence_id = 'item|b'");
      long seen = await(store.newest());
      fixture.execute("update event_journal set ordering = 99 where persistence_id = 'item|a'");

      assertThat(await(store.changes(seen)).items()).isEmpty();
      assertThat(await(store.changes(seen - 10)).items())
          .containsExactly(new Change(A, 1, described("a")), new Change(B, 1, described("b")));
    }
  }

  @ParameterizedTest
  @EnumSource
  void heads_afterAnOrdering_areTheNewestOfEachItemBehindIt(
      TestDatabase kind, @TempDir Path directory) throws Exception {
    DatabaseSettings settings = kind.create(directory);
    try (StoreFixture fixture = new StoreFixture(settings);
        TestJournal journal = TestJournal.open(settings)) {
      JdbcIndexStore store = store(fixture, journal);
      assertThat(await(store.heads(5, item -> true)))
          .isEqualTo(new IndexStore.Heads(5, 5, List.of()));
      journal.write("item", "c", learned(1));
      long before = await(store.newest());
      journal.write("item", "a", learned(1), described("a"), learned(2));
      journal.write("user", "u", learned(9));
      journal.write("itemised", "i", learned(9));
      journal.write("item", "b", REMOVED);
      journal.write("item", "a", REMOVED);
      long seen = await(store.newest());

      IndexStore.Heads heads = await(store.heads(before, item -> true));

      assertThat(heads.after()).isEqualTo(before);
      assertThat(heads.upTo()).isEqualTo(seen);
      assertThat(heads.items())
          .containsExactlyInAnyOrder(new IndexStore.Head(A, 4), new IndexStore.Head(B, 1));
      assertThat(await(store.heads(before, B::equals)).items())
          .containsExactly(new IndexStore.Head(B, 1));
      assertThat(await(store.heads(seen, item -> true)))
          .isEqualTo(new IndexStore.Heads(seen, seen, List.of()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void heads_askedForWhileReading_shareTheNextRead(TestDatabase kind, @TempDir Path directory)
      throws Exception {
    DatabaseSettings settings = kind.create(directory);
    try (StoreFixture fixture = new StoreFixture(settings);
        TestJournal journal = TestJournal.open(settings)) {
      Deque<Runnable> reads = new ArrayDeque<>();
      JdbcIndexStore store =
          new JdbcIndexStore(
              new Sql(fixture.database().dataSource(), reads::add), journal.serialization());
      journal.write("item", "a", learned(1), learned(2));
      long middle = await(store(fixture, journal).newest());
      journal.write("item", "b", learned(1));
      long newest = middle + 1;

      CompletionStage<IndexStore.Heads> alone = store.heads(middle, item -> true);
      CompletionStage<IndexStore.Heads> one = store.heads(middle, B::equals);
      CompletionStage<IndexStore.Heads> other = store.heads(0, A::equals);
      reads.remove().run();
      assertThat(await(alone))
          .isEqualTo(new IndexStore.Heads(middle, newest, List.of(new IndexStore.Head(B, 1))));
      reads.remove().run();
      assertThat(await(one))
          .isEqualTo(new IndexStore.Heads(middle, newest, List.of(new IndexStore.Head(B, 1))));
      assertThat(await(other))
          .isEqualTo(new IndexStore.Heads(0, newest, List.of(new IndexStore.Head(A, 2))));
      assertThat(reads).isEmpty();

      CompletionStage<IndexStore.Heads> failing = store.heads(0, A::equals);
      fixture.execute("alter table event_journal rename to elsewhere");
      CompletionStage<IndexStore.Heads> later = store.heads(0, A::equals);
      reads.remove().run();
      assertThat(succeeds(failing)).isFalse();
      fixture.execute("alter table elsewhere rename to event_journal");
      reads.remove().run();
      assertThat(await(later).items()).containsExactly(new IndexStore.Head(A, 2));
    }
  }

  @ParameterizedTest
  @EnumSource
  void changes_ofGaps_areTheNewestOfEachKindInThem(TestDatabase kind, @TempDir Path directory)
      throws Exception {
    DatabaseSettings settings = kind.create(directory);
    try (StoreFixture fixture = new StoreFixture(settings);
        TestJournal journal = TestJournal.open(settings)) {
      JdbcIndexStore store = store(fixture, journal);
      journal.write("item", "a", learned(1), described("a"), learned(2), learned(3), REMOVED);
      journal.write("item", "b", described("b"), learned(4));
      journal.write("item", "c", learned(5));

      List<Change> changes =
          await(store.changes(List.of(new IndexStore.Gap(A, 2, 4), new IndexStore.Gap(B, 0, 2))));

      assertThat(changes)
          .containsExactly(
              new Change(A, 4, learned(3)),
              new Change(B, 1, described("b")),
              new Change(B, 2, learned(4)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void changes_ofThousandsOfItems_giveEachItsState(TestDatabase kind, @TempDir Path directory)
      throws Exception {
    int items = 2_000;
    Random random = new Random(11);
    List<List<ItemEvent>> journals = new ArrayList<>();
    for (int i = 0; i < items; i++) {
      journals.add(events(random));
    }
    DatabaseSettings settings = kind.create(directory);
    try (StoreFixture fixture = new StoreFixture(settings);
        TestJournal journal = TestJournal.open(settings)) {
      journal.writeItems(items, journals::get);

      List<Change> changes = await(store(fixture, journal).changes(0)).items();

      for (int i = 0; i < items; i++) {
        ItemId id = new ItemId("i" + i);
        assertThat(row(id, changes)).isEqualTo(stateRow(id, journals.get(i)));
      }
    }
  }

  private static IndexedItem row(ItemId id, List<Change> changes) {
    IndexedItem row = IndexedItem.of(id, 0, ItemState.fresh(factors(0)));
    for (Change change : changes) {
      row = change.item().equals(id) ? row.apply(change.sequence(), change.event()) : row;
    }
    return row;
  }

  private static IndexedItem stateRow(ItemId id, List<ItemEvent> events) {
    ItemState state = ItemState.fresh(factors(0));
    for (ItemEvent event : events) {
      state = state.apply(event);
    }
    return IndexedItem.of(id, events.size(), state);
  }

  private static List<ItemEvent> events(Random random) {
    List<ItemEvent> events = new ArrayList<>();
    int count = 1 + random.nextInt(6);
    for (int e = 0; e < count; e++) {
      events.add(
          switch (random.nextInt(4)) {
            case 0 -> described("title " + e, SINCE - e);
            case 1 -> REMOVED;
            default -> learned(e);
          });
    }
    return events;
  }

  private static ItemEvent learned(int count) {
    Recency recency =
        Recency.of(SINCE - count, new int[] {60, 61 + count}, new double[] {count, -count});
    return new ItemEvent.Learned(
        List.of(), factors(count), count / 2.0, recency, CooccurrenceChange.NONE);
  }

  private static Factors factors(int count) {
    return new Factors(FactorVector.of(count, -count, 0.5f), 0.25f * count, count, count);
  }

  private static ItemEvent described(String title) {
    return described(title, SINCE);
  }

  private static ItemEvent described(String title, long since) {
    return new ItemEvent.Described(new ItemDescription(title, List.of("c"), false), since);
  }

  private static JdbcIndexStore store(StoreFixture fixture, TestJournal journal) {
    return new JdbcIndexStore(fixture.sql(), journal.serialization());
  }
}
