package tandem.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One row of the fault matrix under way: a node on a topic and a database of its own, and loads.
 */
final class FaultRun implements AutoCloseable {

  /** Events of others that a run begins with. */
  static final int FIRST = FaultTraffic.FIRST;

  private final Processes processes;
  private final String row;
  private final long seed;
  private final Path directory;
  private final EventTopic topic;
  private final FaultDatabase database;
  private final FaultTraffic traffic;
  private final List<Duration> resumes = new ArrayList<>();
  private final Random random;
  private NodeProcess node;
  private @Nullable Reads reads;
  private long again;
  private int kills;

  private FaultRun(
      Processes processes,
      String row,
      long seed,
      Path directory,
      EventTopic topic,
      FaultDatabase database,
      String settings)
      throws IOException {
    this.processes = processes;
    this.row = row;
    this.seed = seed;
    this.directory = directory;
    this.topic = topic;
    this.database = database;
    this.random = new Random(seed);
    this.traffic = new FaultTraffic(topic, seed, () -> node().api().progress());
    this.node =
        NodeProcess.start(
            processes,
            directory,
            topic.settings()
                + database.settings()
                + settings
                // The window of a kill is what is under way.
                + "tandem.ingest.in-flight = 256\n"
                // The shortest that a broker allows: a dead node's partitions wait for it.
                + "akka.kafka.consumer.kafka-clients.session.timeout.ms = 6000\n");
    traffic.warmUp();
    say("a node is up on " + database.kind());
  }

  /** Starts a node on H2. */
  static FaultRun start(
      Processes processes, BrokerProcess broker, Path directory, String row, long seed)
      throws IOException {
    Path own = Files.createDirectories(directory.resolve(name(row, seed)));
    return start(processes, broker, own, FaultDatabase.h2(own), row, seed, "");
  }

  /** Starts a node on PostgreSQL. */
  static FaultRun startOnPostgres(
      Processes processes, BrokerProcess broker, Path directory, String row, long seed)
      throws IOException, SQLException {
    return startOnPostgres(processes, broker, directory, row, seed, "");
  }

  /** The same with lines of further settings. */
  static FaultRun startOnPostgres(
      Processes processes,
      BrokerProcess broker,
      Path directory,
      String row,
      long seed,
      String settings)
      throws IOException, SQLException {
    Path own = Files.createDirectories(directory.resolve(name(row, seed)));
    return start(processes, broker, own, FaultDatabase.postgres(), row, seed, settings);
  }

  private static String name(String row, long seed) {
    return row.replace(' ', '-') + "-" + seed;
  }

  private static FaultRun start(
      Processes processes,
      BrokerProcess broker,
      Path own,
      FaultDatabase database,
      String row,
      long seed,
      String settings)
      throws IOException {
    processes.note(row + ", seed " + seed);
    EventTopic topic = new EventTopic(broker.bootstrap(), own.getFileName().toString());
    return new FaultRun(processes, row, seed, own, topic, database, settings);
  }

  /** Sends records of the seed's audience in the background, and reads all the while. */
  void load(int records) {
    traffic.send(records);
    read();
  }

  /** Sends other records in the same way. */
  void load(int records, Supplier<MadeRecord> source) {
    traffic.send(records, source);
    read();
  }

  /** The same as fast as the log takes them. */
  void loadAtOnce(int records, Supplier<MadeRecord> source) {
    traffic.send(records, Integer.MAX_VALUE, source);
    read();
  }

  private void read() {
    if (reads == null) {
      reads = Reads.start(node.api(), () -> FaultTraffic.user(random.nextInt(1_000)));
    }
  }

  /** Posts events in the background. */
  void post(int events) {
    traffic.post(node.api(), events);
  }

  /** Returns once the node has settled so many records of the log, at least. */
  void awaitSettled(long records) {
    traffic.awaitSettled(records);
  }

  /** SIGKILL for the node while records are on their way; the time. */
  long kill() throws Exception {
    assertThat(traffic.isLearned()).as("all is learned").isFalse();
    long now = System.nanoTime();
    node.kill();
    kills++;
    return now;
  }

