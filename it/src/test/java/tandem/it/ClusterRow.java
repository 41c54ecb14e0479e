package tandem.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * One row of the fault matrix under way on a cluster that may have had others before: a load and
 * reads during the fault, and at the end an audit of all that was ever sent.
 */
final class ClusterRow implements AutoCloseable {

  private final Cluster cluster;
  private final FaultTraffic traffic;
  private final String name;
  private final long seed;
  private final Random random;
  private final Cluster.Totals before;
  private final ClusterReads reads;
  private final List<Duration> resumes = new ArrayList<>();
  private final List<Duration> incomplete = new ArrayList<>();
  private long lastFault;
  private int kills;

  private ClusterRow(Cluster cluster, String name, long seed) {
    this.cluster = cluster;
    this.traffic = cluster.traffic();
    this.name = name;
    this.seed = seed;
    this.random = new Random(seed);
    this.before = cluster.totals();
    this.reads = ClusterReads.start(cluster::apis, () -> FaultTraffic.user(random.nextInt(1_000)));
  }

  /**
   * Begins a row on a cluster that is at rest: sends records, and waits until a fifth is learned.
   */
  static ClusterRow start(Cluster cluster, String name, long seed, int records) {
    cluster.note(name + ", seed " + seed);
    ClusterRow row = new ClusterRow(cluster, name, seed);
    row.traffic.send(records);
    row.traffic.awaitSettled(row.before.accepted() + records / 5);
    return row;
  }

  /** The number of a node, drawn from the seed. */
  int anyNode() {
    return random.nextInt(Cluster.NODES);
  }

  /** SIGKILL for a node; the time. */
  long kill(int node) throws Exception {
    assertThat(traffic.isLearned()).as("all is learned").isFalse();
    long now = System.nanoTime();
    cluster.node(node).kill();
    kills++;
    say("node " + (node + 1) + " is killed");
    return now;
  }

  /**
   * Waits until records of each partition of the log are settled again and lists are complete, and
   * notes the times since the fault.
   */
  void awaitHealed(long faultNanos) {
    lastFault = faultNanos;
    traffic.awaitProgressOfAll();
    resumes.add(since(faultNanos));
    reads.awaitComplete(50);
    Duration until = Duration.ofNanos(Math.max(0, reads.lastIncomplete() - faultNanos));
    incomplete.add(until);
    say(
        "learns all after %d ms, lists complete after %d ms"
            .formatted(resumes.get(resumes.size() - 1).toMillis(), until.toMillis()));
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  /** Counts a kill at rest. */
  void countKill() {
    kills++;
  }

  ClusterReads reads() {
    return reads;
  }

  FaultTraffic traffic() {
    return traffic;
  }

  /** Waits until all is learned, audits, and reports. */
  AuditResult finish() throws Exception {
    traffic.awaitLearned();
    if (lastFault != 0) {
      say("all is learned %d ms after the fault".formatted(since(lastFault).toMillis()));
    }
    reads.close();
    assertThat(cluster.topic().rejected()).isEqualTo(traffic.account().rejectedByReason());
    cluster.awaitUsersIndexed();
    AuditResult audit = cluster.audit();
    assertThat(audit.exitCode()).as("%s", audit.report().toPrettyString()).isZero();
    Cluster.Totals now = cluster.totals();
    assertThat(now.learned() + now.repeated() + now.rejected())
        .as("accepted = learned + repeated + rejected")
        .isEqualTo(now.accepted());
    report(audit, now);
    return audit;
  }

  private void report(AuditResult audit, Cluster.Totals now) throws IOException {
    ClusterReads.Seen seen = reads.seen();
    FaultReport.add(
        new FaultReport.Line(
            name,
            seed,
            "PostgreSQL",
            now.accepted() - before.accepted(),
            now.learned() - before.learned(),
            now.repeated() - before.repeated(),
            now.rejected() - before.rejected(),
            0,
            kills,
            audit.count("truth", "missing"),
            audit.count("truth", "extra"),
            resumes,
            seen.lists(),
            seen.failed()));
    FaultReport.add(new FaultReport.Availability(name, seed, incomplete, seen));
  }

  void say(String what) {
    FaultReport.progress(name, seed, what);
  }

  @Override
  public void close() {
    reads.close();
  }
}
