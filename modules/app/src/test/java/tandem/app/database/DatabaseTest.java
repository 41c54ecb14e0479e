package tandem.app.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tandem.model.ModelName;

final class DatabaseTest {

  private static final String RAISE =
      """
      merge into frontier f
      using (values (cast(? as varchar), cast(? as integer), cast(? as integer),
                     cast(? as bigint))) n (topic, epoch, part, next_offset)
      on f.topic = n.topic and f.epoch = n.epoch and f.part = n.part
      when matched then update set next_offset = greatest(f.next_offset, n.next_offset)
      when not matched then insert (topic, epoch, part, next_offset, events, target_sum)
        values (n.topic, n.epoch, n.part, n.next_offset, 0, 0)
      """;

  @ParameterizedTest
  @EnumSource
  void open_schemaIsThere_keepsRows(TestDatabase kind, @TempDir Path directory) throws Exception {
    DatabaseSettings settings = kind.create(directory);
    try (Database database = Database.open(settings)) {
      raise(database, 7);
    }
    try (Database database = Database.open(settings)) {
      assertThat(number(database, "select next_offset from frontier")).isEqualTo(7);
    }
  }

  /** Milliseconds; what it is good for is in row F4 of the fault suite. */
  @Test
  void open_ofPostgres_endsTransactionsOfAFrozenNode(@TempDir Path directory) throws Exception {
    try (Database database = Database.open(TestDatabase.POSTGRESQL.create(directory))) {
      assertThat(
              number(
                  database,
                  "select setting::int from pg_settings where name ="
                      + " 'idle_in_transaction_session_timeout'"))
          .isEqualTo(10_000);
    }
  }

  @ParameterizedTest
  @EnumSource
  void merge_lowerOffset_keepsHigher(TestDatabase kind, @TempDir Path directory) throws Exception {
    try (Database database = Database.open(kind.create(directory))) {
      raise(database, 7);
      raise(database, 5);
      assertThat(number(database, "select next_offset from frontier")).isEqualTo(7);
      raise(database, 9);
      assertThat(number(database, "select next_offset from frontier")).isEqualTo(9);
    }
  }

  @ParameterizedTest
  @EnumSource
  void insert_indexItem_readsBack(TestDatabase kind, @TempDir Path directory) throws Exception {
    try (Database database = Database.open(kind.create(directory));
        Connection connection = database.dataSource().getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into index_item (item_id, part, sequence_number, vector, bias, heat, events,"
                    + " hidden, removed) values (?, 3, 1, ?, 0.5, 1.5, 2, ?, ?)")) {
      insert.setString(1, "i1");
      insert.setBytes(2, new byte[] {1, 0, 2});
      insert.setBoolean(3, true);
      insert.setBoolean(4, false);
      insert.executeUpdate();
      try (Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery("select * from index_item where part = 3")) {
        assertThat(row.next()).isTrue();
        assertThat(row.getBytes("vector")).containsExactly(1, 0, 2);
        assertThat(row.getString("title")).isNull();
        assertThat(row.getBoolean("hidden")).isTrue();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void open_ofAnotherModel_hasTablesOfItsOwn(TestDatabase kind, @TempDir Path directory)
      throws Exception {
    DatabaseSettings settings = kind.create(directory);
    DatabaseSettings other = settings.of(new ModelName("other"));
    try (Database main = Database.open(settings);
        Database side = Database.open(other)) {
      raise(main, 7);
      raise(side, 3);
      assertThat(number(main, "select next_offset from frontier")).isEqualTo(7);
    }
    try (Database again = Database.open(other)) {
      assertThat(number(again, "select next_offset from frontier")).isEqualTo(3);
    }
    try (DatabaseView view = DatabaseView.open(other);
        ResultSet row = view.query("select next_offset from frontier")) {
      assertThat(row.next()).isTrue();
      assertThat(row.getLong(1)).isEqualTo(3);
    }
  }

  @Test
  void close_againAndAgain_failsNoAssertionOfH2(@TempDir Path directory) throws Exception {
    DatabaseSettings settings = TestDatabase.H2.create(directory);
    for (int n = 1; n <= 5; n++) {
      try (Database main = Database.open(settings);
          Database side = Database.open(settings.of(new ModelName("other")))) {
        raise(main, n);
        raise(side, n);
      }
    }
    assertThat(directory.resolve("tandem.mv.db")).isRegularFile();
    assertThat(directory.resolve("tandem.trace.db")).doesNotExist(); // H2 writes failures there
  }

  @Test
  void settings_ofOtherDatabase_areRefused() {
    assertThatThrownBy(() -> new DatabaseSettings("jdbc:mysql://h/d", "u", "p"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("jdbc:postgresql:");
  }

  @Test
  void settings_ofH2Url_getWhatTheyLackAndKeepTheRest() {
    String url = new DatabaseSettings("jdbc:h2:mem:x;WRITE_DELAY=9", "u", "p").url();

    assertThat(url)
        .isEqualTo(
            "jdbc:h2:mem:x;WRITE_DELAY=9;DATABASE_TO_LOWER=TRUE;DB_CLOSE_ON_EXIT=FALSE;MAX_COMPACT_TIME=0;RETENTION_TIME=0");
  }

  @Test
  void toString_ofSettings_hidesPassword() {
    DatabaseSettings settings = new DatabaseSettings("jdbc:h2:mem:x", "ann", "secret");

    assertThat(settings.toString()).contains("ann").doesNotContain("secret");
  }

  private static void raise(Database database, long offset) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        PreparedStatement merge = connection.prepareStatement(RAISE)) {
      merge.setString(1, "user_behavior");
      merge.setInt(2, 0);
      merge.setInt(3, 4);
      merge.setLong(4, offset);
      merge.executeUpdate();
    }
  }

  private static long number(Database database, String query) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      assertThat(rows.next()).isTrue();
      return rows.getLong(1);
    }
  }
}
