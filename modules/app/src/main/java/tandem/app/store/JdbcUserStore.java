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
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.util.Try;
import tandem.entity.index.IndexedUser;
import tandem.entity.index.UserStore;
import tandem.model.UserId;
import tandem.protocol.journal.UserEvent;

/**
 * The read model of the index of users in the tables {@code index_user} and {@code
 * index_user_progress}, and the journal behind it.
 */
public final class JdbcUserStore implements UserStore {

  private static final Logger LOG = LoggerFactory.getLogger(JdbcUserStore.class);

  private static final String USER = "user|";
  private static final PartitionProgress PROGRESS = new PartitionProgress("index_user_progress");

  // The newest event of a user says all. A window, as in JdbcIndexStore.
  private static final String CHANGES =
      "select persistence_id, sequence_number, event_payload, event_ser_id, event_ser_manifest"
          + " from (select persistence_id, sequence_number, event_payload, event_ser_id,"
          + " event_ser_manifest, row_number() over (partition by persistence_id"
          + " order by sequence_number desc) as age from event_journal"
          + " where ordering > ? and ordering <= ?"
          + " and persistence_id >= 'user|' and persistence_id < 'user}') e where age = 1";

  private final Sql sql;
  private final Serialization serialization;

  /** Reads and writes by {@code sql}. */
  public JdbcUserStore(Sql sql, Serialization serialization) {
    this.sql = sql;
    this.serialization = serialization;
  }

  @Override
  public CompletionStage<Rows> rows(int partition) {
    return sql.transaction(
        connection ->
            new Rows(users(connection, partition), PROGRESS.ordering(connection, partition)));
  }

  private static List<IndexedUser> users(Connection connection, int partition) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "select user_id, sequence_number, vector from index_user where part = ?")) {
      query.setFetchSize(1_000);
      query.setInt(1, partition);
      List<IndexedUser> users = new ArrayList<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          users.add(
              new IndexedUser(
                  new UserId(row.getString(1)),
                  row.getLong(2),
                  VectorColumn.vector(row.getBytes(3))));
        }
      }
      return users;
    }
  }

  @Override
  public CompletionStage<Changes> changes(long after, Predicate<UserId> wanted) {
    return sql.transaction(
        connection -> {
          long upTo = Math.max(after, PartitionProgress.newest(connection));
          try (PreparedStatement query = connection.prepareStatement(CHANGES)) {
            query.setFetchSize(1_000);
            query.setLong(1, after);
            query.setLong(2, upTo);
            List<IndexedUser> users = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
              while (row.next()) {
                UserId user = new UserId(row.getString(1).substring(USER.length()));
                if (wanted.test(user)) {
                  change(user, row).ifPresent(users::add);
                }
              }
            }
            return new Changes(upTo, users);
          }
        });
  }

  /** One that can't be read must not hold up the others: the index keeps what it has. */
  private Optional<IndexedUser> change(UserId user, ResultSet row) throws SQLException {
    long sequence = row.getLong(2);
    Try<Object> event = serialization.deserialize(row.getBytes(3), row.getInt(4), row.getString(5));
    if (event.isSuccess() && event.get() instanceof UserEvent read) {
      return Optional.of(IndexedUser.of(user, sequence, read));
    }
    LOG.error(
        "Event {} of a user can't be read, and the index leaves it out: {}",
        sequence,
        event.isSuccess() ? event.get().getClass() : event.failed().get().toString());
    return Optional.empty();
  }

  @Override
  public CompletionStage<Long> save(int partition, List<IndexedUser> rows, long ordering) {
    return sql.transaction(
        connection -> {
          long newest = PartitionProgress.newest(connection);
          PROGRESS.raise(connection, partition, ordering);
          delete(connection, rows);
          insert(connection, partition, rows);
          return newest;
        });
  }

  /**
   * Stores {@code rows} as all that there is of a partition, complete up to {@code ordering}. Fails
   * where a running node has the partition further than that.
   */
  public CompletionStage<Done> replace(int partition, List<IndexedUser> rows, long ordering) {
    return sql.transaction(
        connection -> {
          PROGRESS.raise(connection, partition, ordering);
          try (PreparedStatement delete =
              connection.prepareStatement("delete from index_user where part = ?")) {
            delete.setInt(1, partition);
            delete.executeUpdate();
          }
          delete(connection, rows);
          insert(connection, partition, rows);
          return Done.getInstance();
        });
  }

  /** Removes the row of a user who is erased, unless it is of a later life. */
  static void erase(Connection connection, UserId user, long sequence) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            "delete from index_user where user_id = ? and sequence_number <= ?")) {
      delete.setString(1, user.value());
      delete.setLong(2, sequence);
      delete.executeUpdate();
    }
  }

  private static void delete(Connection connection, List<IndexedUser> rows) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("delete from index_user where user_id = ?")) {
      for (IndexedUser row : rows) {
        delete.setString(1, row.id().value());
        delete.addBatch();
      }
      delete.executeBatch();
    }
  }

  private static void insert(Connection connection, int partition, List<IndexedUser> rows)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into index_user (user_id, part, sequence_number, vector)"
                + " values (?, ?, ?, ?)")) {
      for (IndexedUser row : rows) {
        if (row.isKnown()) {
          insert.setString(1, row.id().value());
          insert.setInt(2, partition);
          insert.setLong(3, row.sequence());
          insert.setBytes(4, VectorColumn.bytes(row.vector()));
          insert.addBatch();
        }
      }
      insert.executeBatch();
    }
  }
}
