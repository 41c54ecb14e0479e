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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tandem.app.database.Database;
import tandem.app.kafka.EmbeddedKafka;
import tandem.app.kafka.Topics;
import tandem.app.store.EntityIds;
import tandem.app.store.JdbcFrontierStore;
import tandem.app.store.JdbcIndexStore;
import tandem.app.store.Sql;
import tandem.entity.EntitySettings;
import tandem.entity.index.Index;
import tandem.entity.index.IndexPartition;
import tandem.entity.index.JournalTail;
import tandem.entity.item.ItemEntity;
import tandem.entity.user.UserEntity;
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

  private final ActorSystem<Void> system;
  private final IngestMetrics metrics;
  private final Ports ports;
  private final String address;

  private Node(ActorSystem<Void> system, IngestMetrics metrics, Ports ports, String address) {
    this.system = system;
    this.metrics = metrics;
    this.ports = ports;
    this.address = address;
  }

  /**
   * Starts a node and returns when it serves. Throws {@link IOException} or an unchecked exception
   * that says what to do when Kafka or the database can't be had.
   */
  public static Node start(Config given) throws IOException {
    AppSettings settings = AppSettings.of(given);
    ModelSettings model = ModelConfig.model(given);
    InteractionRules rules = ModelConfig.rules(given);
    IngestSettings ingest = IngestSettings.of(given);
    EntitySettings entities = EntitySettings.of(given);

    Optional<EmbeddedKafka> broker =
        settings.kafka().embedded()
            ? Optional.of(EmbeddedKafka.start(settings.kafkaDirectory(), settings.kafka().port()))
            : Optional.empty();
    String bootstrap = broker.map(EmbeddedKafka::bootstrap).orElse(settings.kafka().bootstrap());
    Topics.ensure(bootstrap, ingest.topic(), settings.kafka().partitions());
    Topics.ensure(bootstrap, ingest.rejectedTopic(), 1);
    Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap));
    Database database = Database.open(settings.database());

    ActorSystem<Void> system =
        ActorSystem.create(
            Behaviors.empty(), "tandem", settings.database().pluginConfig().withFallback(given));
    SendProducer<byte[], byte[]> producer = producer(system, bootstrap);
    CoordinatedShutdown.get(system)
        .addTask(
            CoordinatedShutdown.PhaseBeforeActorSystemTerminate(),
            "close-log-and-database",
            () ->
                producer
                    .close()
                    .thenApplyAsync(
                        closed -> {
                          admin.close();
                          database.close();
                          broker.ifPresent(EmbeddedKafka::close);
                          return Done.getInstance();
                        },
                        blocking(system)));
    joinItself(system);

    Sql sql = new Sql(database.dataSource(), blocking(system));
    JdbcIndexStore indexStore = new JdbcIndexStore(sql, SerializationExtension.get(system));
    ClusterSharding sharding = ClusterSharding.get(system);
    Sgd sgd = new Sgd(model);
    IndexPartition.init(system, sgd, entities, indexStore);
    ItemEntity.init(system, sgd, entities);
    UserEntity.init(system, sgd, rules, entities);
    JournalTail.init(system, entities, indexStore);

    EventLog log = new EventLog(admin, ingest.topic());
    JdbcFrontierStore frontiers = new JdbcFrontierStore(sql, Clock.systemUTC());
    IngestMetrics metrics = new IngestMetrics(System::currentTimeMillis);
    new IngestStream(
            system,
            ingest,
            rules,
            model.objective(),
            new UserLearner(sharding, ingest.observeTimeout()),
            new Rejections(producer, ingest.rejectedTopic()),
            log,
            frontiers,
            metrics)
        .start(consumer(system, bootstrap, settings.kafka().embedded()));
    Index index = new Index(sharding, entities.partitions());
    Catalogue catalogue = new Catalogue(sharding, index, new EntityIds(sql));
    Ports ports =
        new Ports(
            new Lists(sharding, index, rules, model.objective(), model.factors()),
            new Publisher(producer, ingest.topic(), log, frontiers, Clock.systemUTC()),
            catalogue,
            catalogue.users(),
            new Readiness(index));
    ServerBinding http =
        HttpServer.start(system, HttpSettings.of(given), ports, rules, Clock.systemUTC())
            .toCompletableFuture()
            .join();
    LOG.info("Serving http:/{}", http.localAddress());
    LOG.info("Learning from topic {} of {}", ingest.topic(), bootstrap);
    return new Node(system, metrics, ports, "http:/" + http.localAddress());
  }

  private static ConsumerSettings<byte[], byte[]> consumer(
      ActorSystem<?> system, String bootstrap, boolean isAlone) {
    ConsumerSettings<byte[], byte[]> settings =
        ConsumerSettings.create(system, new ByteArrayDeserializer(), new ByteArrayDeserializer())
            .withBootstrapServers(bootstrap);
    // With a broker of its own the node is the only member, ever: under a fixed name it takes the
    // place of its killed
    // predecessor at once, instead of after that one's session.
    return isAlone ? settings.withGroupInstanceId("the-node") : settings;
  }

  private static SendProducer<byte[], byte[]> producer(ActorSystem<?> system, String bootstrap) {
    return new SendProducer<>(
        ProducerSettings.create(system, new ByteArraySerializer(), new ByteArraySerializer())
            .withBootstrapServers(bootstrap),
        system);
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
    return CoordinatedShutdown.get(system)
        .runAll(CoordinatedShutdown.actorSystemTerminateReason())
        .toCompletableFuture();
  }
}
