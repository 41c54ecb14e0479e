package tandem.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import tandem.protocol.http.LogProgress;

/**
 * Three nodes in processes of their own on one topic and one PostgreSQL, after {@code
 * config/cluster.conf}. All that they say to the database goes through a proxy.
 */
final class Cluster implements AutoCloseable {

  static final int NODES = 3;

  /** Places in the network: for the nodes, and for one that only serves. */
  static final int PLACES = NODES + 1;

  private static final Path OVERLAY = Path.of("..", "config", "cluster.conf");
  private static final String NOT_INDEXED =
      "select count(*) from (select persistence_id, max(sequence_number) as newest"
          + " from event_journal where persistence_id >= 'user|' and persistence_id < 'user}'"
          + " group by persistence_id) j"
          + " left join index_user i on j.persistence_id = 'user|' || i.user_id"
          + " where i.sequence_number is distinct from j.newest";

  private final Processes processes;
  private final Path directory;
  private final FaultNetwork network;
  private final EventTopic topic;
  private final TcpProxy proxy;
  private final FaultDatabase database;
  private final List<NodeProcess> nodes = new ArrayList<>();
  private final FaultTraffic traffic;
  private Totals totals = new Totals(0, 0, 0, 0);

  /** Records since the cluster began. */
  record Totals(long accepted, long learned, long repeated, long rejected) {}

  private Cluster(
      Processes processes,
      Path directory,
      FaultNetwork network,
      EventTopic topic,
      TcpProxy proxy,
      FaultDatabase database) {
    this.processes = processes;
    this.directory = directory;
    this.network = network;
    this.topic = topic;
    this.proxy = proxy;
    this.database = database;
    this.traffic = new FaultTraffic(topic, FaultPlan.CURRENT.seed(), this::progress);
  }

  /** Starts all nodes, and returns when they are ready. */
  static Cluster start(
      Processes processes, BrokerProcess broker, Path directory, FaultNetwork network)
      throws IOException, SQLException {
    FaultDatabase own = FaultDatabase.postgres();
    URI url = URI.create(own.url().substring("jdbc:".length()));
    TcpProxy proxy = TcpProxy.start(network.database(), url.getPort());
    EventTopic topic = new EventTopic(broker.bootstrap(), "cluster", 2 * NODES);
    Cluster cluster = new Cluster(processes, directory, network, topic, proxy, own);
    for (int node = 0; node < NODES; node++) {
      cluster.nodes.add(cluster.begin(node, ""));
    }
    cluster.nodes.forEach(NodeProcess::awaitReady);
    cluster.traffic.warmUp();
    cluster.totals = new Totals(FaultTraffic.FIRST, FaultTraffic.FIRST, 0, 0);
    return cluster;
  }

  private NodeProcess begin(int node, String settings) throws IOException {
    Path own = Files.createDirectories(directory.resolve("node-" + (node + 1)));
    return NodeProcess.begin(
        processes, own, network.prefix(node), settings(network.node(node)) + settings);
  }

  private String settings(String address) throws IOException {
    return """
        include file("%s")
        akka.remote.artery.canonical.hostname = "%s"
        akka.discovery.config.services.tandem.endpoints = [%s]
        tandem.cluster.insecure-remoting = true
        tandem.http { interface = "%s", admin.host = "%s" }
        tandem.ingest.in-flight = 256
        tandem.entity.similar-users = on
        """
            .formatted(OVERLAY.toRealPath(), address, endpoints(), address, address)
        + HttpApi.keySettings()
        + topic.settings()
        + throughProxy();
  }

  private String throughProxy() {
    String path = URI.create(database.url().substring("jdbc:".length())).getPath();
    return "tandem.database { url = \"jdbc:postgresql://%s:%d%s\", user = \"%s\", migrate = true }%n"
        .formatted(network.database(), proxy.port(), path, database.user());
  }

  private String endpoints() {
    return String.join(
        ", ",
        IntStream.range(0, NODES)
            .mapToObj(node -> "{ host = \"%s\", port = 8558 }".formatted(network.node(node)))
            .toList());
  }

  /** Starts a node beside them that only serves, and returns when it is ready. */
  NodeProcess startFront() throws IOException {
    NodeProcess front = begin(NODES, "tandem.cluster.roles = [serve]");
    front.awaitReady();
    return front;
  }

  /** Starts a node that has ended, and returns when it is ready. */
  void startAgain(int node) throws IOException {
    nodes.set(node, nodes.get(node).startAgain());
  }

  /** The same with lines of other settings. */
  void startAgain(int node, String settings) throws IOException {
    NodeProcess started = begin(node, settings);
    started.awaitReady();
    nodes.set(node, started);
  }

  NodeProcess node(int node) {
    return nodes.get(node);
  }

  /** The HTTP interfaces of all nodes, as of now. */
  List<HttpApi> apis() {
    return nodes.stream().map(NodeProcess::api).toList();
  }

  /** The progress that the first node tells that can; if none can, an {@link IOException}. */
  LogProgress progress() throws IOException, InterruptedException {
    IOException failure = new IOException("no node");
    for (NodeProcess node : nodes) {
      if (node.isAlive()) {
        try {
          return node.api().withPatience(ClusterReads.PATIENCE).progress();
        } catch (IOException e) {
          failure = e;
        }
      }
    }
    throw failure;
  }

  /** Bytes in use on the heaps of all nodes, after a collection of each. */
  long liveHeap() {
    return nodes.stream().mapToLong(NodeProcess::liveHeap).sum();
  }

  FaultNetwork network() {
    return network;
  }

  EventTopic topic() {
    return topic;
  }

  /** Makes the database's answers late, for all nodes. */
  void delayDatabase(long millis) {
    proxy.delay(millis);
  }

  /** What the nodes have stored, against all that was accepted; they may run, at rest. */
  AuditResult audit() throws IOException {
    Account account = traffic.account();
    AuditResult audit =
        AuditResult.of(
            processes,
            directory,
            nodes.get(0),
            "--truth",
            account.write(directory.resolve("truth.ndjson")).toString(),
            "--rejected",
            Integer.toString(account.rejected()));
    totals = new Totals(account.records(), audit.learned(), audit.repeated(), account.rejected());
    return audit;
  }

  /**
   * Waits until the index of users has stored the newest event of each user. Asks it for something
   * each time: a partition of it that moves to another node, now or a round of moves later, starts
   * with the next message.
   */
  void awaitUsersIndexed() {
    HttpApi api =
        nodes.stream()
            .filter(NodeProcess::isAlive)
            .findFirst()
            .orElseThrow()
            .api()
            .withPatience(ClusterReads.PATIENCE);
    long unused =
        Await.until("all users to be indexed", () -> usersNotIndexed(api), late -> late == 0);
  }

  private long usersNotIndexed(HttpApi api) throws IOException, InterruptedException, SQLException {
    HttpResponse<String> unused = api.get("/v1/users/" + FaultTraffic.user(0) + "/similar");
    return database.number(NOT_INDEXED);
  }

  /** What the last audit has found; nothing at first. */
  Totals totals() {
    return totals;
  }

  /** Is printed when a test fails. */
  void note(String line) {
    processes.note(line);
  }

  /** All loads of the cluster's life. */
  FaultTraffic traffic() {
    return traffic;
  }

  /** SIGTERM to one after the other, the oldest last. */
  void stop() {
    for (int node = NODES - 1; node >= 0; node--) {
      assertThat(nodes.get(node).stop()).isEqualTo(NodeProcess.TERMINATED);
    }
  }

  @Override
  public void close() {
    proxy.close();
  }
}
