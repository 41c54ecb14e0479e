package tandem.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** F1: the node is killed while it learns, the broker goes on. */
final class KillFaultTest {

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
    PLAN.require("F1");
    broker = BrokerProcess.start(PROCESSES, shared);
  }

  static List<Long> seeds() {
    return PLAN.seeds(2, 10); // and one more on three nodes: ClusterFaultTest
  }

  static List<Long> fewSeeds() {
    return PLAN.seeds(1, 3);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void node_killedAtRandomMoments_losesNothingAndLearnsNothingTwice(long seed) throws Exception {
    int records = PLAN.size(3_500, 9_000);
    int kills = PLAN.size(1, 2);
    try (FaultRun run = start(seed)) {
      run.load(records);
      for (int kill = 1; kill <= kills; kill++) {
        // Half of them come after it, however late a busy machine is.
        int from = 10 + 40 * (kill - 1) / kills;
        run.awaitSettled(records * (long) (from + run.random().nextInt(40 / kills)) / 100);
        long time = run.kill();
        AuditResult unused = run.auditDead();
        run.startAgain();
        run.awaitResumed(time);
      }
      AuditResult unused = run.finish();
    }
  }

  /** Half of the many seeds on each database; the few on H2, which is lighter. */
  private FaultRun start(long seed) throws IOException, SQLException {
    return PLAN.full() && seed % 2 == 0
        ? FaultRun.startOnPostgres(PROCESSES, broker, directory, "F1", seed)
        : FaultRun.start(PROCESSES, broker, directory, "F1", seed);
  }

  /**
   * No user gets a row into the journal, by a trigger that waits for a lock of ours: what the node
   * has learned then is with the items only, and there it dies.
   */
  @ParameterizedTest
  @MethodSource("fewSeeds")
  void node_killedBetweenItemAndUser_catchesUp(long seed) throws Exception {
    int records = PLAN.size(1_500, 5_000);
    try (FaultRun run =
        FaultRun.startOnPostgres(PROCESSES, broker, directory, "F1 between", seed)) {
      run.load(records / 5);
      run.awaitSettled(records / 5);
      AuditResult dead;
      long time;
      try (Connection lock = run.database().connect()) {
        holdUsers(run.database(), lock);
        run.load(records * 4 / 5);
        awaitHeld(run.database());
        time = run.kill();
        dead = run.auditDead();
      }
      releaseUsers(run.database());

      assertThat(dead.count("I1", "in flight, item only")).isPositive();
      run.say(dead.count("I1", "in flight, item only") + " records with their items only");
      run.startAgain();
      run.awaitResumed(time);
      AuditResult healed = run.finish();
      assertThat(healed.count("I1", "in flight, item only")).isZero();
      assertThat(healed.count("I1", "in flight, user only")).isZero();
    }
  }

  private static void holdUsers(FaultDatabase database, Connection lock) throws SQLException {
    try (Statement statement = lock.createStatement()) {
      boolean unused = statement.execute("select pg_advisory_lock(4711)");
    }
    database.execute(
        """
        create function hold_users() returns trigger language plpgsql as $$
        begin
          if new.persistence_id like 'user|%' then
            perform pg_advisory_xact_lock_shared(4711);
          end if;
          return new;
        end $$;
        create trigger hold_users before insert on event_journal
          for each row execute function hold_users();
        """);
  }

  private static void awaitHeld(FaultDatabase database) {
    long unused = Await.until("a user to wait", () -> waiting(database), waiting -> waiting > 0);
  }

  private static long waiting(FaultDatabase database) throws SQLException {
    return database.number(
        "select count(*) from pg_locks where locktype = 'advisory' and not granted");
  }

  /** The dead node's transactions wait in the server until they are ended. */
  private static void releaseUsers(FaultDatabase database) throws SQLException {
    long unused =
        database.number(
            """
            select count(pg_terminate_backend(pid)) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid()
            """);
    int dropped = database.execute("drop trigger hold_users on event_journal");
    assertThat(dropped).isZero();
  }
}
