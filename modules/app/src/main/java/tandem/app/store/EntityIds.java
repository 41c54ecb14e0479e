package tandem.app.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The ids that have a journal, in the order of their characters. */
public final class EntityIds {

  private final Sql sql;

  /** Reads by {@code sql}. */
  public EntityIds(Sql sql) {
    this.sql = sql;
  }

  /**
   * Up to {@code limit} ids of a kind of entity.
   *
   * @param kind {@code user} or {@code item}
   * @param after the ids follow this one; "" for the first page
   */
  public CompletionStage<List<String>> page(String kind, String after, int limit) {
    String prefix = kind + "|";
    return sql.run(
        connection -> {
          try (PreparedStatement query =
              connection.prepareStatement(
                  "select persistence_id from event_journal where persistence_id > ?"
                      + " and persistence_id < ? and sequence_number = 1"
                      + " order by persistence_id limit ?")) {
            query.setString(1, prefix + after);
            query.setString(2, kind + "}");
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
