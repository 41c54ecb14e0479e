package tandem.app.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tandem.protocol.journal.ItemEvent;

/** The roles that docs/postgresql.md makes, on a real server: the SQL is taken from that page. */
final class RolesTest {

  private static final Pattern SQL = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL);

  private static DatabaseSettings owner;
  private static DatabaseSettings node;

  @BeforeAll
  static void setUp(@TempDir Path directory) throws Exception {
    DatabaseSettings superuser = TestDatabase.POSTGRESQL.create(directory);
    String url = superuser.url().replaceAll("/test_\\d+", "/tandem");
    List<String> blocks = blocks(Path.of("../../docs/postgresql.md"));
    assertThat(blocks).hasSize(2);
    execute(superuser, blocks.get(0).split(";"));
    execute(
        new DatabaseSettings(url, superuser.user(), superuser.password()),
        blocks.get(1).split(";"));
    owner = new DatabaseSettings(withoutUser(url), "tandem_owner", "change-me");
    node = new DatabaseSettings(withoutUser(url), "tandem", "change-me-too", false);
    String unused = Database.migrate(owner, node.user());
  }

  @Test
  void open_byTheNode_findsTheSchemaAsItShouldBe() throws Exception {
    Database.open(node).close();
    assertThat(Database.migrate(owner, node.user())).isEqualTo("1");
  }

  @Test
  void journal_byTheNode_writesReadsAndKeepsSnapshots() throws Exception {
    try (TestJournal journal = TestJournal.open(node)) {
      for (int e = 0; e < 4 * TestJournal.SNAPSHOT_EVERY; e++) { // old snapshots are deleted, too
        journal.write("item", "roles", new ItemEvent.Removed());
      }
      assertThat(journal.recover("item", "roles").sequence())
          .isEqualTo(4 * TestJournal.SNAPSHOT_EVERY);
      journal.await(
          () -> assertThat(number(node, "select count(*) from snapshot")).isBetween(1L, 3L));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create table t (a int)",
        "create temporary table t (a int)",
        "create schema s",
        "create index i on event_journal (writer)",
        "alter table event_journal drop column writer",
        "drop table snapshot",
        "truncate snapshot",
        "delete from frontier",
        "delete from model",
        "delete from log_epoch",
        "delete from flyway_schema_history",
        "update flyway_schema_history set success = false",
        "select setval('event_journal_ordering_seq', 1)"
      })
  void execute_whatIsNotTheNodes_isRefused(String statement) throws Exception {
    assertThatThrownBy(() -> execute(node, statement))
        .isInstanceOf(SQLException.class)
        .extracting(refused -> ((SQLException) refused).getSQLState())
        .isEqualTo("42501"); // insufficient privilege
  }

  @Test
  void connect_asTheNode_hasTimeLimits() throws Exception {
    assertThat(
            number(
                node,
                "select count(*) from pg_settings where source = 'user' and setting::int > 0 and"
                    + " name in ('statement_timeout', 'lock_timeout',"
                    + " 'idle_in_transaction_session_timeout')"))
        .isEqualTo(3);
  }

  @Test
  void view_asTheNode_hasNone() throws Exception {
    try (DatabaseView view = DatabaseView.open(node);
        var row = view.query("select current_setting('statement_timeout')")) {
      assertThat(row.next()).isTrue();
      assertThat(row.getString(1)).isEqualTo("0");
    }
  }

  private static List<String> blocks(Path page) throws IOException {
    return SQL.matcher(Files.readString(page))
        .results()
        .map((MatchResult m) -> m.group(1))
        .toList();
  }

  /** Else the user in the URL wins. */
  private static String withoutUser(String url) {
    return url.replaceAll("[?&]user=\\w+", "");
  }

  private static void execute(DatabaseSettings settings, String... statements) throws SQLException {
    try (Connection connection = connect(settings);
        Statement statement = connection.createStatement()) {
      for (String one : statements) {
        if (!one.isBlank()) {
          statement.execute(one);
        }
      }
    }
  }

  private static long number(DatabaseSettings settings, String query) {
    try (Connection connection = connect(settings);
        Statement statement = connection.createStatement();
        var row = statement.executeQuery(query)) {
      assertThat(row.next()).isTrue();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static Connection connect(DatabaseSettings settings) throws SQLException {
    return DriverManager.getConnection(settings.url(), settings.user(), settings.password());
  }
}
