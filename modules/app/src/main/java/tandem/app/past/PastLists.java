package tandem.app.past;

import akka.serialization.Serialization;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import tandem.app.Answers;
import tandem.http.PastList;
import tandem.http.PastPort;
import tandem.http.UnavailableException;
import tandem.model.Sgd;
import tandem.model.UserId;

/**
 * Lists as of a moment past, of a running node. One at a time: each holds all items in memory, and
 * a thread and a connection that the index also needs.
 */
public final class PastLists implements PastPort {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private final DataSource database;
  private final Executor executor;
  private final PastJournal journal;
  private final Answers answers;
  private final AtomicBoolean busy = new AtomicBoolean();

  /** Reads {@code database} on {@code executor}, whose threads may block. */
  public PastLists(
      DataSource database,
      Executor executor,
      Serialization serialization,
      Sgd sgd,
      int repetitionWindow,
      Answers answers) {
    this.database = database;
    this.executor = executor;
    this.journal = new PastJournal(sgd, repetitionWindow, serialization);
    this.answers = answers;
  }

  @Override
  public CompletionStage<PastList> forUser(UserId user, int k, Instant asOf) {
    if (!busy.compareAndSet(false, true)) {
      return CompletableFuture.failedFuture(
          new UnavailableException("Another look at the past is under way.", RETRY_AFTER));
    }
    try {
      return CompletableFuture.supplyAsync(
          () -> {
            try {
              return read(user, asOf).forUser(answers, k);
            } catch (SQLException e) {
              throw new CompletionException(e);
            } finally {
              busy.set(false);
            }
          },
          executor);
    } catch (RuntimeException refused) {
      busy.set(false);
      throw refused;
    }
  }

  private Past read(UserId user, Instant asOf) throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false); // else PostgreSQL gathers the result before the first row
      try {
        return journal.read(connection, user, asOf);
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    }
  }
}
