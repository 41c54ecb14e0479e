package tandem.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What happens to one of three nodes, while the others go on. */
final class ClusterFaultTest {

  @RegisterExtension static final Processes PROCESSES = Processes.sharedByAllTests();

  private static final FaultPlan PLAN = FaultPlan.CURRENT;

  private static FaultNetwork network;
  private static Cluster cluster;

  @BeforeAll
  static void startCluster(@TempDir Path directory) throws Exception {
    PLAN.requireAny("F1", "F3", "F4", "F5");
    network = FaultNetwork.make(Cluster.NODES);
    BrokerProcess broker = BrokerProcess.start(PROCESSES, directory, network.broker());
    cluster = Cluster.start(PROCESSES, broker, directory, network);
  }

  @AfterAll
  static void stopCluster() {
    if (cluster != null) {
      cluster.stop();
      cluster.close();
    }
    if (network != null) {
      network.close();
    }
  }

  static List<Long> seed() {
    return PLAN.seeds(1, 1);
  }

  static List<Long> kills() {
    return PLAN.seeds(1, 5);
  }

  @ParameterizedTest
  @MethodSource("kills")
  void anyNode_killed_othersTakeOver(long seed) throws Exception {
    PLAN.require("F1");
    try (ClusterRow row = ClusterRow.start(cluster, "F1 of 3", seed, PLAN.size(6_000, 20_000))) {
      int node = row.anyNode();
      long time = row.kill(node);
      row.awaitHealed(time);
      cluster.startAgain(node);
      AuditResult unused = row.finish();
      assertThat(row.reads().seen().unanswered()).as("reads without an answer").isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("seed")
  void eachNode_restartedInTurn_refusesNoRead(long seed) throws Exception {
    PLAN.require("F3");
    try (ClusterRow row = ClusterRow.start(cluster, "F3", seed, PLAN.size(6_000, 20_000))) {
      for (int node = Cluster.NODES - 1; node >= 0; node--) {
        assertThat(cluster.node(node).stop()).isEqualTo(NodeProcess.TERMINATED);
        row.say("node " + (node + 1) + " has left");
        cluster.startAgain(node);
        row.say("node " + (node + 1) + " is back");
      }
      AuditResult unused = row.finish();
      assertThat(row.reads().seen().unanswered()).as("reads without an answer").isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("seed")
  void node_standsStillUntilGivenUp_endsByItself(long seed) throws Exception {
    PLAN.require("F4");
    try (ClusterRow row = ClusterRow.start(cluster, "F4", seed, PLAN.size(6_000, 20_000))) {
      int node = row.anyNode();
      long time = System.nanoTime();
      cluster.node(node).pause();
      row.awaitHealed(time);
      cluster.node(node).resume();
      row.say("the node goes on");
      int code = cluster.node(node).awaitExit();
      row.say("the node ends with " + code);
      assertThat(code).isNotZero();
      cluster.startAgain(node);
      AuditResult unused = row.finish();
    }
  }

  @ParameterizedTest
  @MethodSource("seed")
  void node_cutOff_endsByItself(long seed) throws Exception {
    PLAN.require("F5");
    assumeTrue(network.canBeCut(), "network namespaces need Linux, root and ip");
    try (ClusterRow row = ClusterRow.start(cluster, "F5 1 of 3", seed, PLAN.size(6_000, 20_000))) {
      int node = row.anyNode();
      long time = System.nanoTime();
      for (int other = 0; other < Cluster.NODES; other++) {
        if (other != node) {
          network.part(node, other);
        }
      }
      int code = cluster.node(node).awaitExit();
      row.say("the node ends with " + code);
      row.awaitHealed(time);
      network.heal();
      cluster.startAgain(node);
      AuditResult unused = row.finish();
    }
  }
}
