package tandem.app.store;

import akka.serialization.Serialization;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tandem.model.UserId;
import tandem.protocol.journal.Accounted;
import tandem.protocol.journal.PartitionOffsets;
import tandem.protocol.journal.Receipt;
import tandem.protocol.journal.UserEvent;
import tandem.protocol.journal.UserStep;

/**
 * Erasures that were asked for, in the table {@code erasure}, and the removal of what a user's
 * journal holds below the tombstone.
 */
public final class JdbcErasures {

  private static final Logger LOG = LoggerFactory.getLogger(JdbcErasures.class);
  private static final String USER = "user|";

  private final Sql sql;
  private final JournalRows journal;

  /** Reads and writes by {@code sql}; journal rows by {@code serialization}. */
  public JdbcErasures(Sql sql, Serialization serialization) {
    this.sql = sql;
    this.journal = new JournalRows(serialization);
  }

  /** An erasure that was asked for. */
  public record Open(Receipt receipt, UserId user) {}

  /**
   * Notes that the user is to be erased, before anything is done. Gives the receipt of an erasure
   * of this user that was noted before and has removed nothing yet, else {@code receipt}.
   */
  public CompletionStage<Receipt> ask(UserId user, Receipt receipt) {
    return sql.transaction(
        connection -> {
          Optional<Receipt> earlier = begun(connection, user);
          if (earlier.isEmpty()) {
            insert(connection, user, receipt);
          }
          return earlier.orElse(receipt);
        });
  }

  /** Notes an erasure that was done in another model, if it is not noted yet. */
  public CompletionStage<Integer> note(UserId user, Receipt receipt) {
    return sql.run(
        connection -> {
          try (PreparedStatement insert =
              connection.prepareStatement(
                  "insert into erasure (receipt, user_id, asked_at, events, passes)"
                      + " select cast(? as varchar(36)), cast(? as varchar(128)),"
                      + " cast(? as bigint), 0, 0"
                      + " where not exists (select 1 from erasure where receipt = ?)")) {
            insert.setString(1, receipt.id());
            insert.setString(2, user.value());
            insert.setLong(3, receipt.at());
            insert.setString(4, receipt.id());
            return insert.executeUpdate();
          }
        });
  }

  /** All that is done, at least once over: the tombstones are written. */
  public CompletionStage<List<Open>> done() {
    return sql.run(
        connection -> {
          try (PreparedStatement query =
                  connection.prepareStatement(
                      "select receipt, asked_at, user_id from erasure where passes > 0"
                          + " order by asked_at");
              ResultSet row = query.executeQuery()) {
            return read(row);
          }
        });
  }

  /** Which records the erased life of the user had met; none where there is no tombstone. */
  public CompletionStage<List<PartitionOffsets>> met(UserId user) {
    return sql.run(
        connection -> {
          List<PartitionOffsets> met = List.of();
          for (JournalRows.Row row : journal.read(connection, USER + user.value())) {
            if (row.event() instanceof UserEvent.Erased stone) {
              met = stone.applied();
            } else if (row.event() instanceof UserEvent.Based based
                && based.state().erased() != null) {
              met = based.state().applied();
            }
          }
          return met;
        });
  }

