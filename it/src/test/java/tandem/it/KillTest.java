package tandem.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tandem.protocol.http.LogProgress;

/** Whoever is killed with SIGKILL in the middle of an import, nothing is lost or learned twice. */
final class KillTest {

  @RegisterExtension static final Processes PROCESSES = new Processes();

  private Path directory;
  private Random random;
  private Ratings ratings;

  @BeforeEach
  void write(@TempDir Path fresh) throws IOException {
    long seed = ThreadLocalRandom.current().nextLong();
    PROCESSES.note("seed " + seed);
    directory = fresh;
    random = new Random(seed);
    ratings = Ratings.write(directory, random);
  }

  @Test
  void import_nodeKilledTwice_isLearnedOnce() throws Exception {
    NodeProcess first = NodeProcess.start(PROCESSES, directory);
    Running sender = startImport(first);
    awaitShare(first, 20, 50, KillTest::sent);
    assertThat(sender.isAlive()).isTrue();
    first.kill();

    NodeProcess second = first.startAgain();
    awaitShare(second, 40, 80, KillTest::settled);
    second.kill();

    NodeProcess third = second.startAgain();
    assertThat(sender.awaitExit()).isEqualTo(0);
    assertLearned(third);
  }

  @Test
  void import_killedItselfAndRunAgain_isLearnedOnce() throws Exception {
    NodeProcess node = NodeProcess.start(PROCESSES, directory);
    Running sender = startImport(node);
    awaitShare(node, 20, 50, KillTest::sent);
    assertThat(sender.isAlive()).isTrue();
    sender.kill();

    assertThat(startImport(node).awaitExit()).isEqualTo(0);
    assertLearned(node);
  }

  private Running startImport(NodeProcess node) throws IOException {
    String file = ratings.file().toString();
    return PROCESSES.start(directory, "import", file, "--server", node.address().toString());
  }

  /** Returns once a share of the events, random between two percentages, has come so far. */
  private void awaitShare(
      NodeProcess node, int least, int most, ToLongFunction<LogProgress> count) {
    long goal = (long) ratings.events() * (least + random.nextInt(most - least)) / 100;
    var unused =
        Await.until(goal + " events", node.api()::progress, now -> count.applyAsLong(now) >= goal);
  }

  private static long sent(LogProgress progress) {
    return progress.partitions().stream().mapToLong(LogProgress.Partition::end).sum();
  }

  private static long settled(LogProgress progress) {
    return progress.partitions().stream().mapToLong(LogProgress.Partition::settled).sum();
  }

  private void assertLearned(NodeProcess node) throws IOException {
    Totals expected = ratings.totals();
    assertThat(Totals.await(node.api(), expected)).isEqualTo(expected);
    assertThat(node.stop()).isEqualTo(NodeProcess.TERMINATED);
    Running audit = PROCESSES.run(directory, "audit", "--data", node.data().toString());
    assertThat(audit.awaitExit()).as(audit.output()).isEqualTo(0);
    assertThat(audit.output()).contains("✓ I1").doesNotContain("✗");
  }
}
