package tandem.app.store;

import akka.Done;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import tandem.ingest.Frontier;
import tandem.ingest.FrontierStore;

/** The frontier in the tables {@code log_epoch} and {@code frontier}. */
public final class JdbcFrontierStore implements FrontierStore {

  private final Sql sql;
  private final Clock clock;

  /** Keeps it by {@code sql}. */
  public JdbcFrontierStore(Sql sql, Clock clock) {
    this.sql = sql;
    this.clock = clock;
  }

  @Override
  public CompletionStage<Integer> epoch(String topic, String topicId) {
    return findOrInsertEpoch(topic, topicId)
        .exceptionallyCompose(refused -> findOrInsertEpoch(topic, topicId));
  }

  private CompletionStage<Integer> findOrInsertEpoch(String topic, String topicId) {
    return sql.transaction(
        connection -> {
          int newest = -1;
          try (PreparedStatement query =
              connection.prepareStatement(
                  "select epoch, topic, topic_id from log_epoch order by epoch")) {
            try (ResultSet rows = query.executeQuery()) {
              while (rows.next()) {
                newest = rows.getInt("epoch");
                if (rows.getString("topic").equals(topic)
                    && rows.getString("topic_id").equals(topicId)) {
                  return newest;
                }
              }
            }
          }
          return insertEpoch(connection, topic, newest + 1, topicId);
        });
  }

  // Where another node inserts at the same time, the primary key refuses one of the two, which then
  // finds the other's row.
  private int insertEpoch(Connection connection, String topic, int epoch, String topicId)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into log_epoch (topic, epoch, topic_id, started_at) values (?, ?, ?, ?)")) {
      insert.setString(1, topic);
      insert.setInt(2, epoch);
      insert.setString(3, topicId);
      insert.setObject(4, OffsetDateTime.now(clock));
      insert.executeUpdate();
      return epoch;
    }
  }

  @Override
  public CompletionStage<Optional<Frontier.Progress>> load(String topic, int epoch, int partition) {
    return sql.run(
        connection -> {
          try (PreparedStatement query =
              connection.prepareStatement(
                  "select next_offset, events, target_sum from frontier"
                      + " where topic = ? and epoch = ? and part = ?")) {
            setKey(query, 1, topic, epoch, partition);
            try (ResultSet row = query.executeQuery()) {
              return row.next()
                  ? Optional.of(
                      new Frontier.Progress(row.getLong(1), row.getLong(2), row.getDouble(3)))
                  : Optional.empty();
            }
          }
        });
  }

  @Override
  public CompletionStage<Done> save(
      String topic, int epoch, int partition, Frontier.Progress progress) {
    return sql.transaction(
        connection -> {
          try (PreparedStatement insert =
              connection.prepareStatement(
                  "insert into frontier (topic, epoch, part, next_offset, events, target_sum)"
                      + " select ?, ?, ?, 0, 0, 0 where not exists"
                      + " (select 1 from frontier where topic = ? and epoch = ? and part = ?)")) {
            setKey(insert, 1, topic, epoch, partition);
            setKey(insert, 4, topic, epoch, partition);
            insert.executeUpdate();
          }
          try (PreparedStatement update =
              connection.prepareStatement(
                  "update frontier set next_offset = ?, events = ?, target_sum = ?"
                      + " where topic = ? and epoch = ? and part = ? and next_offset < ?")) {
            update.setLong(1, progress.nextOffset());
            update.setLong(2, progress.ratings());
            update.setDouble(3, progress.ratingSum());
            setKey(update, 4, topic, epoch, partition);
            update.setLong(7, progress.nextOffset());
            update.executeUpdate();
          }
          return Done.getInstance();
        });
  }

  private static void setKey(
      PreparedStatement statement, int first, String topic, int epoch, int partition)
      throws SQLException {
    statement.setString(first, topic);
    statement.setInt(first + 1, epoch);
    statement.setInt(first + 2, partition);
  }
}
