package tandem.app.store;

import java.sql.SQLException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import tandem.app.database.Database;
import tandem.app.database.DatabaseSettings;

/** An open database and the threads that a node gives to its stores. */
final class StoreFixture implements AutoCloseable {

  private final Database database;
  private final ExecutorService threads = Executors.newFixedThreadPool(Database.CONNECTIONS);
  private final Sql sql;

  StoreFixture(DatabaseSettings settings) {
    this.database = Database.open(settings);
    this.sql = new Sql(database.dataSource(), threads);
  }

  Sql sql() {
    return sql;
  }

  Database database() {
    return database;
  }

  /** The answer of a stage, or what it failed with. */
  static <T> T await(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  /** Waits for the end, whichever; tells whether it succeeded. */
  static boolean succeeds(CompletionStage<?> stage) throws Exception {
    return await(stage.handle((result, failure) -> failure == null));
  }

  /** Runs one statement. */
  void execute(String statement) throws SQLException {
    try (var connection = database.dataSource().getConnection();
        var prepared = connection.prepareStatement(statement)) {
      prepared.executeUpdate();
    }
  }

  @Override
  public void close() {
    threads.shutdown();
    database.close();
  }
}
