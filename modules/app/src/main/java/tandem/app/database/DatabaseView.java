package tandem.app.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * A database that is only looked at: it is neither made nor brought to this program's schema, and
 * long results are streamed. All that is read is of one moment: one transaction on PostgreSQL; on
 * H2 nobody else has the file.
 */
public final class DatabaseView implements AutoCloseable {

  private static final int FETCH_SIZE = 1_000;
  private static final int H2_IN_USE = 90020;
  private static final int H2_ABSENT = 90146;
  private static final int H2_NO_SCHEMA = 90079;

  private static final String NO_MODEL = "There is no such model in the database.";

  private final DatabaseSettings settings;
  private final List<Connection> connections = new ArrayList<>();

  private DatabaseView(DatabaseSettings settings) {
    this.settings = settings;
  }

  /**
   * Connects. Throws {@link UnavailableException} that says what to do when the database can't be
   * had.
   */
  public static DatabaseView open(DatabaseSettings settings) {
    DatabaseView view = new DatabaseView(settings);
    try {
      view.requireSchema(view.connect());
      return view;
    } catch (SQLException e) {
      view.close();
      throw new UnavailableException(advice(e), e);
    }
  }

  /** The database can't be had; the message is one sentence on what to do. */
  public static final class UnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private UnavailableException(String message, SQLException cause) {
      super(message, cause);
    }
  }

  /** H2 has refused already; PostgreSQL lets a connection be in a schema that is not there. */
  private void requireSchema(Connection connection) throws SQLException {
    if (!settings.schema().isEmpty() && connection.getSchema() == null) {
      throw new SQLException(NO_MODEL, "3F000", H2_NO_SCHEMA);
    }
  }

  private static String advice(SQLException failure) {
    return switch (failure.getErrorCode()) {
      case H2_IN_USE ->
          "The database is open in a running node: stop the node first, or let it use PostgreSQL,"
              + " which can be read beside it.";
      case H2_ABSENT -> "There is no database here: name the node's directory by --data.";
      case H2_NO_SCHEMA -> NO_MODEL;
      default -> "The database can't be reached: " + failure.getMessage();
    };
  }

  private Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", settings.user());
    properties.setProperty("password", settings.password());
    Connection connection =
        switch (settings.dialect()) {
          case H2 -> h2(properties);
          case POSTGRESQL -> postgresql(properties);
        };
    connections.add(connection);
    return connection;
  }

  /** A result is read while the query runs, instead of being gathered first. */
  private Connection h2(Properties properties) throws SQLException {
    Connection connection =
        DriverManager.getConnection(
            settings.jdbcUrl() + ";IFEXISTS=TRUE;TRACE_LEVEL_FILE=0", properties);
    try (Statement statement = connection.createStatement()) {
      statement.execute("set lazy_query_execution 1");
    }
    return connection;
  }

  /**
   * Cursors need a transaction; no time limits, neither of the socket nor of the role, since a sort
   * may take minutes, and so may what is done between two rows.
   */
  private Connection postgresql(Properties properties) throws SQLException {
    Connection connection = DriverManager.getConnection(settings.jdbcUrl(), properties);
    try (Statement statement = connection.createStatement()) {
      statement.execute("set statement_timeout = 0");
      statement.execute("set idle_in_transaction_session_timeout = 0");
    }
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    connection.setReadOnly(true);
    connection.setAutoCommit(false);
    return connection;
  }

  /** A connection for queries with parameters, one at a time; closed with this. */
  public Connection connection() {
    return connections.get(0);
  }

  /** Starts a query; several may be read side by side. */
  public ResultSet query(String sql) throws SQLException {
    // H2 reads one lazy result a connection, and PostgreSQL one moment a connection.
    Connection connection = settings.dialect() == Dialect.H2 ? connect() : connections.get(0);
    Statement statement = connection.createStatement();
    statement.closeOnCompletion();
    statement.setFetchSize(FETCH_SIZE);
    return statement.executeQuery(sql);
  }

  /** What to order by for the order of the characters, whatever language the database speaks. */
  public String byCharacters(String column) {
    return switch (settings.dialect()) {
      case H2 -> column;
      case POSTGRESQL -> column + " collate \"C\"";
    };
  }

  @Override
  public void close() {
    for (Connection connection : connections) {
      try {
        connection.close();
      } catch (SQLException e) {
        throw new IllegalStateException("the database does not close", e);
      }
    }
  }
}
