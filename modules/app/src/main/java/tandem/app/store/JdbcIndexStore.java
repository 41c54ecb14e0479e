package tandem.app.store;

import akka.Done;
import akka.serialization.Serialization;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.util.Try;
import tandem.entity.index.IndexStore;
import tandem.entity.index.IndexedItem;
import tandem.model.Cooccurrence;
import tandem.model.ItemId;
import tandem.protocol.journal.ItemEvent;

/**
 * The read model of the index in the tables {@code index_item} and {@code index_progress}, and the
 * journal behind it in {@code event_journal}, which it reads by the plugin's schema and Akka's
 * serialization.
 */
public final class JdbcIndexStore implements IndexStore {

  private static final Logger LOG = LoggerFactory.getLogger(JdbcIndexStore.class);

  private static final String ITEM = "item|";
  private static final PartitionProgress PROGRESS = new PartitionProgress("index_progress");

  private static final String CHANGES =
      "select persistence_id, sequence_number, event_payload, event_ser_id, event_ser_manifest"
          + " from event_journal where ordering > ? and ordering <= ?"
          + " and persistence_id >= 'item|' and persistence_id < 'item}'"
          + " order by persistence_id, sequence_number";

  private static final String GAPS =
      "select persistence_id, sequence_number, event_payload, event_ser_id, event_ser_manifest"
          + " from unnest(cast(? as varchar(255) array), cast(? as bigint array),"
          + " cast(? as bigint array)) as wanted(id, known, newest)"
          + " join event_journal on persistence_id = wanted.id"
          + " and sequence_number > wanted.known and sequence_number <= wanted.newest"
          + " order by persistence_id, sequence_number";

  private static final String COLUMNS =
      "item_id, part, sequence_number, vector, bias, heat, events, removed, row_cells, "
          + RecencyColumns.NAMES
          + ", "
          + DescriptionColumns.NAMES;

  private static final String INSERT =
      "insert into index_item (%s) values (?%s)"
          .formatted(COLUMNS, ", ?".repeat(8 + RecencyColumns.COUNT + DescriptionColumns.COUNT));

  // PostgreSQL's: docs/decisions/0050.
  private static final String OR_UPDATE =
      " on conflict (item_id) do update set (%s) = (excluded.%s)"
          .formatted(COLUMNS, COLUMNS.replace(", ", ", excluded."));

  private final Sql sql;
  private final Serialization serialization;
  private final SharedHeads heads;

  /** Reads and writes by {@code sql}. */
  public JdbcIndexStore(Sql sql, Serialization serialization) {
    this.sql = sql;
    this.serialization = serialization;
    this.heads = new SharedHeads(sql);
  }

  @Override
  public CompletionStage<Rows> rows(int partition) {
    return sql.transaction(
        connection ->
            new Rows(items(connection, partition), PROGRESS.ordering(connection, partition)));
  }

