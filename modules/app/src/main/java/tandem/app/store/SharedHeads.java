package tandem.app.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import tandem.entity.index.IndexStore;
import tandem.model.ItemId;

/**
 * Says how far items are in the journal. Who asks while a read is under way shares the next one,
 * which looks through the journal once for all of them: at a start all partitions ask. For any
 * threads.
 */
final class SharedHeads {

  // A range of ids would let PostgreSQL take the primary key, and read the events of all times.
  private static final String HEADS =
      "select persistence_id, max(sequence_number) from event_journal"
          + " where ordering > ? and ordering <= ? and substr(persistence_id, 1, 5) = 'item|'"
          + " group by persistence_id";

  private final Sql sql;
  private List<Asked> waiting = new ArrayList<>(); // guarded by this, as what follows
  private boolean reading;

  private record Asked(
      long after,
      Predicate<ItemId> wanted,
      List<IndexStore.Head> found,
      CompletableFuture<IndexStore.Heads> answer) {}

  /** Reads by {@code sql}. */
  SharedHeads(Sql sql) {
    this.sql = sql;
  }

  /**
   * The heads of these items that have moved since the journal's ordering number {@code after}, and
   * maybe of some that have moved just before.
   */
  CompletionStage<IndexStore.Heads> ask(long after, Predicate<ItemId> wanted) {
    Asked asked = new Asked(after, wanted, new ArrayList<>(), new CompletableFuture<>());
    synchronized (this) {
      waiting.add(asked);
    }
    next();
    return asked.answer();
  }

  private void next() {
    List<Asked> together = together();
    if (together.isEmpty()) {
      return;
    }
    sql.transaction(connection -> read(connection, together))
        .whenComplete(
            (upTo, failure) -> {
              synchronized (this) {
                reading = false;
              }
              next();
              for (Asked asked : together) {
                if (failure == null) {
                  asked.answer().complete(heads(asked, upTo));
                } else {
                  asked.answer().completeExceptionally(failure);
                }
              }
            });
  }

  private synchronized List<Asked> together() {
    if (reading || waiting.isEmpty()) {
      return List.of();
    }
    List<Asked> together = waiting;
    waiting = new ArrayList<>();
    reading = true;
    return together;
  }

  private static IndexStore.Heads heads(Asked asked, long upTo) {
    return new IndexStore.Heads(asked.after(), Math.max(asked.after(), upTo), asked.found());
  }

  /** Up to which ordering number. In a transaction, else the driver would hold all rows at once. */
  private static long read(Connection connection, List<Asked> together) throws SQLException {
    long upTo = PartitionProgress.newest(connection);
    try (PreparedStatement query = Sql.plannedEachTime(connection, HEADS)) {
      query.setFetchSize(1_000);
      query.setLong(1, together.stream().mapToLong(Asked::after).min().orElseThrow());
      query.setLong(2, upTo);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          IndexStore.Head head =
              new IndexStore.Head(JdbcIndexStore.id(row.getString(1)), row.getLong(2));
          for (Asked asked : together) {
            if (asked.wanted().test(head.item())) {
              asked.found().add(head);
            }
          }
        }
      }
    }
    return upTo;
  }
}
