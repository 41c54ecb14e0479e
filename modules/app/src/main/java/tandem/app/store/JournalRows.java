package tandem.app.store;

import akka.serialization.Serialization;
import akka.serialization.Serializer;
import akka.serialization.Serializers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import scala.util.Try;

/** The rows of entities in journal and snapshots, read, written and taken back by hand. */
public final class JournalRows {

  private final Serialization serialization;

  /** Reads and writes events by {@code serialization}. */
  public JournalRows(Serialization serialization) {
    this.serialization = serialization;
  }

  /**
   * A row of the journal.
   *
   * @param written epoch milliseconds by the clock of the node that wrote it
   * @param event what it holds, or the exception of an event that can't be read
   */
  public record Row(long sequence, long written, Object event) {}

  /** The events of {@code id}, oldest first. */
  public List<Row> read(Connection connection, String id) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "select sequence_number, write_timestamp, event_payload, event_ser_id,"
                + " event_ser_manifest from event_journal where persistence_id = ?"
                + " order by sequence_number")) {
      query.setString(1, id);
      List<Row> rows = new ArrayList<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          rows.add(new Row(row.getLong(1), row.getLong(2), event(row)));
        }
      }
      return rows;
    }
  }

  private Object event(ResultSet row) throws SQLException {
    Try<Object> event = serialization.deserialize(row.getBytes(3), row.getInt(4), row.getString(5));
    return event.isSuccess() ? event.get() : event.failed().get();
  }

  /**
   * Puts {@code event} in the place of the one with this number and of all before it; snapshots of
   * these go, too.
   *
   * @param erased whether nothing but the erasure is left of the entity
   */
  public void replace(Connection connection, String id, long sequence, Object event, boolean erased)
      throws SQLException {
    Serializer serializer = serialization.findSerializerFor(event);
    try (PreparedStatement update =
        connection.prepareStatement(
            "update event_journal set event_payload = ?, event_ser_id = ?, event_ser_manifest = ?"
                + " where persistence_id = ? and sequence_number = ?")) {
      update.setBytes(1, serializer.toBinary(event));
      update.setInt(2, serializer.identifier());
      update.setString(3, Serializers.manifestFor(serializer, event));
      update.setString(4, id);
      update.setLong(5, sequence);
      if (update.executeUpdate() == 0) {
        return; // an erasure has removed it meanwhile, with all that was before it
      }
    }
    deleteBelow(connection, "event_journal", id, sequence);
    deleteBelow(connection, "snapshot", id, sequence);
    putBase(connection, id, sequence, erased);
  }

  /**
   * The event that a journal begins with.
   *
   * @param sequence its number: above 1, where the events before it are said to be gone
   * @param erased whether nothing but the erasure is left of the entity
   */
  public record First(String id, long sequence, Object event, boolean erased) {}

  /**
   * Begins journals that are not there yet.
   *
   * @param writer who writes; never used by another writer of the journal
   * @param written epoch milliseconds
   */
  public void begin(Connection connection, List<First> firsts, String writer, long written)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into event_journal (persistence_id, sequence_number, deleted, writer,"
                + " write_timestamp, adapter_manifest, event_ser_id, event_ser_manifest,"
                + " event_payload) values (?, ?, false, ?, ?, '', ?, ?, ?)")) {
      for (First first : firsts) {
        Serializer serializer = serialization.findSerializerFor(first.event());
        insert.setString(1, first.id());
        insert.setLong(2, first.sequence());
        insert.setString(3, writer);
        insert.setLong(4, written);
        insert.setInt(5, serializer.identifier());
        insert.setString(6, Serializers.manifestFor(serializer, first.event()));
        insert.setBytes(7, serializer.toBinary(first.event()));
        insert.addBatch();
      }
      insert.executeBatch();
    }
    for (First first : firsts) {
      if (first.sequence() > 1) {
        putBase(connection, first.id(), first.sequence(), first.erased());
      }
    }
  }

  private static void deleteBelow(Connection connection, String table, String id, long sequence)
      throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            "delete from " + table + " where persistence_id = ? and sequence_number < ?")) {
      delete.setString(1, id);
      delete.setLong(2, sequence);
      delete.executeUpdate();
    }
  }

  private static void putBase(Connection connection, String id, long sequence, boolean erased)
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
