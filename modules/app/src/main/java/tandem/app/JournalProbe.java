package tandem.app;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import tandem.protocol.http.Readiness.Check;

/**
 * Whether the database of the journal answers. It is asked at most once a second and by one at a
 * time, however many want to know: probes must not take the connections that are left.
 */
final class JournalProbe {

  static final String NAME = "journal";

  /** So long an answer is good. */
  static final Duration TRUST = Duration.ofSeconds(1);

  private static final int VALID_SECONDS = 2;

  private final DataSource database;
  private final Executor blocking;
  private final LongSupplier nanos;
  private @Nullable CompletableFuture<Check> last;
  private long asked;

  JournalProbe(DataSource database, Executor blocking, LongSupplier nanos) {
    this.database = database;
    this.blocking = blocking;
    this.nanos = nanos;
  }

  /** Completes within {@code timeout}. */
  synchronized CompletionStage<Check> check(Duration timeout) {
    long now = nanos.getAsLong();
    CompletableFuture<Check> current = last;
    if (current == null || (current.isDone() && now - asked > TRUST.toNanos())) {
      asked = now;
      current = CompletableFuture.supplyAsync(this::ask, blocking);
      last = current;
    }
    return current
        .copy()
        .completeOnTimeout(
            failed(
                "The database has been asked %d ms ago and has not answered."
                    .formatted(Duration.ofNanos(now - asked).plus(timeout).toMillis())),
            timeout.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private Check ask() {
    try (Connection connection = database.getConnection()) {
      return connection.isValid(VALID_SECONDS)
          ? new Check(NAME, true, "The database answers.")
          : failed("The database does not answer on a connection that was open.");
    } catch (SQLException away) {
      return failed(
          "No connection to the database (SQLState %s): is it running, and are tandem.database.url and user right?"
              .formatted(away.getSQLState()));
    }
  }

  private static Check failed(String detail) {
    return new Check(NAME, false, detail);
  }
}
