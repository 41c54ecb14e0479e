package tandem.app.retention;

import akka.serialization.Serialization;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import tandem.app.store.JournalRows;
import tandem.model.Sgd;
import tandem.protocol.RecordId;

/*
 * Whoever recovers the entity meanwhile is right, whichever rows it sees: the base is at the number of the newest event that it
 * replaces and holds the state after it, so it may follow none, some or all of those. Only what is below the frontier is folded: a
 * record above it may have its other side still under way, and the audit must be able to name it. Two that compact the same entity
 * at once write the same.
 */

/** Puts one event in the place of all events of an entity that are old enough. */
public final class Compaction {

  private static final String CANDIDATES =
      "select persistence_id from event_journal j where write_timestamp < ? and not exists"
          + " (select 1 from erasure where passes < 2"
          + " and user_id = substring(j.persistence_id from 6) and j.persistence_id like 'user|%')"
          + " group by persistence_id having count(*) > 1 order by persistence_id";

  private final DataSource database;
  private final JournalRows journal;
  private final Sgd sgd;
  private final int repetitionWindow;

  /** Compacts the journal of the model of {@code sgd}, with the entities' window of repetitions. */
  public Compaction(
      DataSource database, Serialization serialization, Sgd sgd, int repetitionWindow) {
    this.database = database;
    this.journal = new JournalRows(serialization);
    this.sgd = sgd;
    this.repetitionWindow = repetitionWindow;
  }

  /**
   * How far it is.
   *
   * @param entities that have old events, of which {@code done} were gone over
   * @param compacted entities that have changed, or would
   * @param removed rows that have gone, or would
   */
  public record Progress(int entities, int done, int compacted, long removed) {}

  /**
   * Replaces what was written before {@code cutoff}, an entity a transaction.
   *
   * @param dryRun only count
   * @param progress is told after each entity
   */
  public Progress run(Instant cutoff, boolean dryRun, Consumer<Progress> progress)
      throws SQLException {
    try (Connection connection = database.getConnection()) {
      Map<Partition, Long> frontiers = frontiers(connection);
      List<String> candidates = candidates(connection, cutoff);
      Progress now = new Progress(candidates.size(), 0, 0, 0);
      connection.setAutoCommit(false);
      for (String id : candidates) {
        int removed = compact(connection, id, cutoff, frontiers, dryRun);
        now =
            new Progress(
                now.entities(),
                now.done() + 1,
                now.compacted() + (removed > 0 ? 1 : 0),
                now.removed() + removed);
        progress.accept(now);
      }
      connection.setAutoCommit(true);
      return now;
    }
  }

  private record Partition(int epoch, int number) {}

  private static Map<Partition, Long> frontiers(Connection connection) throws SQLException {
    try (PreparedStatement query =
            connection.prepareStatement("select epoch, part, next_offset from frontier");
        ResultSet row = query.executeQuery()) {
      Map<Partition, Long> frontiers = new HashMap<>();
      while (row.next()) {
        frontiers.put(new Partition(row.getInt(1), row.getInt(2)), row.getLong(3));
      }
      return frontiers;
    }
  }

  private static List<String> candidates(Connection connection, Instant cutoff)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(CANDIDATES)) {
      query.setLong(1, cutoff.toEpochMilli());
      List<String> ids = new ArrayList<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          ids.add(row.getString(1));
        }
      }
      return ids;
    }
  }

  private int compact(
      Connection connection,
      String id,
      Instant cutoff,
      Map<Partition, Long> frontiers,
      boolean dryRun)
      throws SQLException {
    try {
      int removed = fold(connection, id, cutoff, frontiers, dryRun);
      connection.commit();
      return removed;
    } catch (SQLException | RuntimeException failed) {
      connection.rollback();
      throw failed;
    }
  }

  private int fold(
      Connection connection,
      String id,
      Instant cutoff,
      Map<Partition, Long> frontiers,
      boolean dryRun)
      throws SQLException {
    Optional<Fold> found = Fold.of(id, sgd, repetitionWindow);
    if (found.isEmpty()) {
      return 0;
    }
    Fold fold = found.get();
    long last = 0;
    int folded = 0;
    for (JournalRows.Row row : journal.read(connection, id)) {
      Optional<List<RecordId>> records = fold.records(row.event());
      if (row.written() >= cutoff.toEpochMilli()
          || records.isEmpty()
          || !areSettled(records.get(), frontiers)) {
        break;
      }
      fold.add(row.event());
      last = row.sequence();
      folded++;
    }
    if (folded < 2) {
      return 0;
    }
    if (!dryRun) {
      journal.replace(connection, id, last, fold.base(), fold.isErased());
    }
    return folded - 1;
  }

  private static boolean areSettled(List<RecordId> records, Map<Partition, Long> frontiers) {
    for (RecordId id : records) {
      Long frontier = frontiers.get(new Partition(id.epoch(), id.partition()));
      if (frontier == null || id.offset() >= frontier) {
        return false;
      }
    }
    return true;
  }
}
