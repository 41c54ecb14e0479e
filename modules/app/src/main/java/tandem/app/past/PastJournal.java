package tandem.app.past;

import akka.serialization.Serialization;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.function.Consumer;
import scala.util.Try;
import tandem.entity.index.IndexContents;
import tandem.entity.user.UserState;
import tandem.http.NoSuchMomentException;
import tandem.model.ItemId;
import tandem.model.Sgd;
import tandem.model.UserId;
import tandem.protocol.journal.ItemEvent;
import tandem.protocol.journal.UserEvent;

/**
 * Reads what the journal says of a moment: of the user, the fold of all events up to then; of each
 * item the newest event of each kind, which is all that the index needs. What counts is when a row
 * was written, not when its interactions happened.
 */
final class PastJournal {

  private static final String ITEM = "item|";
  private static final String AFTER_ITEMS = "item}"; // the next after |
  private static final String USER = "user|";
  private static final int FETCH_SIZE = 1_000;

  // The window as in JdbcIndexStore, but by time; the primary key gives the range of the items.
  private static final String ITEMS =
      "select persistence_id, sequence_number, event_payload, event_ser_id, event_ser_manifest"
          + " from (select persistence_id, sequence_number, event_payload, event_ser_id,"
          + " event_ser_manifest, row_number() over (partition by persistence_id,"
          + " event_ser_manifest order by sequence_number desc) as age from event_journal"
          + " where write_timestamp <= ? and deleted = false"
          + " and persistence_id >= ? and persistence_id < ?) e"
          + " where age = 1 order by persistence_id, sequence_number";
  private static final String EVENTS =
      "select persistence_id, sequence_number, event_payload, event_ser_id, event_ser_manifest"
          + " from event_journal where write_timestamp <= ? and deleted = false"
          + " and persistence_id = ? order by sequence_number";
  private static final String BASES =
      "select max(write_timestamp) from event_journal e join journal_base b"
          + " on e.persistence_id = b.persistence_id and e.sequence_number = b.sequence_number"
          + " where not b.erased";
  private static final String FIRST =
      "select min(write_timestamp) from event_journal where deleted = false";

  private final Sgd sgd;
  private final int repetitionWindow;
  private final Serialization serialization;

  /** Reads the journal of the model of {@code sgd}. */
  PastJournal(Sgd sgd, int repetitionWindow, Serialization serialization) {
    this.sgd = sgd;
    this.repetitionWindow = repetitionWindow;
    this.serialization = serialization;
  }

  /** The items and the user; throws {@link NoSuchMomentException} where nothing was written yet. */
  Past read(Connection connection, UserId id, Instant asOf) throws SQLException {
    requireWhole(connection, asOf);
    IndexContents contents = items(connection, asOf);
    UserState user = user(connection, id, asOf);
    if (contents.size() == 0 && user.seen().isEmpty()) {
      requireJournal(connection, asOf);
    }
    return new Past(asOf, contents, user);
  }

  private IndexContents items(Connection connection, Instant asOf) throws SQLException {
    IndexContents contents = new IndexContents(sgd);
    try (PreparedStatement query = connection.prepareStatement(ITEMS)) {
      query.setLong(1, asOf.toEpochMilli());
      query.setString(2, ITEM);
      query.setString(3, AFTER_ITEMS);
      forEach(
          query,
          row -> {
            ItemId item = new ItemId(row.id().substring(ITEM.length()));
            contents.apply(item, row.sequence(), (ItemEvent) row.event());
          });
    }
    return contents;
  }

  private UserState user(Connection connection, UserId id, Instant asOf) throws SQLException {
    UserState[] state = {UserState.fresh(sgd.freshUser(id), repetitionWindow)};
    try (PreparedStatement query = connection.prepareStatement(EVENTS)) {
      query.setLong(1, asOf.toEpochMilli());
      query.setString(2, USER + id.value());
      forEach(query, row -> state[0] = state[0].apply((UserEvent) row.event()));
    }
    return state[0];
  }

  /** What was compacted is known as of the newest event that went into it, and not before. */
  private static void requireWhole(Connection connection, Instant asOf) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(BASES);
        ResultSet row = query.executeQuery()) {
      long base = row.next() ? row.getLong(1) : 0;
      if (base > asOf.toEpochMilli()) {
        throw new NoSuchMomentException(
            "Events up to " + Instant.ofEpochMilli(base) + " were compacted.");
      }
    }
  }

  private void requireJournal(Connection connection, Instant asOf) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(FIRST);
        ResultSet row = query.executeQuery()) {
      long first = row.next() ? row.getLong(1) : 0;
      if (first > asOf.toEpochMilli()) {
        throw new NoSuchMomentException(
            "The journal begins at " + Instant.ofEpochMilli(first) + ".");
      }
    }
  }

  private record Row(String id, long sequence, Object event) {}

  private void forEach(PreparedStatement query, Consumer<Row> action) throws SQLException {
    query.setFetchSize(FETCH_SIZE);
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        action.accept(row(row));
      }
    }
  }

  private Row row(ResultSet row) throws SQLException {
    String id = row.getString("persistence_id");
    long sequence = row.getLong("sequence_number");
    Try<Object> event =
        serialization.deserialize(
            row.getBytes("event_payload"),
            row.getInt("event_ser_id"),
            row.getString("event_ser_manifest"));
    if (event.isFailure()) {
      throw new SQLException(
          "event %d of %s can't be read".formatted(sequence, id), event.failed().get());
    }
    return new Row(id, sequence, event.get());
  }
}
