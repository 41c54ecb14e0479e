package tandem.app.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * Tandem's own connections, for frontier and read models, to the database that also holds the
 * journal. The journal plugin has a pool of its own, so that a long read here never holds back a
 * write there.
 */
public final class Database implements AutoCloseable {

  /** How many calls of ours run at once; as many threads has {@code tandem.blocking-dispatcher}. */
  public static final int CONNECTIONS = 4;

  private static final int CONNECTION_TIMEOUT_MILLIS = 5_000;

  private final HikariDataSource pool;
  private final Optional<H2Compaction> compaction;

  private Database(HikariDataSource pool, Optional<H2Compaction> compaction) {
    this.pool = pool;
    this.compaction = compaction;
  }

  /**
   * Connects, and brings the schema to this program's version or, where the settings say that
   * somebody else does, checks that it is. Throws an unchecked exception when the database can't be
   * reached within 5 s, and {@link SchemaException} when its schema is another one.
   */
  public static Database open(DatabaseSettings settings) {
    if (!settings.schema().isEmpty()) {
      return ofModel(settings);
    }
    HikariDataSource pool = new HikariDataSource(config(settings));
    try {
      prepare(new Schema(pool, settings, settings.user()), settings.migrate());
      return new Database(pool, compaction(settings.dialect(), pool));
    } catch (RuntimeException failed) {
      pool.close();
      throw failed;
    } catch (SQLException failed) {
      pool.close();
      throw new IllegalStateException("the database went away while it was opened", failed);
    }
  }

  /** H2 refuses connections to a schema that is not there yet. */
  private static Database ofModel(DatabaseSettings settings) {
    try (HikariDataSource pool = new HikariDataSource(config(settings.in("")))) {
      prepare(new Schema(pool, settings, settings.user()), settings.migrate());
      return new Database(new HikariDataSource(config(settings)), Optional.empty());
    }
  }

  private static Optional<H2Compaction> compaction(Dialect dialect, DataSource pool)
      throws SQLException {
    return switch (dialect) {
      case H2 -> Optional.of(H2Compaction.start(pool));
      case POSTGRESQL -> Optional.empty();
    };
  }

  /**
   * Brings the schema to this program's version, whatever {@link DatabaseSettings#migrate()} says,
   * and returns the version. Throws as {@link #open} does.
   *
   * @param owner of the tables
   * @param role that may read and write them afterwards
   */
  public static String migrate(DatabaseSettings owner, String role) {
    HikariConfig config = config(owner.in(""));
    if (owner.dialect() == Dialect.POSTGRESQL) {
      config.addDataSourceProperty("socketTimeout", "0"); // an index of a large table takes long
    }
    try (HikariDataSource pool = new HikariDataSource(config)) {
      return new Schema(pool, owner, role).migrate();
    }
  }

  /**
   * Drops all tables of a model beside the main one. Throws {@link SchemaException} that says who
   * can where this role may not.
   */
  public static void drop(DatabaseSettings model) {
    try (HikariDataSource pool = new HikariDataSource(config(model.in("")));
        Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("drop schema if exists " + model.schema() + " cascade");
    } catch (SQLException refused) {
      throw new SchemaException(
          ("The schema %s can't be dropped: %s. Let its owner run drop schema %s cascade, then"
                  + " ./tandem migrate --config FILE%s.")
              .formatted(model.schema(), refused.getMessage(), model.schema(), model.modelOption()),
          refused);
    }
  }

  /**
   * Opens or migrates a database; what stands between this program and it is said in the sentence
   * of an {@link IOException}.
   */
  public static <T> T reached(Supplier<T> database) throws IOException {
    try {
      return database.get();
    } catch (SchemaException refused) {
      throw new IOException(refused.getMessage(), refused);
    } catch (PoolInitializationException failed) {
      Throwable cause = failed.getCause() == null ? failed : failed.getCause();
      throw new IOException("The database can't be had: " + cause.getMessage(), failed);
    }
  }

  /** Connections in auto-commit mode; close each after use. */
  public DataSource dataSource() {
    return pool;
  }

  /** Has the pool counted by {@code registry}, of Micrometer; call it once. */
  public void countIn(Object registry) {
    pool.setMetricRegistry(registry);
  }

  /** Closes all connections. An H2 file is closed when the journal's are, too. */
  @Override
  public void close() {
    compaction.ifPresent(H2Compaction::close);
    pool.close();
  }

  private static HikariConfig config(DatabaseSettings settings) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("tandem");
    config.setJdbcUrl(settings.jdbcUrl());
    config.setUsername(settings.user());
    config.setPassword(settings.password());
    config.setMaximumPoolSize(CONNECTIONS);
    config.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
    settings.dialect().driverProperties().forEach(config::addDataSourceProperty);
    return config;
  }

  private static void prepare(Schema schema, boolean migrate) {
    if (migrate) {
      schema.migrate();
    } else {
      schema.require();
    }
  }
}
