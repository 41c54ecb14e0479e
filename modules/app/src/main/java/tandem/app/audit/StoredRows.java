package tandem.app.audit;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tandem.app.database.DatabaseView;
import tandem.app.store.DescriptionColumns;
import tandem.app.store.RecencyColumns;
import tandem.app.store.RowColumn;
import tandem.entity.index.IndexedItem;
import tandem.model.FactorVector;
import tandem.model.ItemId;

/** The tables of a node, read in the order in which the audit takes rows. */
final class StoredRows {

  private static final String EVENTS =
      "select persistence_id, sequence_number, ordering, event_payload, event_ser_id,"
          + " event_ser_manifest from event_journal where deleted = false"
          + " order by persistence_id, sequence_number";
  private static final String SNAPSHOTS =
      "select persistence_id, sequence_number, snapshot_payload, snapshot_ser_id,"
          + " snapshot_ser_manifest from snapshot order by persistence_id, sequence_number";
  private static final String INDEXED =
      "select item_id, part, sequence_number, vector, bias, heat, events, removed,"
          + " row_cells, "
          + RecencyColumns.NAMES
          + ", "
          + DescriptionColumns.NAMES
          + " from index_item order by ";

  private final DatabaseView database;
  private final Decoder decoder;

  StoredRows(DatabaseView database, Decoder decoder) {
    this.database = database;
    this.decoder = decoder;
  }

  /** The frontiers of a log, whatever its topic is called. */
  List<Frontiers.Stored> frontiers() throws SQLException {
    List<Frontiers.Stored> stored = new ArrayList<>();
    try (ResultSet row =
        database.query("select topic, epoch, part, next_offset from frontier order by topic")) {
      while (row.next()) {
        stored.add(
            new Frontiers.Stored(row.getString(1), row.getInt(2), row.getInt(3), row.getLong(4)));
      }
    }
    return stored;
  }

  /** How far each partition of the index is complete. */
  Map<Integer, Long> orderings() throws SQLException {
    Map<Integer, Long> orderings = new HashMap<>();
    try (ResultSet row = database.query("select part, ordering from index_progress")) {
      while (row.next()) {
        orderings.put(row.getInt(1), row.getLong(2));
      }
    }
    return orderings;
  }

  /** All rows: by persistence id, of each the row of the index, the snapshots, the events. */
  void forEach(Consumer<Row> action) throws SQLException {
    try (ResultSet indexed = database.query(INDEXED + database.byCharacters("item_id"));
        ResultSet snapshots = database.query(SNAPSHOTS);
        ResultSet events = database.query(EVENTS)) {
      List<Rows> sources =
          List.of(
              new Rows(indexed, StoredRows::indexed),
              new Rows(snapshots, this::snapshot),
              new Rows(events, this::event));
      for (Rows next = first(sources); next != null; next = first(sources)) {
        action.accept(Objects.requireNonNull(next.peek(), "the first source has a row"));
        next.advance();
      }
    }
  }

  /** The source with the lowest persistence id; of several, the one that is named first. */
  private static @Nullable Rows first(List<Rows> sources) {
    Rows first = null;
    String lowest = null;
    for (Rows source : sources) {
      Row row = source.peek();
      if (row != null && (lowest == null || row.persistenceId().compareTo(lowest) < 0)) {
        first = source;
        lowest = row.persistenceId();
      }
    }
    return first;
  }

  private Row event(ResultSet row) throws SQLException {
    return new Row.Event(
        row.getString("persistence_id"),
        row.getLong("sequence_number"),
        row.getLong("ordering"),
        decoder.decode(row, "event_payload", "event_ser_id", "event_ser_manifest"));
  }

  private Row snapshot(ResultSet row) throws SQLException {
    return new Row.Snapshot(
        row.getString("persistence_id"),
        row.getLong("sequence_number"),
        decoder.decode(row, "snapshot_payload", "snapshot_ser_id", "snapshot_ser_manifest"));
  }

  private static Row indexed(ResultSet row) throws SQLException {
    return new Row.Indexed(
        row.getInt("part"),
        new IndexedItem(
            new ItemId(row.getString("item_id")),
            row.getLong("sequence_number"),
            vector(row.getBytes("vector")),
            row.getFloat("bias"),
            row.getDouble("heat"),
            row.getLong("events"),
            DescriptionColumns.get(row),
            row.getBoolean("removed"),
            RecencyColumns.get(row),
            RowColumn.get(row)));
  }

  private static FactorVector vector(byte[] bytes) {
    float[] values = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return FactorVector.wrap(values);
  }
}
