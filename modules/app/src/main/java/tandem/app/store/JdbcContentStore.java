package tandem.app.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import tandem.model.content.ContentModel;

/** The content model of a model's items in the table {@code content_space}. */
public final class JdbcContentStore {

  private final Sql sql;

  /** Keeps it by {@code sql}. */
  public JdbcContentStore(Sql sql) {
    this.sql = sql;
  }

  /**
   * A content model that is stored.
   *
   * @param version counts the fits, from 1
   * @param ordering of the journal when it was fitted
   * @param model to which the items were fitted
   */
  public record Stored(long version, long ordering, ContentModel model) {}

  /**
   * The stored one if it is newer than {@code version}; the stage fails with {@link
   * IllegalArgumentException} for one that this program does not know.
   */
  public CompletionStage<Optional<Stored>> newerThan(long version) {
    return sql.run(
        connection -> {
          try (PreparedStatement query =
              connection.prepareStatement(
                  "select version, ordering, space from content_space where version > ?")) {
            query.setLong(1, version);
            try (ResultSet row = query.executeQuery()) {
              return row.next()
                  ? Optional.of(
                      new Stored(row.getLong(1), row.getLong(2), ContentModel.of(row.getBytes(3))))
                  : Optional.empty();
            }
          }
        });
  }

  /** Stores it in the place of the one before; the answer is its version. */
  public CompletionStage<Long> save(long ordering, ContentModel model) {
    byte[] space = model.toBytes();
    // Where another node inserts at the same time, the primary key refuses one of the two.
    return sql.transaction(connection -> save(connection, ordering, space))
        .exceptionallyCompose(
            refused -> sql.transaction(connection -> save(connection, ordering, space)));
  }

  private static long save(Connection connection, long ordering, byte[] space) throws SQLException {
    if (change(
            connection,
            "update content_space set version = version + 1, ordering = ?, space = ?",
            ordering,
            space)
        == 0) {
      change(
          connection,
          "insert into content_space (id, version, ordering, space) values (1, 1, ?, ?)",
          ordering,
          space);
    }
    try (PreparedStatement query =
            connection.prepareStatement("select version from content_space");
        ResultSet row = query.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private static int change(Connection connection, String sql, long ordering, byte[] space)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, ordering);
      statement.setBytes(2, space);
      return statement.executeUpdate();
    }
  }
}
