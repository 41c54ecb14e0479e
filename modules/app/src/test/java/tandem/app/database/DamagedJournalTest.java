package tandem.app.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tandem.protocol.ItemDescription;
import tandem.protocol.journal.ItemEvent;

/** What a journal says of itself when its rows are damaged (docs/decisions/0008). */
final class DamagedJournalTest {

  private static final List<String> DAMAGED_EVENTS =
      List.of(
          "event_payload = %s".formatted(hex("00ff00ff")),
          "event_payload = %s".formatted(hex("")),
          "event_payload = %s".formatted(hex("bf6161")), // ends in the middle
          "event_payload = %s".formatted(hex("5b7fffffffffffffff00")), // says that it is huge
          "event_payload = %s".formatted(hex("a0")), // has no field
          "event_ser_manifest = 'tandem.protocol.journal.ItemEvent$Future'",
          "event_ser_manifest = 'tandem.protocol.journal.UserEvent$Based'",
          "event_ser_manifest = ''",
          "event_ser_id = 4711");

  private static final List<String> DAMAGED_SNAPSHOTS =
      List.of(
          "snapshot_payload = %s".formatted(hex("00ff")),
          "snapshot_payload = %s".formatted(hex("bf")),
          "snapshot_payload = %s".formatted(hex("a0")),
          "snapshot_ser_manifest = 'tandem.protocol.journal.Future'",
          "snapshot_ser_id = 4711");

  /** Bytes in the SQL of both databases. */
  private static String hex(String digits) {
    return "decode('" + digits + "', 'hex')";
  }

  @ParameterizedTest
  @EnumSource
  void recover_damagedEvent_saysUnreadable(TestDatabase kind, @TempDir Path directory)
      throws Exception {
    DatabaseSettings settings = kind.create(directory);
    try (Database database = Database.open(settings);
        TestJournal journal = TestJournal.open(settings)) {
      for (int d = 0; d < DAMAGED_EVENTS.size(); d++) {
        String id = "d" + d;
        journal.write("item", id, new ItemEvent.Removed());
        journal.write("item", id, new ItemEvent.Described(ItemDescription.NONE));
        damage(database, kind, "event_journal", DAMAGED_EVENTS.get(d), id);

        assertThat(journal.recover("item", id))
            .as(DAMAGED_EVENTS.get(d))
            .isEqualTo(TestJournal.UNREADABLE);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void recover_damagedSnapshot_replaysAllEvents(TestDatabase kind, @TempDir Path directory)
      throws Exception {
    DatabaseSettings settings = kind.create(directory);
    try (Database database = Database.open(settings);
        TestJournal journal = TestJournal.open(settings)) {
      for (int d = 0; d < DAMAGED_SNAPSHOTS.size(); d++) {
        String id = "s" + d;
        ItemEvent removed = new ItemEvent.Removed();
        journal.write("item", id, removed, removed, removed);
        String snapshots = "select count(*) from snapshot where persistence_id = 'item|" + id + "'";
        journal.await(() -> assertThat(number(database, snapshots)).isEqualTo(1));
        damage(database, kind, "snapshot", DAMAGED_SNAPSHOTS.get(d), id);

        TestJournal.Stored stored = journal.recover("item", id);
        assertThat(stored.sequence()).as(DAMAGED_SNAPSHOTS.get(d)).isEqualTo(3);
        assertThat(stored.state().removed()).isTrue();
      }
    }
  }

  private static void damage(
      Database database, TestDatabase kind, String table, String how, String id)
      throws SQLException {
    String sql =
        kind == TestDatabase.H2 ? how.replaceAll("decode\\('(.*)', 'hex'\\)", "x'$1'") : how;
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      int rows =
          statement.executeUpdate(
              "update %s set %s where persistence_id = 'item|%s' and sequence_number > 1"
                  .formatted(table, sql, id));
      assertThat(rows).isEqualTo(1);
    }
  }

  private static long number(Database database, String query) {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      assertThat(rows.next()).isTrue();
      return rows.getLong(1);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
