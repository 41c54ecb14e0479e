package tandem.app.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A table that says up to which ordering number of the journal each partition of an index is
 * stored.
 *
 * @param table its name; the columns are {@code part} and {@code ordering}
 */
record PartitionProgress(String table) {

  /** Of a partition; 0 if nothing was stored. */
  long ordering(Connection connection, int partition) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("select ordering from " + table + " where part = ?")) {
      query.setInt(1, partition);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? row.getLong(1) : 0;
      }
    }
  }

  /**
   * A partition that has moved to another node may be further there: then nothing is written here.
   */
  void raise(Connection connection, int partition, long ordering) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into "
                + table
                + " (part, ordering) select ?, 0 where not exists (select 1 from "
                + table
                + " where part = ?)")) {
      insert.setInt(1, partition);
      insert.setInt(2, partition);
      insert.executeUpdate();
    }
    try (PreparedStatement update =
        connection.prepareStatement(
            "update " + table + " set ordering = ? where part = ? and ordering <= ?")) {
      update.setLong(1, ordering);
      update.setInt(2, partition);
      update.setLong(3, ordering);
      if (update.executeUpdate() == 0) {
        throw new SQLException("another node has written partition " + partition + " further");
      }
    }
  }

  /** The ordering number of the journal's newest event; 0 if it is empty. */
  static long newest(Connection connection) throws SQLException {
    try (PreparedStatement query =
            connection.prepareStatement("select max(ordering) from event_journal");
        ResultSet row = query.executeQuery()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }
}
