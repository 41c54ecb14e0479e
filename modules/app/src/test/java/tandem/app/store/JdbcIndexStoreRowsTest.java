package tandem.app.store;

import static org.assertj.core.api.Assertions.assertThat;
import static tandem.app.store.StoreFixture.await;
import static tandem.app.store.StoreFixture.succeeds;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.serialization.SerializationExtension;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tandem.app.database.TestDatabase;
import tandem.entity.index.IndexStore;
import tandem.entity.index.IndexedItem;
import tandem.model.Cooccurrence;
import tandem.model.CooccurrenceSettings;
import tandem.model.FactorVector;
import tandem.model.ItemId;
import tandem.model.Recency;
import tandem.protocol.AttributeValue;
import tandem.protocol.Attributes;
import tandem.protocol.Availability;
import tandem.protocol.ItemDescription;

final class JdbcIndexStoreRowsTest {

  private static final ActorTestKit KIT = ActorTestKit.create();

  private static final ItemDescription WITH_ATTRIBUTES =
      new ItemDescription(
          "",
          List.of(),
          false,
          Attributes.of(
              Map.of(
                  "colour", new AttributeValue.Text("\"rot\" \\ 日本"),
                  "price", new AttributeValue.Numeric(0.1),
                  "new", new AttributeValue.Flag(false),
                  "tags", new AttributeValue.TextList(List.of("a", "b")),
                  "released", new AttributeValue.Time(-62_135_596_800_000L))),
          new Availability(Instant.EPOCH, Instant.parse("2026-11-24T12:00:00.001Z")));

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @ParameterizedTest
  @EnumSource
  void rows_nothingSaved_areNoneAtOrderingZero(TestDatabase kind, @TempDir Path directory)
      throws Exception {
    try (StoreFixture fixture = new StoreFixture(kind.create(directory))) {
      assertThat(await(store(fixture).rows(3))).isEqualTo(new IndexStore.Rows(List.of(), 0));
    }
  }

  @ParameterizedTest
  @EnumSource
  void rows_afterSave_areWhatWasSaved(TestDatabase kind, @TempDir Path directory) throws Exception {
    var settings = kind.create(directory);
    List<IndexedItem> items =
        List.of(
            item("plain", 1, ItemDescription.NONE, false),
            item("removed", 2, ItemDescription.NONE, true),
            item("attributes", 3, WITH_ATTRIBUTES, false),
            item("hidden", 3, new ItemDescription("", List.of("a"), true), false),
            item(
                "A.b_c:d@e-0".repeat(11) + "1234567",
                4_000_000_000L,
                new ItemDescription("L'été \"日本\" 🎬; --\n%", List.of("war & peace", "été"), false),
                false));
    try (StoreFixture fixture = new StoreFixture(settings)) {
      await(store(fixture).save(3, items, 5_000_000_000L));
    }
    try (StoreFixture fixture = new StoreFixture(settings)) {
      IndexStore.Rows rows = await(store(fixture).rows(3));

      assertThat(rows.items()).containsExactlyInAnyOrderElementsOf(items);
      assertThat(rows.ordering()).isEqualTo(5_000_000_000L);
      assertThat(await(store(fixture).rows(4))).isEqualTo(new IndexStore.Rows(List.of(), 0));
    }
  }

  @ParameterizedTest
  @EnumSource
  void save_itemOfEarlierSave_replacesItsRow(TestDatabase kind, @TempDir Path directory)
      throws Exception {
    try (StoreFixture fixture = new StoreFixture(kind.create(directory))) {
      JdbcIndexStore store = store(fixture);
      IndexedItem other = item("b", 1, ItemDescription.NONE, false);
      IndexedItem newer = item("a", 2, new ItemDescription("A", List.of(), false), true);

      await(store.save(0, List.of(item("a", 1, ItemDescription.NONE, false), other), 10));
      await(store.save(0, List.of(newer), 10));

      assertThat(await(store.rows(0)).items()).containsExactlyInAnyOrder(newer, other);
    }
  }

  @ParameterizedTest
  @EnumSource
  void save_orderingBelowTheStored_isRefusedAndChangesNothing(
      TestDatabase kind, @TempDir Path directory) throws Exception {
    try (StoreFixture fixture = new StoreFixture(kind.create(directory))) {
      JdbcIndexStore store = store(fixture);
      IndexedItem kept = item("a", 2, ItemDescription.NONE, false);
      await(store.save(0, List.of(kept), 10));

      IndexedItem late = item("a", 1, ItemDescription.NONE, true);
      assertThat(succeeds(store.save(0, List.of(late), 9))).isFalse();

      assertThat(await(store.rows(0))).isEqualTo(new IndexStore.Rows(List.of(kept), 10));
    }
  }

