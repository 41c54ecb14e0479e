package tandem.app.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tandem.protocol.journal.ItemEvent;

/** The roles that docs/postgresql.md makes, on a real server. */
final class RolesTest {

  private static final DatabaseSettings OWNER = TestRoles.owner();
  private static final DatabaseSettings NODE = TestRoles.node();

  @Test
  void open_byTheNode_findsTheSchemaAsItShouldBe() throws Exception {
    Database.open(NODE).close();
    assertThat(Database.migrate(OWNER, NODE.user())).isEqualTo("8");
  }

  @Test
  void journal_byTheNode_writesReadsAndKeepsSnapshots() throws Exception {
    try (TestJournal journal = TestJournal.open(NODE)) {
      for (int e = 0; e < 4 * TestJournal.SNAPSHOT_EVERY; e++) { // old snapshots are deleted, too
        journal.write("item", "roles", new ItemEvent.Removed());
      }
      assertThat(journal.recover("item", "roles").sequence())
          .isEqualTo(4 * TestJournal.SNAPSHOT_EVERY);
      journal.await(
          () ->
              assertThat(
                      number(
                          NODE,
                          "select count(*) from snapshot where persistence_id = 'item|roles'"))
                  .isBetween(1L, 3L));
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
    assertThatThrownBy(() -> TestRoles.execute(NODE, statement))
        .isInstanceOf(SQLException.class)
        .extracting(refused -> ((SQLException) refused).getSQLState())
        .isEqualTo("42501"); // insufficient privilege
  }

  @Test
  void connect_asTheNode_hasTimeLimits() throws Exception {
    assertThat(
            number(
                NODE,
                "select count(*) from pg_settings where source = 'user' and setting::int > 0 and"
                    + " name in ('statement_timeout', 'lock_timeout',"
                    + " 'idle_in_transaction_session_timeout')"))
        .isEqualTo(3);
  }

  @Test
  void view_asTheNode_hasNone() throws Exception {
    try (DatabaseView view = DatabaseView.open(NODE);
        var row = view.query("select current_setting('statement_timeout')")) {
      assertThat(row.next()).isTrue();
      assertThat(row.getString(1)).isEqualTo("0");
    }
  }

  private static long number(DatabaseSettings settings, String query) {
    try (Connection connection = TestRoles.connect(settings);
        Statement statement = connection.createStatement();
        var row = statement.executeQuery(query)) {
      assertThat(row.next()).isTrue();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
