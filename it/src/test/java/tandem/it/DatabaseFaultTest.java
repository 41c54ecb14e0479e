package tandem.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tandem.protocol.http.LogProgress;

/**
 * Rows F8 and F9 of the fault matrix: what a PostgreSQL server may do to a node under load. {@code
 * -Dtandem.fault.full=true} takes the program's own time limits and a minute of frost.
 */
final class DatabaseFaultTest {

  @RegisterExtension static final Processes PROCESSES = new Processes();

  private static final boolean FULL = FaultPlan.CURRENT.full();

  /** In the order of docs/postgresql.md, only shorter. */
  private static final String SHORT_LIMITS =
      """
      jdbc-journal.circuit-breaker { call-timeout = 3s, reset-timeout = 2s }
      akka-persistence-jdbc.shared-databases.slick.db.connectionTimeout = 1000
      tandem.ingest.observe-timeout = 4s
      """;

  // A test has few writes under way: so many failures that the breaker would take them for an
  // outage.
  private static final String SENSITIVE = "jdbc-journal.circuit-breaker.max-failures = 3\n";

  private Path directory;
  private Path truth;
  private Random random;
  private PostgresProcess postgres;
  private NodeProcess node;

  @BeforeEach
  void start(@TempDir Path fresh) throws IOException {
    long seed = ThreadLocalRandom.current().nextLong();
    PROCESSES.note("seed " + seed);
    random = new Random(seed);
    directory = fresh;
    truth = directory.resolve("accepted.ndjson");
    postgres = PostgresProcess.start(directory.resolve("postgres"));
    String limits = FULL ? "" : SHORT_LIMITS;
    String parameters = FULL ? "" : "socketTimeout=2&connectTimeout=1";
    node =
        NodeProcess.start(PROCESSES, directory, limits + SENSITIVE + postgres.settings(parameters));
  }

  @AfterEach
  void stop() throws IOException {
    postgres.close();
  }

  @Test
  void database_stoppedFrozenAndItsSessionsEnded_nothingIsLostAndAllAnswer() throws Exception {
    FaultPlan.CURRENT.require("F8");
    try (PacedLoad load = PacedLoad.start(node.bootstrap(), truth, random)) {
      load.awaitMore(500);
      assertThat(postgres.terminateBackends()).isPositive();
      awaitAllAnswer("sessions ended");

      load.awaitMore(250);
      postgres.stopImmediately();
      load.awaitMore(FULL ? 5_000 : 750);
      postgres.startAgain();
      awaitAllAnswer("stopped and started");

      load.awaitMore(250);
      postgres.freeze();
      Await.pass(Duration.ofSeconds(FULL ? 60 : 8));
      postgres.thaw();
      awaitAllAnswer("frozen");
      load.awaitMore(250);
    }
    awaitLearned();
    assertThat(node.isAlive()).isTrue();
    assertThat(node.output())
        .contains("Circuit Breaker is open"); // and it closed, since all is learned
    assertHolds();
  }

  @Test
  void database_putBackToAnEarlierState_learnsAgainFromItsOwnFrontier() throws Exception {
    FaultPlan.CURRENT.require("F9");
    Path copy = directory.resolve("copy");
    try (PacedLoad load = PacedLoad.start(node.bootstrap(), truth, random)) {
      var unused = Await.until("some are learned", this::settled, now -> now >= 250);
      postgres.stopImmediately();
      postgres.copyTo(copy);
      postgres.startAgain();
      load.awaitMore(1_000);
    }
    awaitLearned();
    long learned = settled();
    long committed = awaitCommitted(learned);
    node.kill();

    postgres.stopImmediately();
    postgres.restore(copy);
    postgres.startAgain();
    long restored = settled();
    PROCESSES.note("frontier " + learned + " put back to " + restored + ", Kafka " + committed);
    assertThat(restored).isBetween(1L, committed - 1_000);

    node = node.startAgain();
    awaitLearned();
    assertThat(settled()).isEqualTo(learned);
    assertHolds();
  }

  private long settled() throws Exception {
    return postgres.number("select coalesce(sum(next_offset), 0) from frontier");
  }

  /** What Kafka believes that the group has read, once it is so much. */
  private long awaitCommitted(long goal) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", node.bootstrap()))) {
      return Await.until(
          goal + " committed",
          () ->
              admin
                  .listConsumerGroupOffsets("tandem")
                  .partitionsToOffsetAndMetadata()
                  .get()
                  .values()
                  .stream()
                  .mapToLong(offset -> offset.offset())
                  .sum(),
          sum -> sum >= goal);
    }
  }

  /** Each user and item answers, and each that was asked to learn goes on: the log moves. */
  private void awaitAllAnswer(String fault) throws Exception {
    long start = System.nanoTime();
    for (int u = 0; u < PacedLoad.USERS; u++) {
      awaitFound("/v1/users/u" + u);
    }
    for (int i = 0; i < PacedLoad.ITEMS; i++) {
      awaitFound("/v1/items/i" + i);
    }
    long end = end();
    var unused = Await.until("what was sent is learned", this::settled, now -> now >= end);
    long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
    String line = "F8 " + fault + ": all answer and have caught up after " + seconds + " s";
    PROCESSES.note(line);
    System.out.println(line);
    if (FULL) {
      assertThat(seconds).isLessThanOrEqualTo(60);
    }
  }

  private void awaitFound(String path) {
    var unused = Await.until(path, () -> node.api().get(path), a -> a.statusCode() == 200);
  }

  /** How many records the log holds. */
  private long end() throws IOException {
    HttpResponse<String> answer =
        Await.until(
            "the log's end", () -> node.api().get("/v1/events"), a -> a.statusCode() == 200);
    return HttpApi.body(answer, 200, LogProgress.class).partitions().stream()
        .mapToLong(LogProgress.Partition::end)
        .sum();
  }

  private void awaitLearned() {
    var unused =
        Await.until(
            "all is learned",
            () -> node.api().get("/v1/events"),
            answer -> answer.statusCode() == 200 && answer.body().contains("\"waiting\":0"));
  }

  private void assertHolds() throws IOException {
    Running audit =
        PROCESSES.run(
            directory,
            "audit",
            "--config",
            node.config().toString(),
            "--truth",
            truth.toString(),
            "--rejected",
            "0");
    assertThat(audit.awaitExit()).as(audit.output()).isEqualTo(0);
    assertThat(audit.output()).contains("✓ I1", "✓ truth").doesNotContain("✗");
  }
}
