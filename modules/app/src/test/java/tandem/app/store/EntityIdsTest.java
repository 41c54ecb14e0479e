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

      assertThat(await(ids.page("item", "", 10))).containsExactly("B", "Z", "_", "a", "a-1", "a1");
      assertThat(await(ids.page("item", "", 2))).containsExactly("B", "Z");
      assertThat(await(ids.page("item", "Z", 2))).containsExactly("_", "a");
      assertThat(await(ids.page("item", "a1", 2))).isEmpty();
      assertThat(await(ids.page("user", "", 10))).containsExactly("a2");
    }
  }
}