  /** Counts the kill of something else. */
  void countKill() {
    kills++;
  }

  /** What a dead node has stored. */
  AuditResult auditDead() throws IOException, SQLException {
    AuditResult audit = AuditResult.of(processes, directory, node);
    assertThat(audit.exitCode()).as("%s", audit.report()).isZero();
    again +=
        audit.learned()
            + audit.repeated()
            + audit.absent()
            - database.number("select coalesce(sum(next_offset), 0) from frontier");
    return audit;
  }

  /** Starts the node again. */
  void startAgain() throws IOException {
    node = node.startAgain();
  }

  /** Waits for the first record that is settled after a fault, and notes the time since. */
  void awaitResumed(long faultNanos) {
    traffic.awaitProgress(traffic.settled());
    Duration time = Duration.ofNanos(System.nanoTime() - faultNanos);
    resumes.add(time);
    say("goes on " + time.toMillis() + " ms after the fault");
  }

  /** Returns when all loads are in the log. */
  void awaitAccepted() throws InterruptedException {
    traffic.awaitAccepted();
  }

  /** Returns when all loads are accepted and learned. */
  void awaitLearned() throws InterruptedException {
    traffic.awaitLearned();
  }

  /** Makes the topic anew: what was accepted until now stays the truth, and is no longer in it. */
  void makeTopicAnew() throws Exception {
    traffic.makeTopicAnew();
  }

  /** SIGTERM. */
  void stop() {
    assertThat(node.stop()).isEqualTo(NodeProcess.TERMINATED);
  }

  /** Runs {@code ./tandem arguments} on the node's settings; what it said. */
  String command(String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--config", node.config().toString()));
    Running command = processes.run(directory, all.toArray(String[]::new));
    assertThat(command.awaitExit()).as(command.output()).isZero();
    return command.output();
  }

  /** What the node has stored by now; on PostgreSQL it may run. */
  AuditResult look() throws IOException {
    return AuditResult.of(processes, directory, node);
  }

  /** Audits the node, which must be stopped, against all that was accepted. */
  AuditResult audit() throws IOException {
    return AuditResult.of(
        processes,
        directory,
        node,
        "--truth",
        account().write(directory.resolve("truth.ndjson")).toString(),
        "--rejected",
        Integer.toString(account().rejected()));
  }

  /** Stops the node and audits it: all must hold. */
  AuditResult stopAndAudit() throws IOException {
    stop();
    AuditResult audit = audit();
    assertThat(audit.exitCode()).as("%s", audit.report().toPrettyString()).isZero();
    assertThat(audit.learned() + audit.repeated() + account().rejected())
        .as("accepted = learned + repeated + rejected")
        .isEqualTo(account().records());
    return audit;
  }

  /** Waits until all is learned, audits, and reports. */
  AuditResult finish() throws Exception {
    awaitLearned();
    assertThat(topic.rejected()).isEqualTo(account().rejectedByReason());
    Reads done = reads;
    if (done != null) {
      done.close();
    }
    AuditResult audit = stopAndAudit();
    FaultReport.add(
        new FaultReport.Line(
            row,
            seed,
            database.kind(),
            account().records(),
            audit.learned(),
            audit.repeated(),
            account().rejected(),
            again,
            kills,
            audit.count("truth", "missing"),
            audit.count("truth", "extra"),
            resumes,
            done == null ? 0 : done.ok(),
            done == null ? 0 : done.failed()));
    return audit;
  }

  void say(String what) {
    FaultReport.progress(row, seed, what);
  }

  /** The random numbers of the seed, for the moments of the faults. */
  Random random() {
    return random;
  }

  /** How many records stood in the journals when the node died, and had to come again. */
  long again() {
    return again;
  }

  NodeProcess node() {
    return node;
  }

  EventTopic topic() {
    return topic;
  }

  FaultDatabase database() {
    return database;
  }

  Account account() {
    return traffic.account();
  }

  Reads reads() {
    if (reads == null) {
      throw new IllegalStateException("nothing reads before there is a load");
    }
    return reads;
  }

  @Override
  public void close() {
    if (reads != null) {
      reads.close();
    }
  }
}
