package tandem.app;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import akka.http.javadsl.ServerBinding;
import akka.kafka.ConsumerSettings;
import akka.kafka.ProducerSettings;
import akka.kafka.javadsl.SendProducer;
import akka.serialization.SerializationExtension;
import com.typesafe.config.Config;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tandem.app.database.Database;
import tandem.app.past.PastLists;
import tandem.app.retention.Compaction;
import tandem.app.retention.DailyCompaction;
import tandem.app.store.EntityIds;
import tandem.app.store.JdbcErasures;
import tandem.app.store.JdbcFrontierStore;
import tandem.app.store.JdbcIndexStore;
import tandem.app.store.Sql;
import tandem.entity.EntitySettings;
import tandem.entity.index.Index;
import tandem.entity.index.IndexPartition;
import tandem.entity.index.JournalTail;
import tandem.entity.item.ItemEntity;
import tandem.entity.user.UserEntity;
import tandem.http.AdminPorts;
import tandem.http.HttpServer;
import tandem.http.HttpSettings;
import tandem.http.Ports;
import tandem.ingest.EventLog;
import tandem.ingest.IngestMetrics;
import tandem.ingest.IngestSettings;
import tandem.ingest.IngestStream;
import tandem.ingest.Rejections;
import tandem.ingest.UserLearner;
import tandem.model.ModelSettings;
import tandem.model.Sgd;
import tandem.protocol.InteractionRules;

/**
 * One node, whole: event log, database, entities, index, stream, HTTP. It is put together here by
 * hand, in the order in which an event meets the parts, and taken apart by Akka's coordinated
 * shutdown: HTTP first, then the stream, then the entities, then what they stand on.
 */
public final class Node {

  private static final Logger LOG = LoggerFactory.getLogger(Node.class);

  /** Named in {@code application.conf}: whoever started the node is to say why it failed. */
  private static final class StartFailed implements CoordinatedShutdown.Reason {}

  private final ActorSystem<Void> system;
  private final IngestMetrics metrics;
  private final Ports ports;
  private final String address;
  private final String adminAddress;

  private Node(
      ActorSystem<Void> system,
      IngestMetrics metrics,
      Ports ports,
      String address,
      String adminAddress) {
    this.system = system;
    this.metrics = metrics;
    this.ports = ports;
    this.address = address;
    this.adminAddress = adminAddress;
  }

  /**
   * Starts a node and returns when it serves. Throws {@link IOException} or an unchecked exception
   * that says what to do when Kafka or the database can't be had.
   */
  public static Node start(Config given) throws IOException {
    NodeSettings settings = NodeSettings.of(given);
    Foundation foundation = Foundation.open(settings);
    Config plugin = settings.app().database().pluginConfig();
    ActorSystem<Void> system = system(foundation, plugin.withFallback(given));
    try {
      return start(settings, foundation, system);
    } catch (IOException | RuntimeException failed) {
      shutdown(system, new StartFailed()).join();
      throw failed;
    }
  }

