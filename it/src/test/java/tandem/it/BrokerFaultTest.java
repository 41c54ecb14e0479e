package tandem.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** F2 and F6: the broker is killed, with the node or without, stands still, and stays away. */
final class BrokerFaultTest {

  @RegisterExtension static final Processes PROCESSES = new Processes();

  private static final FaultPlan PLAN = FaultPlan.CURRENT;

  private Path directory;

  @BeforeEach
  void setDirectory(@TempDir Path fresh) {
    directory = fresh;
  }

  static List<Long> seeds() {
    return PLAN.seeds(1, 3);
  }

  static List<Long> seed() {
    return PLAN.seeds(1, 1);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void all_killedAndStartedCold_goOnFromTheDatabase(long seed) throws Exception {
    PLAN.require("F2");
    int records = PLAN.size(2_500, 6_000);
    BrokerProcess broker = BrokerProcess.start(PROCESSES, directory);
    try (FaultRun run = FaultRun.start(PROCESSES, broker, directory, "F2", seed)) {
      run.load(records);
      run.awaitSettled(records * (20L + run.random().nextInt(40)) / 100);
      long time = run.kill();
      broker.kill();
      run.countKill();
      AuditResult unused = run.auditDead();

      BrokerProcess second = broker.startAgain();
      assertThat(second.bootstrap()).isEqualTo(broker.bootstrap());
      run.startAgain();
      run.awaitResumed(time);
      AuditResult healed = run.finish();
      assertThat(healed.count("I1", "in flight, item only")).isZero();
      assertThat(run.again()).as("records that were delivered again").isPositive();
    }
  }

  @ParameterizedTest
  @MethodSource("seed")
  void broker_killedPausedAndAway_costsNoRecordAndNoRead(long seed) throws Exception {
    PLAN.require("F6");
    int records = PLAN.size(2_000, 12_000);
    BrokerProcess broker = BrokerProcess.start(PROCESSES, directory);
    try (FaultRun run = FaultRun.start(PROCESSES, broker, directory, "F6", seed)) {
      run.load(records);
      run.post(PLAN.size(100, 500));
      run.awaitSettled(records / 5);

      broker = killed(run, broker, Duration.ZERO);
      run.load(records / 4);
      paused(run, broker, Duration.ofSeconds(PLAN.size(3, 60)));
      run.load(records / 4);
      BrokerProcess last = killed(run, broker, Duration.ofSeconds(PLAN.size(5, 180)));

      run.load(records / 4);
      assertThat(last.bootstrap()).isEqualTo(broker.bootstrap());
      AuditResult unused = run.finish();
      run.reads().assertAllAnswered();
    }
  }

  private static BrokerProcess killed(FaultRun run, BrokerProcess broker, Duration away)
      throws Exception {
    long time = System.nanoTime();
    broker.kill();
    run.countKill();
    Await.pass(away);
    BrokerProcess next = broker.startAgain();
    run.awaitResumed(time);
    return next;
  }

  private static void paused(FaultRun run, BrokerProcess broker, Duration standing) {
    long time = System.nanoTime();
    broker.pause();
    Await.pass(standing);
    broker.resume();
    run.awaitResumed(time);
  }
}