  private static List<IndexedItem> items(Connection connection, int partition) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "select item_id, sequence_number, vector, bias, heat, events, removed, row_cells, "
                + RecencyColumns.NAMES
                + ", "
                + DescriptionColumns.NAMES
                + " from index_item where part = ?")) {
      query.setFetchSize(1_000);
      query.setInt(1, partition);
      List<IndexedItem> items = new ArrayList<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          items.add(item(row));
        }
      }
      return items;
    }
  }

  private static IndexedItem item(ResultSet row) throws SQLException {
    return new IndexedItem(
        ItemId.of(row.getString("item_id")),
        row.getLong("sequence_number"),
        VectorColumn.vector(row.getBytes("vector")),
        row.getFloat("bias"),
        row.getDouble("heat"),
        row.getLong("events"),
        DescriptionColumns.get(row),
        row.getBoolean("removed"),
        RecencyColumns.get(row),
        cooccurrences(row));
  }

  /** One that is damaged must not hold up the partition: the item's next move brings it anew. */
  private static Cooccurrence cooccurrences(ResultSet row) throws SQLException {
    try {
      return RowColumn.get(row);
    } catch (IllegalArgumentException damaged) {
      LOG.error(
          "What was taken with {} can't be read, and the index leaves it out until the item moves",
          row.getString("item_id"),
          damaged);
      return Cooccurrence.NONE;
    }
  }

  @Override
  public CompletionStage<Long> newest() {
    return sql.run(PartitionProgress::newest);
  }

  /**
   * What all items have been through since the journal's ordering number {@code after}, in the form
   * and order of {@link #changes(List)}.
   */
  public CompletionStage<Changes> changes(long after) {
    return sql.transaction( // outside one PostgreSQL's driver would hold all rows at once
        connection -> {
          long upTo = Math.max(after, PartitionProgress.newest(connection));
          try (PreparedStatement query = connection.prepareStatement(CHANGES)) {
            query.setFetchSize(1_000);
            query.setLong(1, after);
            query.setLong(2, upTo);
            NewestEvents changes = new NewestEvents();
            read(query, changes);
            return new Changes(after, upTo, changes.all());
          }
        });
  }

  @Override
  public CompletionStage<List<Change>> changes(List<Gap> gaps) {
    return sql.transaction(
        connection -> {
          try (PreparedStatement query = Sql.plannedEachTime(connection, GAPS)) {
            query.setFetchSize(1_000);
            array(query, 1, "varchar", gaps, gap -> ITEM + gap.item().value());
            array(query, 2, "bigint", gaps, Gap::after);
            array(query, 3, "bigint", gaps, Gap::upTo);
            NewestEvents changes = new NewestEvents();
            read(query, changes);
            return changes.all();
          }
        });
  }

  private static void array(
      PreparedStatement query, int parameter, String type, List<Gap> gaps, Function<Gap, ?> part)
      throws SQLException {
    Object[] values = gaps.stream().map(part).toArray();
    query.setArray(parameter, query.getConnection().createArrayOf(type, values));
  }

  private void read(PreparedStatement query, NewestEvents changes) throws SQLException {
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        change(row).ifPresent(changes::add);
      }
    }
  }

  @Override
  public CompletionStage<Heads> heads(long after, Predicate<ItemId> wanted) {
    return heads.ask(after, wanted);
  }

  static ItemId id(String persistenceId) {
    return ItemId.of(persistenceId.substring(ITEM.length()));
  }

  /**
   * One that can't be read must not hold up the others: the index keeps what it has of the item.
   */
  private Optional<Change> change(ResultSet row) throws SQLException {
    String persistenceId = row.getString("persistence_id");
    long sequence = row.getLong("sequence_number");
    Try<Object> event =
        serialization.deserialize(
            row.getBytes("event_payload"),
            row.getInt("event_ser_id"),
            row.getString("event_ser_manifest"));
    if (event.isSuccess() && event.get() instanceof ItemEvent read) {
      return Optional.of(new Change(id(persistenceId), sequence, read));
    }
    LOG.error(
        "Event {} of {} can't be read, and the index leaves it out: {}",
        sequence,
        persistenceId,
        event.isSuccess() ? event.get().getClass() : event.failed().get().toString());
    return Optional.empty();
  }

  @Override
  public CompletionStage<Done> save(int partition, List<IndexedItem> rows, long ordering) {
    return sql.transaction(
        connection -> {
          PROGRESS.raise(connection, partition, ordering);
          put(connection, partition, rows);
          return Done.getInstance();
        });
  }

  /**
   * Stores {@code rows} as all that there is of a partition, complete up to {@code ordering}. Fails
   * where a running node has the partition further than that.
   */
  public CompletionStage<Done> replace(int partition, List<IndexedItem> rows, long ordering) {
    return sql.transaction(
        connection -> {
          PROGRESS.raise(connection, partition, ordering);
          try (PreparedStatement delete =
              connection.prepareStatement("delete from index_item where part = ?")) {
            delete.setInt(1, partition);
            delete.executeUpdate();
          }
          put(connection, partition, rows);
          return Done.getInstance();
        });
  }

  private static void delete(Connection connection, List<IndexedItem> rows) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("delete from index_item where item_id = ?")) {
      for (IndexedItem row : rows) {
        delete.setString(1, row.id().value());
        delete.addBatch();
      }
      delete.executeBatch();
    }
  }

  private static void put(Connection connection, int partition, List<IndexedItem> rows)
      throws SQLException {
    boolean updates = Sql.isPostgres(connection);
    if (!updates) {
      delete(connection, rows);
    }
    try (PreparedStatement insert =
        connection.prepareStatement(updates ? INSERT + OR_UPDATE : INSERT)) {
      for (IndexedItem row : rows) {
        insert.setString(1, row.id().value());
        insert.setInt(2, partition);
        insert.setLong(3, row.sequence());
        insert.setBytes(4, VectorColumn.bytes(row.vector()));
        insert.setFloat(5, row.bias());
        insert.setDouble(6, row.heat());
        insert.setLong(7, row.events());
        insert.setBoolean(8, row.removed());
        RowColumn.set(insert, 9, row.row());
        RecencyColumns.set(insert, 10, row.recency());
        DescriptionColumns.set(insert, 10 + RecencyColumns.COUNT, row.description());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }
}
