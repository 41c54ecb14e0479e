package tandem.app.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.PGStatement;

/** Runs SQL off the actors' threads; a stage fails with the {@link SQLException}. */
public final class Sql {

  private final DataSource database;
  private final Executor executor;

  /** Uses connections of {@code database} on {@code executor}, whose threads may block. */
  public Sql(DataSource database, Executor executor) {
    this.database = database;
    this.executor = executor;
  }

  /** Work with a connection. */
  @FunctionalInterface
  interface Work<T> {
    T run(Connection connection) throws SQLException;
  }

  /** Runs {@code work} in auto-commit mode. */
  <T> CompletionStage<T> run(Work<T> work) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (Connection connection = database.getConnection()) {
            return work.run(connection);
          } catch (SQLException e) {
            throw new CompletionException(e);
          }
        },
        executor);
  }

  /** Runs {@code work} in a transaction: all or nothing. */
  <T> CompletionStage<T> transaction(Work<T> work) {
    return run(
        connection -> {
          connection.setAutoCommit(false);
          try {
            T result = work.run(connection);
            connection.commit();
            return result;
          } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
          } finally {
            connection.setAutoCommit(true);
          }
        });
  }

  /** Whether statements go to PostgreSQL, and not to H2. */
  static boolean isPostgres(Connection connection) throws SQLException {
    return connection.isWrapperFor(PGConnection.class);
  }

  /**
   * A statement that PostgreSQL plans each time: a plan that was made while the tables were small,
   * and kept, would read all of them.
   */
  static PreparedStatement plannedEachTime(Connection connection, String sql) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    if (statement.isWrapperFor(PGStatement.class)) {
      statement.unwrap(PGStatement.class).setPrepareThreshold(0);
    }
    return statement;
  }
}