  @ParameterizedTest
  @EnumSource
  void save_failsHalfway_changesNothing(TestDatabase kind, @TempDir Path directory)
      throws Exception {
    try (StoreFixture fixture = new StoreFixture(kind.create(directory))) {
      JdbcIndexStore store = store(fixture);
      IndexedItem kept = item("a", 1, ItemDescription.NONE, false);
      await(store.save(0, List.of(kept), 10));

      IndexedItem newer = item("a", 2, ItemDescription.NONE, true);
      assertThat(succeeds(store.save(0, List.of(newer, newer), 11))).isFalse();

      assertThat(await(store.rows(0))).isEqualTo(new IndexStore.Rows(List.of(kept), 10));
    }
  }

  @ParameterizedTest
  @EnumSource
  void save_thousandsOfRows_readsAllBack(TestDatabase kind, @TempDir Path directory)
      throws Exception {
    List<IndexedItem> items = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      items.add(item("i" + i, i, new ItemDescription("title " + i, List.of(), false), false));
    }
    try (StoreFixture fixture = new StoreFixture(kind.create(directory))) {
      await(store(fixture).save(15, items, 1));
      await(store(fixture).save(15, items, 2));

      assertThat(await(store(fixture).rows(15)).items()).containsExactlyInAnyOrderElementsOf(items);
    }
  }

  @ParameterizedTest
  @EnumSource
  void rows_ofAnEarlierVersion_areFromTheBeginning(TestDatabase kind, @TempDir Path directory)
      throws Exception {
    try (StoreFixture fixture = new StoreFixture(kind.create(directory))) {
      JdbcIndexStore store = store(fixture);
      await(store.save(0, List.of(item("a", 1, ItemDescription.NONE, false)), 10));
      fixture.execute("update index_item set since = null, trends = null");
      IndexedItem read = await(store.rows(0)).items().get(0);
      assertThat(read.recency()).isEqualTo(Recency.UNKNOWN);
      assertThat(read.since()).isZero();

      await(store.save(0, List.of(read), 10));
      assertThat(await(store.rows(0)).items()).containsExactly(read);
    }
  }

  @ParameterizedTest
  @EnumSource
  void rows_damagedCooccurrences_areLeftOutOfThatItemAlone(
      TestDatabase kind, @TempDir Path directory) throws Exception {
    try (StoreFixture fixture = new StoreFixture(kind.create(directory))) {
      JdbcIndexStore store = store(fixture);
      IndexedItem whole = item("whole", 1, ItemDescription.NONE, false);
      await(store.save(0, List.of(whole, item("damaged", 2, ItemDescription.NONE, false)), 10));
      fixture.execute(
          "update index_item set row_cells = substring(row_cells from 1 for 5)"
              + " where item_id = 'damaged'");

      List<IndexedItem> items = await(store.rows(0)).items();

      assertThat(items).hasSize(2).contains(whole);
      assertThat(items.stream().filter(item -> !item.equals(whole)).findAny().orElseThrow().row())
          .isEqualTo(Cooccurrence.NONE);
    }
  }

  private static IndexedItem item(
      String id, long sequence, ItemDescription description, boolean removed) {
    FactorVector vector =
        FactorVector.of((float) sequence, -0.1f, Float.MIN_VALUE, -Float.MAX_VALUE);
    Recency recency =
        sequence % 2 == 0
            ? Recency.FRESH
            : Recency.of(
                1_700_000_000L + sequence,
                new int[] {60, 527_040},
                new double[] {1_810_921.25 + 1e-9, -sequence});
    return new IndexedItem(
        new ItemId(id),
        sequence,
        vector,
        0.1f,
        1e-300,
        sequence,
        description,
        removed,
        recency,
        Cooccurrence.NONE.add(
            List.of(new ItemId("b"), new ItemId("a" + sequence)), CooccurrenceSettings.defaults()));
  }

  private static JdbcIndexStore store(StoreFixture fixture) {
    return new JdbcIndexStore(fixture.sql(), SerializationExtension.get(KIT.system()));
  }
}
