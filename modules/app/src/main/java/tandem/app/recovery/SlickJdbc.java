package tandem.app.recovery;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.postgresql.PGStatement;
import scala.concurrent.Future;
import slick.dbio.DBIOAction;
import slick.jdbc.JdbcBackend;
import slick.jdbc.SimpleJdbcAction;

/**
 * Statements of JDBC on a connection of Slick's pool. One that reads is planned each time: a plan
 * that was made while the tables were small, and kept, would read all of them.
 */
final class SlickJdbc {

  private SlickJdbc() {}

  /** Sets the parameters, asks, and reads the rows. */
  @FunctionalInterface
  interface Reader<R> {
    R read(PreparedStatement statement) throws SQLException;
  }

  /** What {@code work} makes of a connection that commits by itself. */
  // Raw: the effect of an action is a phantom type, for which Java has no Nothing.
  @SuppressWarnings({"unchecked", "rawtypes"})
  static <R> Future<R> on(JdbcBackend.DatabaseDef database, Function<Connection, R> work) {
    DBIOAction action = SimpleJdbcAction.apply(session -> work.apply(session.connection()));
    return database.run(action);
  }

  /** What {@code reader} makes of {@code sql}, whose parameters are arrays. */
  static <R> R read(Connection connection, String sql, Reader<R> reader) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.unwrap(PGStatement.class).setPrepareThreshold(0);
      return reader.read(statement);
    } catch (SQLException e) {
      throw new CompletionException(e);
    }
  }

  static Array texts(PreparedStatement statement, List<String> texts) throws SQLException {
    return statement.getConnection().createArrayOf("varchar", texts.toArray());
  }

  static Array numbers(PreparedStatement statement, List<Long> numbers) throws SQLException {
    return statement.getConnection().createArrayOf("int8", numbers.toArray());
  }
}
