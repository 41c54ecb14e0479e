package tandem.app.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletionStage;
import tandem.app.list.LiveBlend;
import tandem.model.BlendWeights;

/** The weights of a model's blend in the table {@code blend_weight}, a row a ranking. */
public final class JdbcBlendStore implements LiveBlend.Store {

  private final Sql sql;

  /** Keeps them by {@code sql}. */
  public JdbcBlendStore(Sql sql) {
    this.sql = sql;
  }

  @Override
  public CompletionStage<BlendWeights> add(
      List<String> names, BlendWeights first, BlendWeights base, BlendWeights known) {
    // Where another node inserts at the same time, the primary key refuses one of the two.
    return sql.transaction(connection -> add(connection, names, first, base, known))
        .exceptionallyCompose(
            refused -> sql.transaction(connection -> add(connection, names, first, base, known)));
  }

  private static BlendWeights add(
      Connection connection,
      List<String> names,
      BlendWeights first,
      BlendWeights base,
      BlendWeights known)
      throws SQLException {
    double[] weights = new double[names.size()];
    double[] squares = new double[names.size()];
    for (int m = 0; m < names.size(); m++) {
      double weight = known.weight(m) - base.weight(m);
      double square = known.squares(m) - base.squares(m);
      if (square > 0 && !update(connection, names.get(m), weight, square)) {
        insert(connection, names.get(m), first.weight(m) + weight, first.squares(m) + square);
      }
      weights[m] = first.weight(m);
      squares[m] = first.squares(m);
    }
    read(connection, names, weights, squares);
    return BlendWeights.of(weights, squares);
  }

  private static boolean update(Connection connection, String name, double weight, double square)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "update blend_weight set weight = greatest(0, least(1000000, weight + ?)),"
                + " squares = squares + ? where ranking = ?")) {
      statement.setDouble(1, weight);
      statement.setDouble(2, square);
      statement.setString(3, name);
      return statement.executeUpdate() > 0;
    }
  }

  private static void insert(Connection connection, String name, double weight, double squares)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "insert into blend_weight (ranking, weight, squares) values (?, ?, ?)")) {
      statement.setString(1, name);
      statement.setDouble(2, Math.max(0, weight));
      statement.setDouble(3, squares);
      statement.executeUpdate();
    }
  }

  private static void read(
      Connection connection, List<String> names, double[] weights, double[] squares)
      throws SQLException {
    try (PreparedStatement query =
            connection.prepareStatement("select ranking, weight, squares from blend_weight");
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        int m = names.indexOf(rows.getString(1));
        if (m >= 0) {
          weights[m] = rows.getDouble(2);
          squares[m] = rows.getDouble(3);
        }
      }
    }
  }

  @Override
  public CompletionStage<Integer> reset() {
    return sql.run(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement("delete from blend_weight")) {
            return statement.executeUpdate();
          }
        });
  }
}
