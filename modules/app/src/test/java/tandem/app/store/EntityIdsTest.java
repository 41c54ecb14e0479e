package tandem.app.store;

import static org.assertj.core.api.Assertions.assertThat;
import static tandem.app.store.StoreFixture.await;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tandem.app.database.DatabaseSettings;
import tandem.app.database.TestDatabase;
import tandem.app.database.TestJournal;
import tandem.protocol.journal.ItemEvent;

final class EntityIdsTest {

  @ParameterizedTest
  @EnumSource
  void page_ofKind_followsInOrderOfCharacters(TestDatabase kind, @TempDir Path directory)
      throws Exception {
    DatabaseSettings settings = kind.create(directory);
    try (StoreFixture fixture = new StoreFixture(settings);
        TestJournal journal = TestJournal.open(settings)) {
      for (String id : new String[] {"a", "B", "a-1", "a1", "Z", "_"}) {
        journal.write("item", id, new ItemEvent.Removed(), new ItemEvent.Removed());
      }
      journal.write("user", "a2", new ItemEvent.Removed());
      EntityIds ids = new EntityIds(fixture.sql());

      assertThat(await(ids.items("", 10))).containsExactly("B", "Z", "_", "a", "a-1", "a1");
      assertThat(await(ids.items("", 2))).containsExactly("B", "Z");
      assertThat(await(ids.items("Z", 2))).containsExactly("_", "a");
      assertThat(await(ids.items("a1", 2))).isEmpty();
      assertThat(await(ids.users("", 10))).containsExactly("a2");
    }
  }

  @ParameterizedTest
  @EnumSource
  void items_removed_areLeftOut(TestDatabase kind, @TempDir Path directory) throws Exception {
    DatabaseSettings settings = kind.create(directory);
    try (StoreFixture fixture = new StoreFixture(settings);
        TestJournal journal = TestJournal.open(settings)) {
      for (String id : new String[] {"kept", "gone", "unindexed"}) {
        journal.write("item", id, new ItemEvent.Removed());
      }
      index(fixture, "kept", false);
      index(fixture, "gone", true);

      assertThat(await(new EntityIds(fixture.sql()).items("", 10)))
          .containsExactly("kept", "unindexed");
    }
  }

  private static void index(StoreFixture fixture, String item, boolean removed) throws Exception {
    fixture.execute(
        "insert into index_item (item_id, part, sequence_number, vector, bias, heat, events, hidden,"
            + " removed) values ('%s', 0, 1, '', 0, 0, 0, false, %s)".formatted(item, removed));
  }
}