  /** An actor system that takes the foundation down with it. */
  private static ActorSystem<Void> system(Foundation foundation, Config config) {
    try {
      ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "tandem", config);
      CoordinatedShutdown.get(system)
          .addTask(
              CoordinatedShutdown.PhaseBeforeActorSystemTerminate(),
              "close-log-and-database",
              () ->
                  CompletableFuture.supplyAsync(
                      () -> {
                        foundation.close();
                        return Done.getInstance();
                      },
                      blocking(system)));
      return system;
    } catch (RuntimeException failed) {
      foundation.close();
      throw failed;
    }
  }

  private static Node start(NodeSettings settings, Foundation foundation, ActorSystem<Void> system)
      throws IOException {
    ModelSettings model = settings.model();
    InteractionRules rules = settings.rules();
    IngestSettings ingest = settings.ingest();
    EntitySettings entities = settings.entities();
    Producer<byte[], byte[]> producer = producer(system, foundation.bootstrap());
    SendProducer<byte[], byte[]> unordered =
        new SendProducer<>(producerSettings(system).withProducer(producer), system);
    joinItself(system);

    Sql sql = new Sql(foundation.database().dataSource(), blocking(system));
    JdbcIndexStore indexStore = new JdbcIndexStore(sql, SerializationExtension.get(system));
    ClusterSharding sharding = ClusterSharding.get(system);
    Sgd sgd = new Sgd(model);
    IndexPartition.init(system, sgd, entities, indexStore);
    ItemEntity.init(system, sgd, entities);
    UserEntity.init(system, sgd, rules, entities);
    JournalTail.init(system, entities, indexStore);

    EventLog log = new EventLog(foundation.admin(), ingest.topic());
    JdbcFrontierStore frontiers = new JdbcFrontierStore(sql, Clock.systemUTC());
    IngestMetrics metrics = new IngestMetrics(System::currentTimeMillis);
    IngestStream stream =
        new IngestStream(
            system,
            ingest,
            rules,
            model.objective(),
            new UserLearner(sharding, ingest.observeTimeout()),
            new Rejections(unordered, ingest.rejectedTopic()),
            log,
            frontiers,
            metrics);
    stream.start(consumer(stream, foundation));
    Index index = new Index(sharding, entities.partitions());
    Erasures erasures =
        new Erasures(
            sharding, new JdbcErasures(sql, SerializationExtension.get(system)), Clock.systemUTC());
    erasures.start(system);
    settings
        .retention()
        .compactAfter()
        .ifPresent(
            after ->
                new DailyCompaction(
                        system,
                        new Compaction(
                            foundation.database().dataSource(),
                            SerializationExtension.get(system),
                            sgd,
                            entities.repetitionWindow()),
                        after,
                        Clock.systemUTC())
                    .start(blocking(system)));
    Catalogue catalogue = new Catalogue(sharding, index, new EntityIds(sql), erasures);
    Ports ports =
        new Ports(
            new Lists(sharding, index, rules, model.objective(), model.factors()),
            new Publisher(
                producer, blocking(system), ingest.topic(), log, frontiers, Clock.systemUTC()),
            catalogue,
            catalogue.users(),
            new Readiness(index));
    HttpSettings http = settings.http();
    ServerBinding admin =
        serve(
            HttpServer.startAdmin(
                system,
                http,
                new AdminPorts(
                    ports.health(),
                    past(settings, foundation.database(), system, sgd),
                    new Metrics(metrics)),
                Clock.systemUTC()),
            http.admin().host(),
            http.admin().port());
    LOG.info("Administration at http:/{}", admin.localAddress());
    ServerBinding server =
        serve(
            HttpServer.start(system, http, ports, rules, Clock.systemUTC()),
            http.host(),
            http.port());
    LOG.info("Serving http:/{}", server.localAddress());
    LOG.info("Learning from topic {} of {}", ingest.topic(), foundation.bootstrap());
    return new Node(
        system, metrics, ports, "http:/" + server.localAddress(), "http:/" + admin.localAddress());
  }

  private static PastLists past(
      NodeSettings settings, Database database, ActorSystem<?> system, Sgd sgd) {
    return new PastLists(
        database.dataSource(),
        blocking(system),
        SerializationExtension.get(system),
        sgd,
        settings.entities().repetitionWindow(),
        new Answers(settings.rules(), settings.model().objective()));
  }

  private static ServerBinding serve(CompletionStage<ServerBinding> started, String host, int port)
      throws IOException {
    try {
      return started.toCompletableFuture().join();
    } catch (CompletionException failed) {
      throw new IOException(
          "HTTP can't be served on %s:%d, which is taken or not for us: give another port."
              .formatted(host, port),
          failed);
    }
  }

  private static ConsumerSettings<byte[], byte[]> consumer(
      IngestStream stream, Foundation foundation) {
    ConsumerSettings<byte[], byte[]> settings =
        stream.consumerSettings().withBootstrapServers(foundation.bootstrap());
    // With a broker of its own the node is the only member, ever: under a fixed name it takes the
    // place of its killed predecessor at once, instead of after that one's session.
    return foundation.broker().isPresent() ? settings.withGroupInstanceId("the-node") : settings;
  }

  /** Closed when HTTP and the stream, which send by it, have stopped. */
  private static Producer<byte[], byte[]> producer(ActorSystem<?> system, String bootstrap) {
    Producer<byte[], byte[]> producer =
        producerSettings(system).withBootstrapServers(bootstrap).createKafkaProducer();
    CoordinatedShutdown.get(system)
        .addTask(
            CoordinatedShutdown.PhaseBeforeClusterShutdown(),
            "close-producer",
            () ->
                CompletableFuture.supplyAsync(
                    () -> {
                      producer.close();
                      return Done.getInstance();
                    },
                    blocking(system)));
    return producer;
  }

  private static ProducerSettings<byte[], byte[]> producerSettings(ActorSystem<?> system) {
    return ProducerSettings.create(system, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static Executor blocking(ActorSystem<?> system) {
    return system.dispatchers().lookup(DispatcherSelector.fromConfig("tandem.blocking-dispatcher"));
  }

  private static void joinItself(ActorSystem<?> system) {
    Cluster cluster = Cluster.get(system);
    cluster.manager().tell(Join.create(cluster.selfMember().address()));
  }

  /** The node's actor system. */
  ActorSystem<Void> system() {
    return system;
  }

  /** What HTTP is served from. */
  Ports ports() {
    return ports;
  }

  /** Where HTTP is served, {@code http://host:port}. */
  String address() {
    return address;
  }

  /** Where the administration is served, {@code http://host:port}. */
  String adminAddress() {
    return adminAddress;
  }

  /** What the stream has counted. */
  IngestMetrics metrics() {
    return metrics;
  }

  /** Returns when the node has stopped. */
  void awaitEnd() {
    system.getWhenTerminated().toCompletableFuture().join();
  }

  /** Stops the node; completes when all is closed. */
  public CompletableFuture<Done> stop() {
    return shutdown(system, CoordinatedShutdown.actorSystemTerminateReason());
  }

  private static CompletableFuture<Done> shutdown(
      ActorSystem<?> system, CoordinatedShutdown.Reason reason) {
    return CoordinatedShutdown.get(system).runAll(reason).toCompletableFuture();
  }
}
