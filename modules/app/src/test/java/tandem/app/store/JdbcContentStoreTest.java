package tandem.app.store;

import static org.assertj.core.api.Assertions.assertThat;
import static tandem.app.store.StoreFixture.await;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tandem.app.database.DatabaseSettings;
import tandem.app.database.TestDatabase;
import tandem.app.store.JdbcContentStore.Stored;
import tandem.model.FactorVector;
import tandem.model.Factors;
import tandem.model.content.ContentModel;
import tandem.model.content.ContentPrior;
import tandem.model.content.ContentSpace;
import tandem.model.content.Terms;

final class JdbcContentStoreTest {

  private static final Terms TERMS = new Terms(List.of("word a"));

  private static ContentModel model(float bias) {
    ContentSpace space = ContentSpace.of(List.of(TERMS, TERMS), 2, 1L);
    ContentPrior.Fit fit = new ContentPrior.Fit(space.dimensions(), 1, true);
    fit.add(space.coordinates(TERMS), new Factors(FactorVector.of(1f), bias, 0f, 1));
    return new ContentModel(space, fit.solve(1));
  }

  @ParameterizedTest
  @EnumSource
  void save_again_countsTheVersionAndKeepsTheLast(TestDatabase kind, @TempDir Path directory)
      throws Exception {
    DatabaseSettings settings = kind.create(directory);
    try (StoreFixture fixture = new StoreFixture(settings)) {
      JdbcContentStore store = new JdbcContentStore(fixture.sql());
      assertThat(await(store.newerThan(0))).isEmpty();
      assertThat(await(store.save(5, model(1f)))).isEqualTo(1);
      assertThat(await(store.save(9, model(2f)))).isEqualTo(2);
    }
    try (StoreFixture fixture = new StoreFixture(settings)) {
      JdbcContentStore store = new JdbcContentStore(fixture.sql());
      Stored stored = await(store.newerThan(1)).orElseThrow();

      assertThat(stored.version()).isEqualTo(2);
      assertThat(stored.ordering()).isEqualTo(9);
      assertThat(stored.model().factors(TERMS)).isEqualTo(model(2f).factors(TERMS));
      assertThat(await(store.newerThan(2))).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void newerThan_bytesOfALaterProgram_fails(TestDatabase kind, @TempDir Path directory)
      throws Exception {
    try (StoreFixture fixture = new StoreFixture(kind.create(directory))) {
      JdbcContentStore store = new JdbcContentStore(fixture.sql());
      await(store.save(5, model(1f)));
      String bytes = kind == TestDatabase.POSTGRESQL ? "decode('09', 'hex')" : "X'09'";
      fixture.execute("update content_space set version = 2, space = " + bytes);

      assertThat(StoreFixture.succeeds(store.newerThan(1))).isFalse();
      assertThat(await(store.newerThan(2))).isEmpty();
    }
  }
}
