package tandem.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** F13, F16 and F20: what comes in is no event, or comes all to one. */
final class InputFaultTest {

  @RegisterExtension static final Processes PROCESSES = new Processes();

  private static final FaultPlan PLAN = FaultPlan.CURRENT;

  /** Only the event of it passes, and the rest of the body is nobody's. */
  private static final Set<Poison> HARMLESS_IN_HTTP = EnumSet.of(Poison.OVERSIZED);

  private static final int TOO_LARGE = 5 << 20;

  private static BrokerProcess broker;

  private Path directory;

  @BeforeAll
  static void startBroker(@TempDir Path shared) throws IOException {
    broker = BrokerProcess.start(PROCESSES, shared);
  }

  @BeforeEach
  void setDirectory(@TempDir Path fresh) {
    directory = fresh;
  }

  @Test
  void poison_ofAllKinds_isRejectedWithItsReasonAndStopsNobody() throws Exception {
    PLAN.require("F13");
    try (FaultRun run = start("F13")) {
      List<MadeRecord> records =
          IntStream.range(0, PLAN.size(3, 50)).boxed().flatMap(n -> round(n).stream()).toList();
      Iterator<MadeRecord> next = records.iterator();
      run.load(records.size(), next::next);
      for (Poison poison : EnumSet.complementOf(EnumSet.copyOf(HARMLESS_IN_HTTP))) {
        assertRefused(run.node().api(), poison);
      }
      assertTooLargeIsRefused(run.node().api());
      AuditResult audit = run.finish();
      assertThat(audit.learned()).isEqualTo(FaultRun.FIRST + PLAN.size(3, 50));
      assertThat(run.node().output()).doesNotContain(" ERROR ");
    }
  }

  /** Each poison once, and an event of the user and the item that most of it names. */
  private static List<MadeRecord> round(int number) {
    String event =
        "{\"user_id\": \"1\", \"item_id\": \"1\", \"timestamp\": %d}"
            .formatted(1_600_000_000 + number);
    return Stream.concat(
            EnumSet.allOf(Poison.class).stream().map(poison -> MadeRecord.of(poison, "1")),
            Stream.of(new MadeRecord("1", event, Optional.empty())))
        .toList();
  }

  private static void assertRefused(HttpApi api, Poison poison) throws Exception {
    String body = poison.value() == null ? "" : poison.value();
    HttpResponse<String> answer = api.send("POST", "/v1/events", body);
    assertThat(answer.statusCode()).as("%s: %s", poison, answer.body()).isEqualTo(400);
  }

  /** The server may close the connection on a client that is still sending. */
  private static void assertTooLargeIsRefused(HttpApi api) throws InterruptedException {
    String event = "{\"user_id\": 1, \"item_id\": 1, \"extra\": \"" + "x".repeat(TOO_LARGE) + "\"}";
    try {
      assertThat(api.send("POST", "/v1/events", event).statusCode()).isEqualTo(413);
    } catch (IOException closed) {
      assertThat(closed).isNotNull();
    }
  }

  /**
   * A user and an item that are not started get thousands of records that they know, and the user
   * is asked for thousands of lists: Akka 2.8.5 ends the JVM when 500 commands that persist nothing
   * were stashed.
   */
  @Test
  void coldUser_floodedWithKnownRecordsAndReads_answers() throws Exception {
    PLAN.require("F16");
    int records = PLAN.size(2_000, 10_000);
    try (FaultRun run = start("F16")) {
      Iterator<Integer> number = IntStream.range(0, records).iterator();
      run.loadAtOnce(records, () -> ofOne(number.next()));
      run.awaitLearned();
      AuditResult before = run.stopAndAudit();
      assertThat(run.database().execute("delete from frontier"))
          .isEqualTo(run.topic().partitions());

      run.startAgain();
      Flood flood = Flood.of(run.node().address(), "/v1/users/cold/recommendations?k=10");
      flood.send(PLAN.size(2_000, 5_000));
      run.say("answers by status: " + flood.answers() + " " + flood.reasons());

      // 504 is what a route says when the entity did not answer in time.
      assertThat(flood.answers().keySet()).isSubsetOf(200, 429, 503, 504);
      assertThat(flood.answers()).containsKey(200);
      AuditResult after = run.finish();
      assertThat(after.journalRows()).isEqualTo(before.journalRows());
    }
  }

  private static MadeRecord ofOne(int number) {
    String event =
        "{\"user_id\": \"cold\", \"item_id\": \"cold-item\", \"timestamp\": %d, \"event_id\": \"c%d\"}"
            .formatted(1_600_000_000 + number, number);
    return new MadeRecord("cold", event, Optional.empty());
  }

  @Test
  void hotItem_ofHalfOfTheRecords_isLearnedLikeTheOthers() throws Exception {
    PLAN.require("F20");
    int records = PLAN.size(2_000, 20_000);
    try (FaultRun run = start("F20")) {
      run.loadAtOnce(records, new MadeEvents(PLAN.seed(), "s0", 1_000, 2_000, 0.5));
      AuditResult unused = run.finish();
      run.reads().assertAllAnswered();
      assertThat(run.node().output()).doesNotContain(" ERROR ");
    }
  }

  private FaultRun start(String row) throws IOException {
    return FaultRun.start(PROCESSES, broker, directory, row, PLAN.seed());
  }
}
