package tandem.entity;

import static org.assertj.core.api.Assertions.assertThat;

import akka.pattern.AskTimeoutException;
import akka.pattern.CircuitBreakerOpenException;
import akka.persistence.RecoveryTimedOut;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.databind.JsonMappingException;
import java.io.IOException;
import java.io.NotSerializableException;
import java.net.SocketException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What counts as a journal that can't be read: never what an outage may look like. */
class UnreadableExceptionTest {

  static Throwable[] contents() {
    return new Throwable[] {
      new JsonParseException("no CBOR"),
      new JsonMappingException(null, "another shape"),
      new NotSerializableException("no such class"),
      new UnreadableException("event", new NullPointerException()),
      new CompletionException(new NotSerializableException("wrapped")),
    };
  }

  static Throwable[] outages() {
    return new Throwable[] {
      new SQLException("refused"),
      new SQLTransientConnectionException("no connection", new SocketException("reset")),
      new TimeoutException(),
      new AskTimeoutException("no answer"),
      new CircuitBreakerOpenException(scala.concurrent.duration.Duration.Zero(), "open"),
      new RecoveryTimedOut("no event"),
      new RejectedExecutionException("queue full"),
      new IllegalArgumentException("requirement failed: a queue of Slick"),
      new IllegalStateException("shut down"),
      new NullPointerException(),
      new IOException("disk"),
      new CompletionException(new SQLException("wrapped")),
      new RuntimeException("unknown"),
    };
  }

  @ParameterizedTest
  @MethodSource("contents")
  void isIn_whatTheJournalHolds_isTrue(Throwable failure) {
    assertThat(UnreadableException.isIn(failure)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("outages")
  void isIn_whatMayBeAnOutage_isFalse(Throwable failure) {
    assertThat(UnreadableException.isIn(failure)).isFalse();
  }
}
