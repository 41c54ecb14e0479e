package tandem.app;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.http.javadsl.ServerBinding;
import akka.kafka.ProducerSettings;
import akka.kafka.javadsl.SendProducer;
import com.typesafe.config.Config;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tandem.app.cluster.ClusterFacts;
import tandem.app.cluster.ClusterSettings;
import tandem.app.cluster.Membership;
import tandem.app.database.ModelJournals;
import tandem.app.evaluation.EvaluationBoard;
import tandem.app.evaluation.Evaluations;
import tandem.app.list.Pages;
import tandem.entity.list.PagedLists;
import tandem.http.AdminPorts;
import tandem.http.HttpServer;
import tandem.http.HttpSettings;
import tandem.http.Ports;
import tandem.ingest.EventLog;
import tandem.ingest.IngestMetrics;
import tandem.ingest.IngestSettings;
import tandem.ingest.Rejections;

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
    Remoting.requireSafe(given);
    Foundation foundation = Foundation.open(settings);
    Config plugin =
        ModelJournals.sections(
            Version.asAppVersion(given)
                .withFallback(settings.app().database().pluginConfig())
                .withFallback(given));
    ActorSystem<Void> system = system(foundation, plugin);
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
                      LearnedModel.blocking(system)));
      return system;
    } catch (RuntimeException failed) {
      foundation.close();
      throw failed;
    }
  }

  private static Node start(NodeSettings settings, Foundation foundation, ActorSystem<Void> system)
      throws IOException {
    IngestSettings ingest = settings.ingest();
    Producer<byte[], byte[]> producer = producer(system, foundation.bootstrap());
    SendProducer<byte[], byte[]> unordered =
        new SendProducer<>(producerSettings(system).withProducer(producer), system);
    EventLog log = new EventLog(foundation.admin(), ingest.topic());
    Metrics metrics = Metrics.of(system, foundation.database(), producer, settings.rules());
    Models models =
        new Models(
            new LearnedModel.Ground(
                system, settings, log, foundation.bootstrap(), foundation.broker().isPresent()),
            foundation.database().dataSource(),
            new Rejections(unordered, ingest.rejectedTopic()),
            metrics);
    closeAtTheEnd(system, models);
    PagedLists.init(system, settings.lists(), settings.entities(), Clock.systemUTC());
    Catalogue catalogue = new Catalogue(models);
    JournalProbe journal =
        new JournalProbe(
            foundation.database().dataSource(), LearnedModel.blocking(system), System::nanoTime);
    Ports ports =
        new Ports(
            new ActiveLists(models),
            models,
            new Pages(ClusterSharding.get(system), settings.entities().userShards()),
            new Publisher(
                producer,
                LearnedModel.blocking(system),
                ingest.topic(),
                log,
                models.main().frontiers(),
                Clock.systemUTC()),
            catalogue,
            catalogue.users(),
            new Evaluations(new EvaluationBoard(system), models::asked),
            new Readiness(system, models::active, journal),
            metrics);
    HttpSettings http = settings.http();
    ServerBinding admin =
        serve(
            HttpServer.startAdmin(
                system,
                http,
                new AdminPorts(
                    ports.health(), models, cluster(system, settings, log, models), metrics),
                Clock.systemUTC()),
            http.admin().host(),
            http.admin().port());
    LOG.info("Administration at http:/{}", admin.localAddress());
    ClusterSettings cluster = settings.app().cluster();
    new Membership(system, cluster).join();
    models.start();
    new Rounds(system, metrics, log, ingest.topic(), ports.health()).start();
    String address = "";
    if (cluster.serves()) {
      ServerBinding server =
          serve(
              HttpServer.start(system, http, ports, settings.rules(), Clock.systemUTC()),
              http.host(),
              http.port());
      address = "http:/" + server.localAddress();
      LOG.info("Serving {}", address);
    }
    if (cluster.learns()) {
      JournalWatch.start(system, journal, cluster);
      EvaluationBoard.start(system, metrics::quality);
      LOG.info("Learning from topic {} of {}", ingest.topic(), foundation.bootstrap());
    }
    return new Node(
        system, models.main().metrics(), ports, address, "http:/" + admin.localAddress());
  }

  private static ClusterFacts cluster(
      ActorSystem<?> system, NodeSettings settings, EventLog log, Models models) {
    IngestSettings ingest = settings.ingest();
    return new ClusterFacts(
        system,
        settings.entities().partitions(),
        log,
        ingest.topic(),
        () ->
            models.mainAndSides().stream()
                .map(
                    model ->
                        new ClusterFacts.Learned(
                            model.name(), model.name().of(ingest.groupId()), model.frontiers()))
                .toList());
  }

  private static void closeAtTheEnd(ActorSystem<?> system, Models models) {
    CoordinatedShutdown.get(system)
        .addTask(
            CoordinatedShutdown.PhaseBeforeActorSystemTerminate(),
            "close-tables-of-models",
            () ->
                CompletableFuture.supplyAsync(
                    () -> {
                      models.close();
                      return Done.getInstance();
                    },
                    LearnedModel.blocking(system)));
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
                    LearnedModel.blocking(system)));
    return producer;
  }

  private static ProducerSettings<byte[], byte[]> producerSettings(ActorSystem<?> system) {
    return ProducerSettings.create(system, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** The node's actor system. */
  ActorSystem<Void> system() {
    return system;
  }

  /** What HTTP is served from. */
  Ports ports() {
    return ports;
  }

  /** Where HTTP is served, {@code http://host:port}; empty if it is not. */
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
