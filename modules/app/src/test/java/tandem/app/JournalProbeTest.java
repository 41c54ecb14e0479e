package tandem.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import tandem.protocol.http.Readiness.Check;

final class JournalProbeTest {

  private static final Duration SHORT = Duration.ofMillis(20);

  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private final AtomicLong nanos = new AtomicLong();
  private final JdbcDataSource database = new JdbcDataSource();
  private final JournalProbe probe = new JournalProbe(database, waiting::add, nanos::get);

  private static Check result(CompletionStage<Check> check) {
    return check.toCompletableFuture().join();
  }

  private void answer() {
    waiting.remove().run();
  }

  @Test
  void check_databaseThere_isOk() {
    database.setUrl("jdbc:h2:mem:");
    CompletionStage<Check> check = probe.check(Duration.ofMinutes(1));
    answer();
    assertThat(result(check)).isEqualTo(new Check("journal", true, "The database answers."));
  }

  @Test
  void check_databaseAway_saysWhatToLookAt() {
    database.setUrl("jdbc:h2:tcp://127.0.0.1:1/none");
    CompletionStage<Check> check = probe.check(Duration.ofMinutes(1));
    answer();
    assertThat(result(check).ok()).isFalse();
    assertThat(result(check).detail()).contains("SQLState 90067", "tandem.database.url");
  }

  @Test
  void check_databaseThatHangs_endsInTimeAndAsksNoSecondOne() {
    assertThat(result(probe.check(SHORT)).ok()).isFalse();
    nanos.addAndGet(Duration.ofSeconds(7).toNanos());
    assertThat(result(probe.check(SHORT)).detail()).contains("7020 ms");
    assertThat(waiting).hasSize(1);
  }

  @Test
  void check_againWithinASecond_isAnsweredByTheLast() {
    database.setUrl("jdbc:h2:mem:");
    var unused = probe.check(SHORT);
    answer();
    nanos.addAndGet(JournalProbe.TRUST.toNanos());
    assertThat(result(probe.check(SHORT)).ok()).isTrue();
    assertThat(waiting).isEmpty();
    nanos.addAndGet(1);
    var unusedAgain = probe.check(SHORT);
    assertThat(waiting).hasSize(1);
  }
}
