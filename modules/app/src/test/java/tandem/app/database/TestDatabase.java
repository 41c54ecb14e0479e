package tandem.app.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** A real database to test against; each call makes an empty one. */
public enum TestDatabase {
  /** A file in the directory of the test. */
  H2 {
    @Override
    public DatabaseSettings create(Path directory) {
      return new DatabaseSettings(H2Url.inDirectory(directory), "tandem", "");
    }
  },

  /** A database of its own on one server, which runs until the tests' JVM ends. */
  POSTGRESQL {
    @Override
    public DatabaseSettings create(Path directory) throws SQLException {
      String name = "test_" + DATABASES.incrementAndGet();
      try (Connection connection = Server.RUNNING.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("create database " + name);
      }
      return new DatabaseSettings(Server.RUNNING.getJdbcUrl("postgres", name), "postgres", "");
    }
  };

  private static final AtomicInteger DATABASES = new AtomicInteger();

  /** Settings of a database without tables. */
  public abstract DatabaseSettings create(Path directory) throws SQLException;

  private static final class Server {

    static final EmbeddedPostgres RUNNING = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder().setPGStartupWait(Duration.ofMinutes(2)).start();
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
  }
}
