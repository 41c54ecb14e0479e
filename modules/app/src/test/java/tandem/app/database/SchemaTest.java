package tandem.app.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a node says of a schema that is not its own, on either database. */
final class SchemaTest {

  private static final String NEWER =
      "insert into flyway_schema_history (installed_rank, version, description, type, script,"
          + " checksum, installed_by, execution_time, success)"
          + " select max(installed_rank) + 1, '99', 'later', 'SQL', 'V99__later.sql', 1, 'x', 1,"
          + " true from flyway_schema_history";

  @ParameterizedTest
  @EnumSource
  void open_noTablesAndMayNotMakeThem_namesTheCommand(TestDatabase kind, @TempDir Path directory)
      throws Exception {
    DatabaseSettings settings = onlyLooking(kind.create(directory));

    assertThatThrownBy(() -> Database.open(settings))
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("no tables yet")
        .hasMessageContaining("./tandem migrate --config FILE");
  }

  @ParameterizedTest
  @EnumSource
  void open_afterMigrate_needsNoRightToMakeTables(TestDatabase kind, @TempDir Path directory)
      throws Exception {
    DatabaseSettings settings = kind.create(directory);

    assertThat(Database.migrate(settings, settings.user())).isEqualTo(newest(kind));
    Database.open(onlyLooking(settings)).close();
  }

  /** Of the migrations, some of which one database has alone. */
  private static String newest(TestDatabase kind) {
    return kind == TestDatabase.H2 ? "9" : "8";
  }

  @ParameterizedTest
  @EnumSource
  void open_newerSchema_isRefusedWhoeverMigrates(TestDatabase kind, @TempDir Path directory)
      throws Exception {
    DatabaseSettings settings = kind.create(directory);
    String unused = Database.migrate(settings, settings.user());
    execute(settings, NEWER);

    for (DatabaseSettings one : new DatabaseSettings[] {settings, onlyLooking(settings)}) {
      assertThatThrownBy(() -> Database.open(one))
          .isInstanceOf(SchemaException.class)
          .hasMessageContaining("version 99");
    }
  }

  @ParameterizedTest
  @EnumSource
  void open_schemaOfAnotherScript_isRefused(TestDatabase kind, @TempDir Path directory)
      throws Exception {
    DatabaseSettings settings = kind.create(directory);
    String unused = Database.migrate(settings, settings.user());
    execute(settings, "update flyway_schema_history set checksum = 7 where version = '1'");

    for (DatabaseSettings one : new DatabaseSettings[] {settings, onlyLooking(settings)}) {
      assertThatThrownBy(() -> Database.open(one))
          .isInstanceOf(SchemaException.class)
          .hasMessageContaining("checksum")
          .hasMessageNotContaining("\n");
    }
  }

  @Test
  void migrate_roleThatIsNotThere_saysSo(@TempDir Path directory) throws Exception {
    DatabaseSettings settings = TestDatabase.POSTGRESQL.create(directory);

    assertThatThrownBy(() -> Database.migrate(settings, "nobody_here"))
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("nobody_here")
        .hasMessageNotContaining("\n");
  }

  private static DatabaseSettings onlyLooking(DatabaseSettings settings) {
    return new DatabaseSettings(
        settings.url(), settings.user(), settings.password(), false, settings.schema());
  }

  private static void execute(DatabaseSettings settings, String statement) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(settings.url(), settings.user(), settings.password());
        Statement sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }
}