  private static Optional<Receipt> begun(Connection connection, UserId user) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "select receipt, asked_at from erasure where user_id = ? and passes = 0"
                + " order by asked_at")) {
      query.setString(1, user.value());
      try (ResultSet row = query.executeQuery()) {
        return row.next()
            ? Optional.of(new Receipt(row.getString(1), row.getLong(2)))
            : Optional.empty();
      }
    }
  }

  private static void insert(Connection connection, UserId user, Receipt receipt)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into erasure (receipt, user_id, asked_at, events, passes)"
                + " values (?, ?, ?, 0, 0)")) {
      insert.setString(1, receipt.id());
      insert.setString(2, user.value());
      insert.setLong(3, receipt.at());
      insert.executeUpdate();
    }
  }

  /** Nothing was to be erased. */
  public CompletionStage<Integer> forget(Receipt receipt) {
    return sql.run(
        connection -> {
          try (PreparedStatement delete =
              connection.prepareStatement("delete from erasure where receipt = ? and passes = 0")) {
            delete.setString(1, receipt.id());
            return delete.executeUpdate();
          }
        });
  }

  /** How many events an erasure has removed; 0 if there is none of this receipt. */
  public CompletionStage<Long> removed(Receipt receipt) {
    return sql.run(
        connection -> {
          try (PreparedStatement query =
              connection.prepareStatement("select events from erasure where receipt = ?")) {
            query.setString(1, receipt.id());
            try (ResultSet row = query.executeQuery()) {
              return row.next() ? row.getLong(1) : 0;
            }
          }
        });
  }

  /** Erasures asked for before {@code before} that are not finished. */
  public CompletionStage<List<Open>> open(Instant before) {
    return sql.run(
        connection -> {
          try (PreparedStatement query =
              connection.prepareStatement(
                  "select receipt, asked_at, user_id from erasure where passes < 2"
                      + " and asked_at < ? order by asked_at")) {
            query.setLong(1, before.toEpochMilli());
            try (ResultSet row = query.executeQuery()) {
              return read(row);
            }
          }
        });
  }

  private static List<Open> read(ResultSet row) throws SQLException {
    List<Open> erasures = new ArrayList<>();
    while (row.next()) {
      Receipt receipt = new Receipt(row.getString(1), row.getLong(2));
      erasures.add(new Open(receipt, new UserId(row.getString(3))));
    }
    return erasures;
  }

  /**
   * Removes what lies below the tombstone of this receipt and the user's row in the index, and puts
   * into the tombstone what that was, all in one transaction; empty if the journal has no such
   * tombstone.
   *
   * @param again a second look, which finds a snapshot that was being written the first time, if
   *     there is one; it is the last
   * @return how much the erasure has removed so far
   */
  public CompletionStage<Optional<Removed>> remove(Receipt receipt, UserId user, boolean again) {
    return sql.transaction(connection -> remove(connection, receipt, user, again));
  }

  /**
   * What an erasure has removed.
   *
   * @param events how many
   * @param sequence the number of the tombstone; 0 if that is gone with a later erasure
   */
  public record Removed(long events, long sequence) {}

  private Optional<Removed> remove(
      Connection connection, Receipt receipt, UserId user, boolean again) throws SQLException {
    String id = USER + user.value();
    int passes = lockedPasses(connection, receipt);
    int next = passes > 0 && again ? 2 : Math.max(passes, 1);
    List<JournalRows.Row> rows = journal.read(connection, id);
    int at = newest(rows, receipt);
    if (at >= 0) {
      UserEvent.Erased tombstone = (UserEvent.Erased) rows.get(at).event();
      long sequence = rows.get(at).sequence();
      Accounted below = Accounted.NOTHING;
      for (JournalRows.Row row : rows.subList(0, at)) {
        below = below.plus(accounted(row, id));
      }
      journal.replace(connection, id, sequence, counted(tombstone, below), true);
      JdbcUserStore.erase(connection, user, sequence);
      long events = pass(connection, receipt, next, below.learned() + below.repeated());
      return Optional.of(new Removed(events, sequence));
    }
    // Gone with a later erasure of the same user: there is nothing more to remove for this one.
    return passes > 0
        ? Optional.of(new Removed(pass(connection, receipt, next, 0), 0))
        : Optional.empty();
  }

  private static int newest(List<JournalRows.Row> rows, Receipt receipt) {
    for (int at = rows.size() - 1; at >= 0; at--) {
      if (rows.get(at).event() instanceof UserEvent.Erased stone
          && stone.receipt().equals(receipt)) {
        return at;
      }
    }
    return -1;
  }

  /** Who else removes for this receipt waits. */
  private static int lockedPasses(Connection connection, Receipt receipt) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("select passes from erasure where receipt = ? for update")) {
      query.setString(1, receipt.id());
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? row.getInt(1) : 0;
      }
    }
  }

  private static Accounted accounted(JournalRows.Row row, String id) {
    if (row.event() instanceof UserEvent.Learned learned) {
      Accounted accounted = Accounted.NOTHING.repeated(learned.repeated().size());
      for (UserStep step : learned.steps()) {
        accounted = accounted.learned(step.delivery().id());
      }
      return accounted;
    }
    if (row.event() instanceof UserEvent.Based based) {
      return based.accounted();
    }
    if (row.event() instanceof UserEvent.Erased erased) {
      return erased.accounted();
    }
    LOG.warn(
        "Event {} of {} can't be read: erased uncounted, so the audit misses it.",
        row.sequence(),
        id);
    return Accounted.NOTHING;
  }

  private static UserEvent.Erased counted(UserEvent.Erased stone, Accounted below) {
    return new UserEvent.Erased(
        stone.receipt(), stone.factors(), stone.applied(), stone.accounted().plus(below));
  }

  private static long pass(Connection connection, Receipt receipt, int passes, long events)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "update erasure set passes = ?, events = events + ? where receipt = ?")) {
      update.setInt(1, passes);
      update.setLong(2, events);
      update.setString(3, receipt.id());
      update.executeUpdate();
    }
    try (PreparedStatement query =
        connection.prepareStatement("select events from erasure where receipt = ?")) {
      query.setString(1, receipt.id());
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? row.getLong(1) : events;
      }
    }
  }
}
