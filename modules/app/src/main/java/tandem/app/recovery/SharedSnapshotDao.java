package tandem.app.recovery;

import akka.persistence.PersistentRepr;
import akka.persistence.SnapshotMetadata;
import akka.persistence.jdbc.AkkaSerialization;
import akka.persistence.jdbc.config.SnapshotConfig;
import akka.persistence.jdbc.journal.dao.JournalTables.JournalAkkaSerializationRow;
import akka.persistence.jdbc.snapshot.dao.DefaultSnapshotDao;
import akka.serialization.Serialization;
import akka.stream.Materializer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import scala.Option;
import scala.Tuple2;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;
import scala.util.Failure;
import scala.util.Success;
import scala.util.Try;
import slick.jdbc.JdbcBackend;
import slick.jdbc.JdbcProfile;
import tandem.entity.StoredJournal;

/**
 * The table of snapshots on PostgreSQL. In the place of the newest snapshot it gives what there is
 * of the whole journal, for all entities that recover at the same time by two statements. Made by
 * the plugin, which finds it by {@code jdbc-snapshot-store.dao}.
 */
public final class SharedSnapshotDao extends DefaultSnapshotDao {

  static final int PAGE = 256; // events of an entity: more than lie between two snapshots

  // Each inner select is one look at an index, however long the journal is.
  private static final String STARTS =
      "select wanted.id, (select max(sequence_number) from event_journal where persistence_id ="
          + " wanted.id) as highest, newest.*"
          + " from unnest(?) as wanted(id) left join lateral (select sequence_number,"
          + " snapshot_payload, snapshot_ser_id, snapshot_ser_manifest from snapshot"
          + " where persistence_id = wanted.id order by sequence_number desc limit 1)"
          + " as newest on true";
  private static final String EVENTS =
      "select wanted.at, event.* from unnest(?, ?, ?) as wanted(at, id, after)"
          + " join lateral (select ordering, deleted, persistence_id, sequence_number, writer,"
          + " write_timestamp, adapter_manifest, event_payload, event_ser_id, event_ser_manifest"
          + " from event_journal where persistence_id = wanted.id"
          + " and sequence_number > wanted.after and not deleted"
          + " order by sequence_number limit "
          + PAGE
          + ") as event on true order by wanted.at, sequence_number";

  private final Serialization serialization;
  private final ExecutionContext context;
  private final SharedQuery<String, Try<StoredJournal>> journals;

  /** The row of an entity, and its events. */
  private static final class Found {

    private final String id;
    private final long highest;
    private final long sequence;
    private final Optional<Try<Object>> snapshot;
    private final List<PersistentRepr> events = new ArrayList<>(0);
    private @Nullable Throwable damage;

    Found(String id, long highest, long sequence, Optional<Try<Object>> snapshot) {
      this.id = id;
      this.highest = highest;
      this.sequence = sequence;
      this.snapshot = snapshot;
    }

    boolean hasEvents() {
      return sequence < highest;
    }

    void add(Try<Tuple2<PersistentRepr, Object>> event) {
      if (damage != null) {
        return; // nobody gets beyond it
      }
      if (event.isSuccess()) {
        events.add(event.get()._1());
      } else {
        damage = event.failed().get();
      }
    }

    /** Fails where the snapshot can't be read. */
    Try<StoredJournal> journal() {
      if (snapshot.isPresent() && snapshot.get().isFailure()) {
        return new Failure<>(snapshot.get().failed().get());
      }
      return new Success<>(
          new StoredJournal(
              snapshot.map(Try::get), sequence, events, Optional.ofNullable(damage), highest));
    }
  }

  /** As the plugin makes it. */
  public SharedSnapshotDao(
      JdbcBackend.DatabaseDef database,
      JdbcProfile profile,
      SnapshotConfig config,
      Serialization serialization,
      ExecutionContext context,
      Materializer materializer) {
    super(database, profile, config, serialization, context, materializer);
    this.serialization = serialization;
    this.context = context;
    this.journals =
        new SharedQuery<>(
            context,
            ids -> SlickJdbc.on(database, connection -> read(connection, ids)),
            new Success<>(StoredJournal.EMPTY));
  }

  /**
   * A {@link StoredJournal}. Fails for a snapshot that can't be read, and not for others that were
   * asked for with it.
   */
  @Override
  public Future<Option<Tuple2<SnapshotMetadata, Object>>> latestSnapshot(String id) {
    return journals
        .ask(id)
        .flatMap(
            journal ->
                Future.fromTry(
                    journal.map(
                        stored ->
                            Option.apply(
                                new Tuple2<>(
                                    new SnapshotMetadata(id, stored.sequence(), 0L),
                                    (Object) stored)))),
            context);
  }

  private Map<String, Try<StoredJournal>> read(Connection connection, List<String> ids) {
    List<Found> all = SlickJdbc.read(connection, STARTS, query -> starts(query, ids));
    List<Found> withEvents = all.stream().filter(Found::hasEvents).toList();
    if (!withEvents.isEmpty()) {
      SlickJdbc.read(connection, EVENTS, query -> events(query, withEvents));
    }
    Map<String, Try<StoredJournal>> journals = new HashMap<>();
    all.forEach(found -> journals.put(found.id, found.journal()));
    return journals;
  }

  private List<Found> starts(PreparedStatement query, List<String> ids) throws SQLException {
    List<Found> all = new ArrayList<>(ids.size());
    query.setArray(1, SlickJdbc.texts(query, ids));
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        byte[] payload = row.getBytes("snapshot_payload");
        all.add(
            new Found(
                row.getString("id"),
                row.getLong("highest"), // 0 for null: no journal
                row.getLong("sequence_number"),
                payload == null ? Optional.empty() : Optional.of(snapshot(payload, row))));
      }
    }
    return all;
  }

  private Try<Object> snapshot(byte[] payload, ResultSet row) throws SQLException {
    return serialization.deserialize(
        payload, row.getInt("snapshot_ser_id"), row.getString("snapshot_ser_manifest"));
  }

  private List<Found> events(PreparedStatement query, List<Found> wanted) throws SQLException {
    List<Long> positions = new ArrayList<>(wanted.size());
    for (long at = 0; at < wanted.size(); at++) {
      positions.add(at);
    }
    query.setArray(1, SlickJdbc.numbers(query, positions));
    query.setArray(2, SlickJdbc.texts(query, wanted.stream().map(found -> found.id).toList()));
    query.setArray(
        3, SlickJdbc.numbers(query, wanted.stream().map(found -> found.sequence).toList()));
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        wanted.get(row.getInt(1)).add(AkkaSerialization.fromRow(serialization, event(row)));
      }
    }
    return wanted;
  }

  private static JournalAkkaSerializationRow event(ResultSet row) throws SQLException {
    return new JournalAkkaSerializationRow(
        row.getLong("ordering"),
        row.getBoolean("deleted"),
        row.getString("persistence_id"),
        row.getLong("sequence_number"),
        row.getString("writer"),
        row.getLong("write_timestamp"),
        row.getString("adapter_manifest"),
        row.getBytes("event_payload"),
        row.getInt("event_ser_id"),
        row.getString("event_ser_manifest"),
        Option.empty(), // nothing here is written with metadata
        Option.empty(),
        Option.empty());
  }
}
