package tandem.app.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static tandem.app.store.StoreFixture.await;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tandem.app.database.DatabaseSettings;
import tandem.app.database.TestDatabase;
import tandem.model.BlendWeights;

final class JdbcBlendStoreTest {

  private static final List<String> NAMES = List.of("factors", "popular");
  private static final BlendWeights FIRST = BlendWeights.of(1, 2);

  private static BlendWeights weights(double factors, double popular, double squares) {
    return BlendWeights.of(new double[] {factors, popular}, new double[] {squares, squares});
  }

  @ParameterizedTest
  @EnumSource
  void add_whatWasLearned_isOnTopOfWhatIsStored(TestDatabase kind, @TempDir Path directory)
      throws Exception {
    DatabaseSettings settings = kind.create(directory);
    try (StoreFixture fixture = new StoreFixture(settings)) {
      JdbcBlendStore store = new JdbcBlendStore(fixture.sql());
      assertThat(await(store.add(NAMES, FIRST, FIRST, FIRST))).isEqualTo(FIRST);
      assertThat(await(store.add(NAMES, FIRST, FIRST, weights(1.5, 0.5, 3))))
          .isEqualTo(weights(1.5, 0.5, 3));
    }
    try (StoreFixture fixture = new StoreFixture(settings)) {
      JdbcBlendStore store = new JdbcBlendStore(fixture.sql());
      assertThat(await(store.add(NAMES, FIRST, FIRST, weights(2, 1, 2))))
          .isEqualTo(weights(2.5, 0, 4)); // 0.5 and 1 less are not below 0
      assertThat(await(store.add(List.of("popular", "new"), FIRST, FIRST, FIRST)))
          .isEqualTo(BlendWeights.of(new double[] {0, 2}, new double[] {4, 1}));
      assertThat(await(store.reset())).isEqualTo(2);
      assertThat(await(store.add(NAMES, FIRST, FIRST, FIRST))).isEqualTo(FIRST);
    }
  }

  @ParameterizedTest
  @EnumSource
  void add_manyAtOnce_losesNothing(TestDatabase kind, @TempDir Path directory) throws Exception {
    try (StoreFixture fixture = new StoreFixture(kind.create(directory))) {
      JdbcBlendStore store = new JdbcBlendStore(fixture.sql());
      List<CompletableFuture<BlendWeights>> all =
          IntStream.range(0, 50)
              .mapToObj(n -> store.add(NAMES, FIRST, FIRST, weights(1.25, 2.5, 1.125)))
              .map(added -> added.toCompletableFuture())
              .toList();
      for (CompletableFuture<BlendWeights> one : all) {
        assertThat(await(one).size()).isEqualTo(2);
      }
      BlendWeights sum = await(store.add(NAMES, FIRST, FIRST, FIRST));
      assertThat(sum.weight(0)).isCloseTo(1 + 50 * 0.25, within(1e-9));
      assertThat(sum.weight(1)).isCloseTo(2 + 50 * 0.5, within(1e-9));
      assertThat(sum.squares(0)).isCloseTo(1 + 50 * 0.125, within(1e-9));
    }
  }
}
