package tandem.app.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.CompletionStage;

/** The model of the journal in the table {@code model}. */
public final class JdbcModelStore {

  private final Sql sql;

  /** Keeps it by {@code sql}. */
  public JdbcModelStore(Sql sql) {
    this.sql = sql;
  }

  /** The model of the journal, which is {@code given} if there was none before. */
  public CompletionStage<JournalModel> findOrInsert(JournalModel given) {
    // Where another node inserts at the same time, the primary key refuses one of the two, which
    // then finds the other's row.
    return sql.transaction(connection -> findOrInsert(connection, given))
        .exceptionallyCompose(
            refused -> sql.transaction(connection -> findOrInsert(connection, given)));
  }

  private static JournalModel findOrInsert(Connection connection, JournalModel given)
      throws SQLException {
    try (PreparedStatement query =
            connection.prepareStatement(
                "select objective, factors, seed, rating_min, rating_max from model");
        ResultSet row = query.executeQuery()) {
      if (row.next()) {
        return new JournalModel(
            row.getString(1), row.getInt(2), row.getLong(3), row.getDouble(4), row.getDouble(5));
      }
    }
    insert(connection, given);
    return given;
  }

  private static void insert(Connection connection, JournalModel model) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into model (id, objective, factors, seed, rating_min, rating_max)"
                + " values (1, ?, ?, ?, ?, ?)")) {
      insert.setString(1, model.objective());
      insert.setInt(2, model.factors());
      insert.setLong(3, model.seed());
      insert.setDouble(4, model.minRating());
      insert.setDouble(5, model.maxRating());
      insert.executeUpdate();
    }
  }
}
