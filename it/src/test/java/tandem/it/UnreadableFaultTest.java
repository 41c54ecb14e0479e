package tandem.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tandem.protocol.http.Problem;
import tandem.protocol.kafka.Rejection.Reason;

/**
 * F18: rows of the journal are damaged: an event of a user, one of an item, and the snapshots of
 * another user.
 */
final class UnreadableFaultTest {

  @RegisterExtension static final Processes PROCESSES = new Processes();

  private static final FaultPlan PLAN = FaultPlan.CURRENT;

  /** More than may be in flight of a partition: records that waited would hold it up. */
  private static final int REFUSED = 300;

  private static final int FEW = 60;

  private static BrokerProcess broker;

  private Path directory;
  private int made;

  @BeforeAll
  static void startBroker(@TempDir Path shared) throws IOException {
    PLAN.require("F18");
    broker = BrokerProcess.start(PROCESSES, shared);
  }

  @BeforeEach
  void setDirectory(@TempDir Path fresh) {
    directory = fresh;
  }

  @Test
  void journals_damagedAndMended_onlyTheirOwnRecordsWaitForTheRedrive() throws Exception {
    try (FaultRun run =
        FaultRun.startOnPostgres(
            PROCESSES,
            broker,
            directory,
            "F18",
            PLAN.seed(),
            "tandem.entity.snapshot-every = 1\n")) { // a busy user has few rows
      run.load(PLAN.size(500, 5_000));
      loadAll(run, FEW);
      run.awaitLearned();
      run.stop();
      damage(run.database());

      run.startAgain();
      loadAll(run, REFUSED);
      run.load(PLAN.size(500, 5_000));
      run.awaitLearned();
      assertThat(run.topic().rejected()).containsEntry(Reason.JOURNAL_UNREADABLE, 2 * REFUSED);
      assertRefused(run.node().api());
      assertThat(run.node().api().get("/v1/users/worn").statusCode()).isEqualTo(200);
      assertNamed(run.look());

      mend(run.database());
      awaitAnswers(run.node().api());
      String sent = run.command("rejected", "redrive", "--reason", "journal_unreadable", "--yes");
      assertThat(sent).contains("Sent " + 2 * REFUSED + " records");
      run.account().redriven(Reason.JOURNAL_UNREADABLE, 2 * REFUSED);
      AuditResult unused = run.finish();
    }
  }

  /** So many events each of the three whose rows are damaged. */
  private void loadAll(FaultRun run, int each) {
    load(run, each, n -> event("torn", "i" + n % 20));
    load(run, each, n -> event("reader" + n % 20, "torn-item"));
    load(run, each, n -> event("worn", "i" + n % 20));
  }

  private static void load(FaultRun run, int count, IntFunction<MadeRecord> event) {
    Iterator<MadeRecord> records = IntStream.range(0, count).mapToObj(event).iterator();
    run.load(count, records::next);
  }

  /** Called by the threads of the loads. */
  private synchronized MadeRecord event(String user, String item) {
    String event =
        "{\"user_id\": \"%s\", \"item_id\": \"%s\", \"value\": 4.0, \"timestamp\": %d}"
            .formatted(user, item, 1_600_000_000 + made++);
    return new MadeRecord(user, event, Optional.empty());
  }

  /**
   * A byte in front of what was stored, which is easy to take away again. An event below a snapshot
   * is not read, so that of the first two there must be none.
   */
  private static void damage(FaultDatabase database) throws SQLException {
    int hiding =
        database.execute(
            "delete from snapshot where persistence_id in ('user|torn', 'item|torn-item')");
    assertThat(hiding).isPositive();
    int user = database.execute(put("event_journal", "event_payload") + where("user|torn", "max"));
    int item =
        database.execute(put("event_journal", "event_payload") + where("item|torn-item", "min"));
    int snapshots =
        database.execute(
            put("snapshot", "snapshot_payload") + " where persistence_id = 'user|worn'");
    assertThat(user).isEqualTo(1);
    assertThat(item).isEqualTo(1);
    assertThat(snapshots).isPositive();
  }

  private static String put(String table, String payload) {
    return "update %s set %s = decode('ff', 'hex') || %s".formatted(table, payload, payload);
  }

  private static String where(String id, String which) {
    return """
         where persistence_id = '%s' and sequence_number =
          (select %s(sequence_number) from event_journal where persistence_id = '%s')
        """
        .formatted(id, which, id);
  }

  private static void mend(FaultDatabase database) throws SQLException {
    int events = database.execute(take("event_journal", "event_payload"));
    assertThat(events).isEqualTo(2);
    // The user has made snapshots since, and of the damaged ones some may be gone.
    int snapshots = database.execute(take("snapshot", "snapshot_payload"));
    assertThat(snapshots).isNotNegative();
  }

  private static String take(String table, String payload) {
    return "update %s set %s = substring(%s from 2) where substring(%s for 1) = decode('ff', 'hex')"
        .formatted(table, payload, payload, payload);
  }

  private static void assertRefused(HttpApi api) throws Exception {
    assertRefused(api, "GET", "/v1/users/torn", "");
    assertRefused(api, "GET", "/v1/users/torn/recommendations", "");
    assertRefused(api, "PUT", "/v1/items/torn-item", "{\"title\": \"Torn\"}");
    assertRefused(api, "DELETE", "/v1/items/torn-item", "");
  }

  private static void assertRefused(HttpApi api, String method, String path, String body)
      throws Exception {
    Problem problem = api.problem(method, path, body);
    assertThat(problem.status()).as("%s %s: %s", method, path, problem).isEqualTo(503);
    assertThat(problem.detail()).contains("can't be read");
  }

  /** The audit of the damaged database names both events. */
  private static void assertNamed(AuditResult audit) {
    assertThat(audit.exitCode()).isEqualTo(1);
    assertThat(audit.report().toString())
        .contains("user|torn: event ", "item|torn-item: event ", "can't be read");
  }

  /** The node is not restarted: each tries again by itself. */
  private static void awaitAnswers(HttpApi api) {
    for (Map.Entry<String, String> request :
        Map.of("/v1/users/torn", "GET", "/v1/items/torn-item", "PUT").entrySet()) {
      String body = request.getValue().equals("PUT") ? "{\"title\": \"Mended\"}" : "";
      HttpResponse<String> unused =
          Await.until(
              request.getKey() + " to answer",
              () -> api.send(request.getValue(), request.getKey(), body),
              answer -> answer.statusCode() < 300);
    }
  }
}
