package tandem.app.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import tandem.protocol.journal.ItemEvent;

/** The ids that have a journal, in the order of their characters. */
public final class EntityIds {

  // The first event of each journal, or what a compaction or an erasure has left in its place; who
  // was
  // erased is listed again once something was learned since. Each branch stops at the limit by
  // itself.
  private static final String FIRST =
      "(select persistence_id from event_journal where sequence_number = 1"
          + " and persistence_id > ? and persistence_id < ?";
  private static final String BASES =
      "(select persistence_id from journal_base b where persistence_id > ? and persistence_id < ?"
          + " and (not erased or exists (select 1 from event_journal later where"
          + " later.persistence_id = b.persistence_id"
          + " and later.sequence_number > b.sequence_number))";

  // The projection follows the journal by a moment, and an item that it does not know is not
  // removed.
  private static final String NOT_REMOVED =
      " and not exists (select 1 from index_item where removed and item_id ="
          + " substring(persistence_id from 6))";
  private static final String END = " order by persistence_id limit ?)";

  private final Sql sql;

  /** Reads by {@code sql}. */
  public EntityIds(Sql sql) {
    this.sql = sql;
  }

  /** Up to {@code limit} users that follow {@code after}; "" for the first page. */
  public CompletionStage<List<String>> users(String after, int limit) {
    return page("user|", "", after, limit);
  }

  /** Up to {@code limit} items that follow {@code after}, without those that were removed. */
  public CompletionStage<List<String>> items(String after, int limit) {
    return page("item|", NOT_REMOVED, after, limit);
  }

  /**
   * Items that were described or removed.
   *
   * @param upTo the ordering number of the journal's newest event when this was read
   * @param items their ids
   */
  public record Changed(long upTo, List<String> items) {}

  /** The items that the owner of the catalogue has changed after the journal's {@code ordering}. */
  public CompletionStage<Changed> changed(long ordering) {
    return sql.run(
        connection -> {
          long upTo = newest(connection);
          try (PreparedStatement query =
              connection.prepareStatement(
                  "select distinct persistence_id from event_journal where ordering > ?"
                      + " and persistence_id >= 'item|' and persistence_id < 'item}'"
                      + " and event_ser_manifest in (?, ?)")) {
            query.setLong(1, ordering);
            query.setString(2, ItemEvent.Described.class.getName());
            query.setString(3, ItemEvent.Removed.class.getName());
            List<String> items = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
              while (row.next()) {
                items.add(row.getString(1).substring("item|".length()));
              }
            }
            return new Changed(upTo, items);
          }
        });
  }

  private static long newest(Connection connection) throws SQLException {
    try (PreparedStatement query =
            connection.prepareStatement("select coalesce(max(ordering), 0) from event_journal");
        ResultSet row = query.executeQuery()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  private CompletionStage<List<String>> page(
      String prefix, String condition, String after, int limit) {
    String select =
        FIRST
            + condition
            + END
            + " union "
            + BASES
            + condition
            + END
            + " order by persistence_id limit ?";
    return sql.run(
        connection -> {
          try (PreparedStatement query = connection.prepareStatement(select)) {
            for (int branch = 0; branch < 2; branch++) {
              query.setString(3 * branch + 1, prefix + after);
              query.setString(3 * branch + 2, prefix.replace('|', '}'));
              query.setInt(3 * branch + 3, limit);
            }
            query.setInt(7, limit);
            List<String> ids = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
              while (row.next()) {
                ids.add(row.getString(1).substring(prefix.length()));
              }
            }
            return ids;
          }
        });
  }
}
