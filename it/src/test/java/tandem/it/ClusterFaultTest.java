package tandem.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tandem.model.ItemId;
import tandem.protocol.http.ClusterView;
import tandem.protocol.http.EvaluationView;
import tandem.protocol.http.ItemList;
import tandem.protocol.http.ListedItem;
import tandem.protocol.http.LogProgress;

/** What happens to one of three nodes, while the others go on. */
final class ClusterFaultTest {

  @RegisterExtension static final Processes PROCESSES = Processes.sharedByAllTests();

  private static final FaultPlan PLAN = FaultPlan.CURRENT;

  private static final String CLUSTER = "/v1/admin/cluster";

  /** Of the index, by default. */
  private static final int PARTITIONS = 16;

  private static FaultNetwork network;
  private static Cluster cluster;

  @BeforeAll
  static void startCluster(@TempDir Path directory) throws Exception {
    PLAN.requireAny("serve", "F1", "F3", "F4", "F5", "F7", "F15", "F17", "F19");
    network = FaultNetwork.make(Cluster.PLACES);
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

  /** With an eighth of the records in the short form. */
  private static ClusterRow start(String row, long seed, int records) {
    return ClusterRow.start(cluster, row, seed, PLAN.size(records / 8, records));
  }

  static List<Long> seed() {
    return PLAN.seeds(1, 1);
  }

  static List<Long> kills() {
    return PLAN.seeds(1, 5);
  }

  /** No fault: a front end that holds nothing takes events and answers for all users. */
  @ParameterizedTest
  @MethodSource("seed")
  void nodeThatOnlyServes_joined_answersAsTheOthers(long seed) throws Exception {
    PLAN.require("serve");
    try (ClusterRow row = start("serve", seed, 4_000)) {
      NodeProcess front = cluster.startFront();
      row.traffic().post(front.api(), 200);
      row.traffic().awaitLearned();
      boolean unusedSame =
          Await.until( // each is told by the partitions, after the frontier
              "the list of another node",
              () -> popular(front.api()).items().equals(popular(cluster.node(0).api()).items()),
              same -> same);
      for (int user = 0; user < 50; user++) {
        String list = "/v1/users/" + FaultTraffic.user(user) + "/recommendations?k=20";
        assertThat(front.api().get(list, ItemList.class).items())
            .isEqualTo(cluster.node(0).api().get(list, ItemList.class).items());
      }
      EvaluationView evaluation =
          Await.until(
              "what all nodes have counted",
              () -> front.api().get("/v1/evaluation", EvaluationView.class),
              view -> view.missingNodes() == null);
      assertThat(evaluation.nodes()).isEqualTo(Cluster.NODES);
      assertThat(evaluation.windows().get(3).ratings()).isNotNull();
      assertHoldsNothing(new HttpApi(front.adminAddress()).get(CLUSTER, ClusterView.class));
      assertThat(front.stop()).isEqualTo(NodeProcess.TERMINATED);
      AuditResult unused = row.finish();
      assertThat(row.reads().seen().unanswered()).as("reads without an answer").isZero();
    }
  }

  /** The one that answers. */
  private static void assertHoldsNothing(ClusterView view) {
    String self = view.answeredBy();
    assertThat(view.members()).hasSize(Cluster.PLACES);
    assertThat(view.members())
        .filteredOn(member -> member.address().equals(self))
        .extracting(ClusterView.Member::roles)
        .containsExactly(List.of("serve"));
    ClusterView.Model main = view.models().get(0);
    assertThat(main.shards()).isNotEmpty().noneMatch(shards -> shards.member().equals(self));
    assertThat(main.log()).isNotEmpty().noneMatch(part -> self.equals(part.reader()));
  }

  @ParameterizedTest
  @MethodSource("kills")
  void anyNode_killed_othersTakeOver(long seed) throws Exception {
    PLAN.require("F1");
    try (ClusterRow row = start("F1 of 3", seed, 20_000)) {
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
    try (ClusterRow row = start("F3", seed, 20_000)) {
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

  /** Nodes of a next version, which writes more, and of this one read what both have written. */
  @ParameterizedTest
  @Tag(FaultPlan.SUITE)
  @MethodSource("seed")
  void nodes_upgradedAndBack_understandEachOther(long seed) throws Exception {
    PLAN.require("F17");
    try (ClusterRow row = start("F17", seed, 20_000)) {
      int last = PLAN.size(Cluster.NODES - 1, 0);
      for (String version : List.of(NextVersion.settings(), "")) {
        for (int node = Cluster.NODES - 1; node >= last; node--) {
          assertThat(cluster.node(node).stop()).isEqualTo(NodeProcess.TERMINATED);
          cluster.startAgain(node, version);
          row.traffic().awaitProgressOfAll();
          row.say("node " + (node + 1) + (version.isEmpty() ? " is back" : " is upgraded"));
        }
      }
      AuditResult unused = row.finish();
      assertThat(row.reads().seen().unanswered()).as("reads without an answer").isZero();
    }
  }

  @ParameterizedTest
  @Tag(FaultPlan.SUITE)
  @MethodSource("seed")
  void node_standsStillUntilGivenUp_endsByItself(long seed) throws Exception {
    PLAN.require("F4");
    try (ClusterRow row = start("F4", seed, 20_000)) {
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
  @Tag(FaultPlan.SUITE)
  @MethodSource("cuts")
  void node_cutOffFromTheOthers_endsByItself(Cut cut) throws Exception {
    PLAN.require("F5");
    assumeTrue(network.canBeCut(), "network namespaces need Linux, root and ip");
    try (ClusterRow row = start("F5 " + cut.text, PLAN.seed(), 20_000)) {
      int node = row.anyNode();
      long time = System.nanoTime();
      for (int other = 0; other < Cluster.NODES; other++) {
        if (other != node) {
          cut.between(node, other);
        }
      }
      int code = cluster.node(node).awaitExit();
      row.say("node " + (node + 1) + " ends with " + code);
      assertThat(code).as("for a supervisor to start it again").isNotZero();
      row.awaitHealed(time);
      network.heal();
      cluster.startAgain(node);
      AuditResult unused = row.finish();
    }
  }

  /** How a node is cut off from the others. */
  private enum Cut {
    BOTH_WAYS("1 of 3"),
    ONE_WAY("one way");

    private final String text;

    Cut(String text) {
      this.text = text;
    }

    void between(int node, int other) {
      network.cut(node, network.node(other));
      if (this == BOTH_WAYS) {
        network.cut(other, network.node(node));
      }
    }
  }

  static List<Cut> cuts() {
    return PLAN.full() ? List.of(Cut.values()) : List.of(Cut.BOTH_WAYS);
  }

  @ParameterizedTest
  @Tag(FaultPlan.SUITE)
  @MethodSource("seed")
  void node_withoutBroker_leavesItsPartitionsToOthers(long seed) throws Exception {
    PLAN.require("F5");
    assumeTrue(PLAN.full(), "in full size only");
    assumeTrue(network.canBeCut(), "network namespaces need Linux, root and ip");
    try (ClusterRow row = start("F5 broker", seed, 30_000)) {
      int node = row.anyNode();
      long time = System.nanoTime();
      network.cut(node, network.broker());
      row.awaitHealed(time);
      network.heal();
      AuditResult unused = row.finish();
    }
  }

  /** It holds what the others' records need: it gives itself up, and they take over. */
  @ParameterizedTest
  @Tag(FaultPlan.SUITE)
  @MethodSource("seed")
  void node_withoutDatabase_endsByItself(long seed) throws Exception {
    PLAN.require("F5");
    assumeTrue(network.canBeCut(), "network namespaces need Linux, root and ip");
    try (ClusterRow row = start("F5 database", seed, 30_000)) {
      int node = row.anyNode();
      long time = System.nanoTime();
      network.cut(node, network.database());
      int code = cluster.node(node).awaitExit();
      row.say("node " + (node + 1) + " ends with " + code);
      assertThat(code).as("for a supervisor to start it again").isNotZero();
      row.awaitHealed(time);
      network.heal();
      cluster.startAgain(node);
      AuditResult unused = row.finish();
    }
  }

  @ParameterizedTest
  @Tag(FaultPlan.SUITE)
  @MethodSource("seed")
  void group_consumersComeAndGo_goesOn(long seed) throws Exception {
    PLAN.require("F7");
    // Longer than the passengers stay, since those who take a partition along read nothing of it.
    try (ClusterRow row = start("F7", seed, 160_000)) {
      int times = PLAN.size(1, 24);
      for (int n = 0; n < times; n++) {
        try (Passenger passenger = Passenger.join(cluster.topic())) {
          passenger.ride(Duration.ofSeconds(PLAN.size(2, 5)));
          row.traffic().awaitProgress(row.traffic().settled());
        }
        row.traffic().awaitProgress(row.traffic().settled());
      }
      AuditResult unused = row.finish();
    }
  }

  @ParameterizedTest
  @Tag(FaultPlan.SUITE)
  @MethodSource("seed")
  void database_slow_losesNothingAndIsCaughtUpWith(long seed) throws Exception {
    PLAN.require("F15");
    try (ClusterRow row = start("F15", seed, 20_000)) {
      long heap = cluster.liveHeap();
      cluster.delayDatabase(200);
      LogProgress behind =
          Await.until(
              "records to wait",
              cluster::progress,
              progress -> progress.waiting() > PLAN.size(300, 2_000));
      long heapBehind = cluster.liveHeap();
      row.say(
          "%d records wait for the slow database, live heap of the nodes %d MB, %d MB before"
              .formatted(behind.waiting(), heapBehind >> 20, heap >> 20));
      assertThat(heapBehind).as("what waits is not in memory").isLessThan(heap + heap / 4);
      long time = System.nanoTime();
      cluster.delayDatabase(0);
      row.traffic().awaitLearned();
      row.say("drained after %d ms".formatted((System.nanoTime() - time) / 1_000_000));
      AuditResult unused = row.finish();
    }
  }

  /** Each list while a node's partitions are away is that of the others, and says so. */
  @ParameterizedTest
  @Tag(FaultPlan.SUITE)
  @MethodSource("seed")
  void lists_partitionsAway_areExactOfTheRest(long seed) throws Exception {
    PLAN.require("F19");
    try (ClusterRow row = start("F19", seed, 10_000)) {
      row.traffic().awaitLearned();
      int node = row.anyNode();
      HttpApi other = cluster.node((node + 1) % Cluster.NODES).api();
      List<String> whole = popular(other).items().stream().map(ListedItem::itemId).toList();
      cluster.node(node).kill();
      row.countKill();
      List<Integer> missing = new ArrayList<>();
      ItemList again =
          Await.until(
              "a complete list after an incomplete one",
              () -> {
                ItemList list = popular(other);
                missing.addAll(assertIsOfTheRest(list, whole));
                return list;
              },
              list -> list.coverage() == 1 && !missing.isEmpty());
      assertThat(again.items()).extracting(ListedItem::itemId).isEqualTo(whole);
      row.say(missing.size() + " times a partition was missing");
      cluster.startAgain(node);
      AuditResult unused = row.finish();
    }
  }

  private static ItemList popular(HttpApi node) throws Exception {
    return node.get("/v1/popular?k=100", ItemList.class);
  }

  /** Returns the partitions that the list says it lacks. */
  private static List<Integer> assertIsOfTheRest(ItemList list, List<String> whole) {
    List<Integer> lacks = list.missingPartitions() == null ? List.of() : list.missingPartitions();
    assertThat(list.coverage()).isEqualTo((PARTITIONS - lacks.size()) / (double) PARTITIONS);
    List<String> rest =
        whole.stream()
            .filter(item -> !lacks.contains(new ItemId(item).partition(PARTITIONS)))
            .toList();
    assertThat(list.items())
        .extracting(ListedItem::itemId)
        .startsWith(rest.toArray(String[]::new))
        .allMatch(item -> !lacks.contains(new ItemId(item).partition(PARTITIONS)));
    return lacks;
  }
}
