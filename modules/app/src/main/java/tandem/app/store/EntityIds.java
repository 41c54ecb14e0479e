package tandem.app.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The ids that have a journal, in the order of their characters. */
public final class EntityIds {

  private static final String PAGE =
      "select persistence_id from event_journal where persistence_id > ? and persistence_id < ?"
          + " and sequence_number = 1";
  // The projection follows the journal by a moment, and an item that it does not know is not
  // removed.
  private static final String NOT_REMOVED =
      " and not exists (select 1 from index_item where removed and item_id ="
          + " substring(persistence_id from 6))";

  private final Sql sql;

  /** Reads by {@code sql}. */
  public EntityIds(Sql sql) {
    this.sql = sql;
  }

  /** Up to {@code limit} users that follow {@code after}; "" for the first page. */
  public CompletionStage<List<String>> users(String after, int limit) {
    return page("user|", PAGE, after, limit);
  }

  /** Up to {@code limit} items that follow {@code after}, without those that were removed. */
  public CompletionStage<List<String>> items(String after, int limit) {
    return page("item|", PAGE + NOT_REMOVED, after, limit);
  }

  private CompletionStage<List<String>> page(
      String prefix, String select, String after, int limit) {
    return sql.run(
        connection -> {
          try (PreparedStatement query =
              connection.prepareStatement(select + " order by persistence_id limit ?")) {
            query.setString(1, prefix + after);
            query.setString(2, prefix.replace('|', '}'));
            query.setInt(3, limit);
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
