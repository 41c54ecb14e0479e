package tandem.app.store;

import static org.assertj.core.api.Assertions.assertThat;
import static tandem.app.store.StoreFixture.await;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tandem.app.database.DatabaseSettings;
import tandem.app.database.TestDatabase;

final class JdbcModelStoreTest {

  private static final JournalModel FIRST =
      new JournalModel("preference", 64, Long.MIN_VALUE, 0.1, 1e9 / 3);
  private static final JournalModel LATER = new JournalModel("rating", 8, 2, 1, 5);

  @ParameterizedTest
  @EnumSource
  void findOrInsert_emptyDatabase_isTheGiven(TestDatabase kind, @TempDir Path directory)
      throws Exception {
    try (StoreFixture fixture = new StoreFixture(kind.create(directory))) {
      assertThat(await(new JdbcModelStore(fixture.sql()).findOrInsert(FIRST))).isEqualTo(FIRST);
    }
  }

  @ParameterizedTest
  @EnumSource
  void findOrInsert_afterRestart_isTheFirstToTheBit(TestDatabase kind, @TempDir Path directory)
      throws Exception {
    DatabaseSettings settings = kind.create(directory);
    try (StoreFixture fixture = new StoreFixture(settings)) {
      await(new JdbcModelStore(fixture.sql()).findOrInsert(FIRST));
    }
    try (StoreFixture fixture = new StoreFixture(settings)) {
      assertThat(await(new JdbcModelStore(fixture.sql()).findOrInsert(LATER))).isEqualTo(FIRST);
    }
  }

  @ParameterizedTest
  @EnumSource
  void findOrInsert_manyAtOnce_agree(TestDatabase kind, @TempDir Path directory) throws Exception {
    try (StoreFixture fixture = new StoreFixture(kind.create(directory))) {
      JdbcModelStore store = new JdbcModelStore(fixture.sql());
      List<CompletionStage<JournalModel>> asked = new ArrayList<>();
      for (int seed = 0; seed < 20; seed++) {
        asked.add(store.findOrInsert(new JournalModel("rating", 8, seed, 1, 5)));
      }
      JournalModel kept = await(store.findOrInsert(LATER));

      for (CompletionStage<JournalModel> answer : asked) {
        assertThat(await(answer)).isEqualTo(kept);
      }
    }
  }
}
