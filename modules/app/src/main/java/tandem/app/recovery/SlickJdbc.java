package tandem.app.recovery;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.postgresql.PGStatement;
import scala.concurrent.Future;
import slick.dbio.DBIOAction;
import slick.jdbc.JdbcBackend;
import slick.jdbc.SimpleJdbcAction;

/**
 * A statement of JDBC on a connection of Slick's pool. It is planned each time: a plan that was
 * made while the tables were small, and kept, would read all of them.
 */
final class Select {

  private Select() {}

  /** Sets the parameters, asks, and reads the rows. */
  @FunctionalInterface
  interface Reader<R> {
    R read(PreparedStatement statement) throws SQLException;
  }

  /** What {@code reader} makes of {@code sql}, whose parameters are arrays. */
  // Raw: the effect of an action is a phantom type, for which Java has no Nothing.
  @SuppressWarnings({"unchecked", "rawtypes"})
  static <R> Future<R> run(JdbcBackend.DatabaseDef database, String sql, Reader<R> reader) {
    DBIOAction action = SimpleJdbcAction.apply(session -> read(session.connection(), sql, reader));
    return database.run(action);
  }

  private static <R> R read(Connection connection, String sql, Reader<R> reader) {
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
