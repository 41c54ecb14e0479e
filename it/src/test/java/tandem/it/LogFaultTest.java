package tandem.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** F11 and F12: the log comes again from its start, or is another one. */
final class LogFaultTest {

  @RegisterExtension static final Processes PROCESSES = new Processes();

  private static final FaultPlan PLAN = FaultPlan.CURRENT;

  private static BrokerProcess broker;

  private Path directory;

  @BeforeEach
  void setDirectory(@TempDir Path fresh) {
    directory = fresh;
  }

  @BeforeAll
  static void startBroker(@TempDir Path shared) throws IOException {
    broker = BrokerProcess.start(PROCESSES, shared);
  }

  @Test
  void log_deliveredAgainFromItsStart_changesNothing() throws Exception {
    PLAN.require("F11");
    try (FaultRun run = FaultRun.start(PROCESSES, broker, directory, "F11", PLAN.seed())) {
      run.load(PLAN.size(1_000, 6_000));
      run.awaitLearned();
      AuditResult before = run.stopAndAudit();

      run.topic().resetGroup();
      run.startAgain();
      run.awaitLearned();
      AuditResult afterReset = run.stopAndAudit();
      assertThat(afterReset.journalRows()).isEqualTo(before.journalRows());

      run.say(run.database().execute("delete from frontier") + " frontiers deleted");
      run.startAgain();
      run.awaitLearned();
      AuditResult afterReplay = run.finish();
      assertThat(afterReplay.journalRows()).isEqualTo(before.journalRows());
      assertThat(afterReplay.learned()).isEqualTo(before.learned());
      assertThat(afterReplay.repeated()).isEqualTo(before.repeated());
      assertThatALossIsFound(run);
    }
  }

  /** A checker that never fails proves nothing. */
  private static void assertThatALossIsFound(FaultRun run) throws Exception {
    int deleted =
        run.database()
            .execute(
                """
                delete from event_journal where ordering =
                  (select max(ordering) from event_journal where persistence_id like 'user|%')
                """);
    assertThat(deleted).isEqualTo(1);
    AuditResult audit = run.audit();
    assertThat(audit.exitCode()).isEqualTo(1);
    assertThat(audit.count("truth", "missing")).isPositive();
    run.say("without its last row: " + audit.count("truth", "missing") + " missing, as it must be");
  }

  @Test
  void topic_madeAnewWhileTheNodeIsAway_isLearnedInANewEpoch() throws Exception {
    PLAN.require("F12");
    int records = PLAN.size(500, 4_000);
    try (FaultRun run = FaultRun.start(PROCESSES, broker, directory, "F12 away", PLAN.seed())) {
      run.load(records);
      run.awaitLearned();
      run.stop();
      run.makeTopicAnew();
      run.load(2 * records);
      run.startAgain();
      AuditResult unused = run.finish();
      assertThat(run.database().number("select max(epoch) from log_epoch")).isEqualTo(1);
    }
  }

  @Test
  @Tag(FaultPlan.SUITE)
  void topic_madeAnewUnderTheNode_isLearnedInANewEpoch() throws Exception {
    PLAN.require("F12");
    int records = PLAN.size(500, 4_000);
    try (FaultRun run = FaultRun.start(PROCESSES, broker, directory, "F12 up", PLAN.seed())) {
      run.load(records);
      run.awaitLearned();
      long time = System.nanoTime();
      run.makeTopicAnew();
      run.load(3 * records);
      run.awaitResumed(time);
      AuditResult unused = run.finish();
      assertThat(run.database().number("select max(epoch) from log_epoch")).isEqualTo(1);
    }
  }

  /**
   * When the node looks again, the new topic has more records than the old one had: the place in
   * the old one is there in the new one, too, and is no place to go on from.
   */
  @Test
  @Tag(FaultPlan.SUITE)
  void topic_madeAnewAndFilledBehindTheNode_isLearnedFromItsStart() throws Exception {
    PLAN.require("F12");
    int records = PLAN.size(500, 4_000);
    try (FaultRun run = FaultRun.start(PROCESSES, broker, directory, "F12 behind", PLAN.seed())) {
      run.load(records);
      run.awaitLearned();
      run.node().pause();
      run.makeTopicAnew();
      run.loadAtOnce(3 * records, new MadeEvents(PLAN.seed(), "anew", 1_000, 2_000, 0));
      run.awaitAccepted();
      run.node().resume();
      AuditResult unused = run.finish();
      assertThat(run.database().number("select max(epoch) from log_epoch")).isEqualTo(1);
    }
  }
}
