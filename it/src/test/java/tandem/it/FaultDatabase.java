package tandem.it;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A database of a node's own, seen from outside.
 *
 * @param kind for the report
 * @param url of JDBC
 * @param user of the database
 */
record FaultDatabase(String kind, String url, String user) {

  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final String H2 =
      "jdbc:h2:file:%s;WRITE_DELAY=0;RETENTION_TIME=0;DATABASE_TO_LOWER=TRUE;DB_CLOSE_ON_EXIT=FALSE;MAX_COMPACT_TIME=0";

  /** PostgreSQL in processes of its own; started when the first row needs it. */
  private static final class Postgres {
    static final EmbeddedPostgres RUNNING = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder().setPGStartupWait(Await.PATIENCE).start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The H2 file in a node's directory; can be opened only when the node is not running. */
  static FaultDatabase h2(Path directory) {
    Path file = directory.resolve("data").resolve("tandem").toAbsolutePath();
    return new FaultDatabase("H2", H2.formatted(file), "tandem");
  }

  /** An empty one on a PostgreSQL server. */
  static FaultDatabase postgres() throws SQLException {
    EmbeddedPostgres server = Postgres.RUNNING;
    String name = "fault" + NUMBER.incrementAndGet();
    FaultDatabase main = postgres(server, "postgres");
    main.execute("create database " + name);
    return postgres(server, name);
  }

  private static FaultDatabase postgres(EmbeddedPostgres server, String name) {
    return new FaultDatabase(
        "PostgreSQL",
        "jdbc:postgresql://127.0.0.1:%d/%s".formatted(server.getPort(), name),
        "postgres");
  }

  /** Settings of a node that keeps its data there. */
  String settings() {
    return "tandem.database { url = \"%s\", user = \"%s\" }%n".formatted(url, user);
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(url, user, "");
  }

  int execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      return statement.executeUpdate(sql);
    }
  }

  /** The number that a query answers with. */
  long number(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
