package tandem.app.recovery;

import akka.persistence.SnapshotMetadata;
import akka.persistence.jdbc.config.SnapshotConfig;
import akka.persistence.jdbc.snapshot.dao.DefaultSnapshotDao;
import akka.serialization.Serialization;
import akka.stream.Materializer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import scala.Option;
import scala.Tuple2;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;
import scala.util.Success;
import scala.util.Try;
import slick.jdbc.JdbcBackend;
import slick.jdbc.JdbcProfile;

/**
 * The table of snapshots on PostgreSQL, where entities that recover at the same time share queries.
 * Made by the plugin, which finds it by {@code jdbc-snapshot-store.dao}.
 */
public final class SharedSnapshotDao extends DefaultSnapshotDao {

  private static final String NEWEST =
      "select persistence_id, sequence_number, created, snapshot_payload, snapshot_ser_id,"
          + " snapshot_ser_manifest from unnest(?) as wanted(id)"
          + " join snapshot on persistence_id = wanted.id and sequence_number ="
          + " (select max(sequence_number) from snapshot where persistence_id = wanted.id)";

  private final Serialization serialization;
  private final ExecutionContext context;
  private final SharedQuery<String, Try<Option<Tuple2<SnapshotMetadata, Object>>>> newest;

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
    this.newest =
        new SharedQuery<>(
            context,
            ids -> SlickJdbc.run(database, NEWEST, query -> newest(query, ids)),
            Success.apply(Option.empty()));
  }

  /** Fails for a snapshot that can't be read, and not for others that were asked for with it. */
  @Override
  public Future<Option<Tuple2<SnapshotMetadata, Object>>> latestSnapshot(String id) {
    return newest.ask(id).flatMap(Future::fromTry, context);
  }

  private Map<String, Try<Option<Tuple2<SnapshotMetadata, Object>>>> newest(
      PreparedStatement query, List<String> ids) throws SQLException {
    Map<String, Try<Option<Tuple2<SnapshotMetadata, Object>>>> found = new HashMap<>();
    query.setArray(1, SlickJdbc.texts(query, ids));
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        found.put(row.getString("persistence_id"), snapshot(row));
      }
    }
    return found;
  }

  private Try<Option<Tuple2<SnapshotMetadata, Object>>> snapshot(ResultSet row)
      throws SQLException {
    SnapshotMetadata metadata =
        new SnapshotMetadata(
            row.getString("persistence_id"),
            row.getLong("sequence_number"),
            row.getLong("created"));
    return serialization
        .deserialize(
            row.getBytes("snapshot_payload"),
            row.getInt("snapshot_ser_id"),
            row.getString("snapshot_ser_manifest"))
        .map(state -> Option.apply(new Tuple2<>(metadata, state)));
  }
}
