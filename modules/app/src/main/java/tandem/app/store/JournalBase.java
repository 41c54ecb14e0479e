package tandem.app.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** The table {@code journal_base}: which journals begin later than at their first event. */
final class JournalBase {

  private JournalBase() {}

  /** The event with this number has taken the place of all before it. */
  static void put(Connection connection, String id, long sequence, boolean erased)
      throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("delete from journal_base where persistence_id = ?")) {
      delete.setString(1, id);
      delete.executeUpdate();
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into journal_base (persistence_id, sequence_number, erased)"
                + " values (?, ?, ?)")) {
      insert.setString(1, id);
      insert.setLong(2, sequence);
      insert.setBoolean(3, erased);
      insert.executeUpdate();
    }
  }
}
