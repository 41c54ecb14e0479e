package tandem.app.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tandem.app.database.Database;
import tandem.app.database.TestDatabase;
import tandem.model.ModelName;
import tandem.model.ModelSettings;

final class JdbcSideModelsTest {

  private static final ModelName A = new ModelName("a");
  private static final ModelName B = new ModelName("b");

  @ParameterizedTest
  @EnumSource
  void activate_oneAfterAnother_onlyTheLastIs(TestDatabase kind, @TempDir Path directory)
      throws Exception {
    try (Database database = Database.open(kind.create(directory))) {
      JdbcSideModels models = models(database);
      join(models.insert(model(A)));
      join(models.insert(model(B)));

      assertThat(join(models.activate(A))).isTrue();
      assertThat(join(models.activate(B))).isTrue();
      assertThat(join(models.all())).extracting(SideModel::active).containsExactly(false, true);
      assertThat(join(models.activate(new ModelName("nobody")))).isFalse();
      assertThat(join(models.all())).extracting(SideModel::active).containsExactly(false, true);
      assertThat(join(models.activate(ModelName.MAIN))).isTrue();
      assertThat(join(models.all())).extracting(SideModel::active).containsExactly(false, false);
    }
  }

  @ParameterizedTest
  @EnumSource
  void insert_whatWasSet_isReadBack(TestDatabase kind, @TempDir Path directory) throws Exception {
    try (Database database = Database.open(kind.create(directory))) {
      JdbcSideModels models = models(database);
      join(models.insert(model(A)));
      join(models.mended(A, 70));
      join(models.mended(A, 60));

      SideModel stored = join(models.all()).get(0);
      assertThat(stored)
          .isEqualTo(
              new SideModel(
                  A, model(A).settings(), Instant.ofEpochMilli(1_700_000_000_123L), false, 70));
      assertThatThrownBy(() -> join(models.insert(model(A)))).hasMessageContaining("side_model");
    }
  }

  @ParameterizedTest
  @EnumSource
  void all_storedBeforeNegativesHadKinds_areRecentOnes(TestDatabase kind, @TempDir Path directory)
      throws Exception {
    try (Database database = Database.open(kind.create(directory))) {
      JdbcSideModels models = models(database);
      join(models.insert(model(A)));
      try (Connection connection = database.dataSource().getConnection();
          Statement statement = connection.createStatement()) {
        assertThat(
                statement.executeUpdate(
                    "update side_model set settings = replace(settings,"
                        + " '\"negativeSource\":\"RECENT\",\"pairwise\":false,', '')"))
            .isOne();
        try (ResultSet rows = statement.executeQuery("select settings from side_model")) {
          assertThat(rows.next()).isTrue();
          assertThat(rows.getString(1)).doesNotContain("negativeSource", "pairwise");
        }
        if (!connection.getAutoCommit()) {
          connection.commit();
        }
      }

      assertThat(join(models.all()))
          .extracting(SideModel::settings)
          .containsExactly(model(A).settings());
    }
  }

  @ParameterizedTest
  @EnumSource
  void remove_activeOrUnknown_isRefused(TestDatabase kind, @TempDir Path directory)
      throws Exception {
    try (Database database = Database.open(kind.create(directory))) {
      JdbcSideModels models = models(database);
      join(models.insert(model(A)));
      join(models.activate(A));

      assertThat(join(models.remove(A))).isFalse();
      assertThat(join(models.remove(B))).isFalse();
      join(models.activate(ModelName.MAIN));
      assertThat(join(models.remove(A))).isTrue();
      assertThat(join(models.all())).isEmpty();
    }
  }

  private static JdbcSideModels models(Database database) {
    return new JdbcSideModels(new Sql(database.dataSource(), Runnable::run));
  }

  private static SideModel model(ModelName name) {
    return new SideModel(
        name,
        ModelSettings.preference().withFactors(12),
        Instant.ofEpochMilli(1_700_000_000_123L),
        false,
        42);
  }

  private static <T> T join(java.util.concurrent.CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }
}
