package tandem.app;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import akka.kafka.ConsumerSettings;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import tandem.app.cluster.ClusterFacts;
import tandem.app.content.Contents;
import tandem.app.evaluation.ListSource;
import tandem.app.evaluation.ListTests;
import tandem.app.list.Lists;
import tandem.app.list.LiveBlend;
import tandem.app.past.PastLists;
import tandem.app.retention.Compaction;
import tandem.app.retention.DailyCompaction;
import tandem.app.store.JdbcBlendStore;
import tandem.app.store.JdbcContentStore;
import tandem.app.store.JdbcErasures;
import tandem.app.store.JdbcFrontierStore;
import tandem.app.store.JdbcIndexStore;
import tandem.app.store.JdbcUserStore;
import tandem.app.store.Sql;
import tandem.entity.EntitySettings;
import tandem.entity.Namespace;
import tandem.entity.index.Index;
import tandem.entity.index.IndexPartition;
import tandem.entity.index.JournalTail;
import tandem.entity.index.UserIndex;
import tandem.entity.index.UserPartition;
import tandem.entity.item.ItemEntity;
import tandem.entity.user.UserEntity;
import tandem.http.PastPort;
import tandem.http.RecommendationPort;
import tandem.ingest.EventLog;
import tandem.ingest.IngestMetrics;
import tandem.ingest.IngestSettings;
import tandem.ingest.IngestStream;
import tandem.ingest.Learner;
import tandem.ingest.Rejecter;
import tandem.ingest.UserLearner;
import tandem.model.Factors;
import tandem.model.ItemId;
import tandem.model.ModelName;
import tandem.model.ModelSettings;
import tandem.model.Sgd;
import tandem.model.UserId;
import tandem.protocol.InteractionRules;
import tandem.protocol.ItemDescription;

/**
 * One of the models on this node, whole: its entities, index, stream and lists, over tables of its
 * own. They are put together in the order in which an event meets them; the stream starts last.
 */
final class LearnedModel {

  private final ModelName name;
  private final ModelSettings settings;
  private final ClusterSharding sharding;
  private final EntityTypeKey<ItemEntity.Command> items;
  private final EntityTypeKey<UserEntity.Command> users;
  private final Sql sql;
  private final JdbcFrontierStore frontiers;
  private final JdbcErasures erased;
  private final Index index;
  private final Optional<UserIndex> crowd;
  private final Erasures erasures;
  private final LiveBlend blend;
  private final Lists lists;
  private final PastLists past;
  private final IngestMetrics metrics;
  private final UserLearner learner;
  private final IngestStream stream;
  private final ActorRef<JournalTail.Command> tail;
  private final Contents contents;
  private @Nullable Supplier<CompletionStage<Done>> running;

  /**
   * What all models of a node stand on.
   *
   * @param log of the events
   * @param bootstrap where its brokers are
   * @param onlyMember whether no other node reads the log
   */
  record Ground(
      ActorSystem<?> system,
      NodeSettings settings,
      EventLog log,
      String bootstrap,
      boolean onlyMember) {}

  /**
   * A model whose entities and index are there, and whose stream is not started.
   *
   * @param database whose tables are the model's
   * @param rejections what becomes of records that are no event
   * @param meters count what it does
   * @param elsewhere what happens in other models when a user is erased or had been erased
   */
  LearnedModel(
      Ground ground,
      Namespace namespace,
      ModelSettings model,
      DataSource database,
      Rejecter rejections,
      ModelMeters meters,
      Erasures.Elsewhere elsewhere) {
    ActorSystem<?> system = ground.system();
    EntitySettings entities = ground.settings().entities();
    InteractionRules rules = ground.settings().rules();
    Serialization serialization = SerializationExtension.get(system);
    Sgd sgd = new Sgd(model);
    Namespace watched = namespace.with(meters);
    this.name = namespace.model();
    this.settings = model;
    this.sharding = ClusterSharding.get(system);
    this.items = ItemEntity.key(name);
    this.users = UserEntity.key(name);
    this.sql = new Sql(database, blocking(system));
    JdbcIndexStore store = new JdbcIndexStore(sql, serialization);
    this.contents =
        new Contents(
            system,
            name,
            model,
            new JdbcContentStore(sql),
            store,
            entities.partitions(),
            this::place);
    IndexPartition.init(system, watched, sgd, entities, store, Clock.systemUTC(), contents::space);
    ItemEntity.init(system, watched, sgd, entities, Clock.systemUTC());
    this.crowd = crowd(system, entities, serialization);
    UserEntity.init(system, watched, sgd, rules, entities);
    this.tail = JournalTail.init(system, name, entities, store);
    this.frontiers = new JdbcFrontierStore(sql, Clock.systemUTC());
    this.metrics = new IngestMetrics(System::currentTimeMillis, meters::learned);
    this.blend = blend(ground.settings());
    this.index = new Index(system, name, entities.partitions(), meters);
    this.lists =
        new Lists(
            sharding,
            index,
            crowd,
            name,
            rules,
            model,
            blend,
            entities.trendWindows(),
            entities.cooccurrence(),
            contents::space,
            Clock.systemUTC());
    this.learner = new UserLearner(system, name, ground.settings().ingest().observeTimeout());
    this.stream =
        new IngestStream(
            system,
            ingest(ground.settings().ingest()),
            rules,
            model.objective(),
            tested(ground, meters),
            rejections,
            ground.log(),
            frontiers,
            metrics);
    this.erased = new JdbcErasures(sql, serialization);
    this.erasures =
        new Erasures(
            sharding,
            name,
            erased,
            Clock.systemUTC(),
            elsewhere,
            (user, sequence) -> crowd.ifPresent(users -> users.forget(user, sequence)));
    erasures.start(system);
    this.past =
        new PastLists(
            database,
            blocking(system),
            serialization,
            sgd,
            entities.repetitionWindow(),
            new Answers(rules, model.objective()));
    contents.start(ground.settings().content());
    blend.start(system);
    CoordinatedShutdown.get(system)
        .addTask(
            CoordinatedShutdown.PhaseBeforeClusterShutdown(),
            "store-blend-of-" + name.value(),
            () -> blend.stop().thenApply(done -> Done.getInstance()));
    compactDaily(ground, sgd, database);
  }

  /** The index of users, where there is to be one. */
  private Optional<UserIndex> crowd(
      ActorSystem<?> system, EntitySettings entities, Serialization serialization) {
    if (!entities.similarUsers()) {
      return Optional.empty();
    }
    JdbcUserStore store = new JdbcUserStore(sql, serialization);
    UserPartition.init(system, name, settings.factors(), entities, store);
    return Optional.of(new UserIndex(system, name, entities));
  }

  /** Learned where lists are tested. */
  private LiveBlend blend(NodeSettings all) {
    return all.blend().learned() && all.evaluation().share() > 0
        ? LiveBlend.learned(all.blend(), new JdbcBlendStore(sql))
        : LiveBlend.fixed(all.blend());
  }

  /** Who learns, after a share of lists is tested. */
  private Learner tested(Ground ground, ModelMeters meters) {
    NodeSettings all = ground.settings();
    return all.evaluation().share() == 0
        ? learner
        : new ListTests(
            learner,
            new ListSource(lists, index),
            all.rules()::isInterest,
            blend,
            all.evaluation(),
            meters.quality().lists(),
            System::nanoTime);
  }

  private IngestSettings ingest(IngestSettings main) {
    return main.withGroup(name.of(main.groupId()));
  }

  private static void compactDaily(Ground ground, Sgd sgd, DataSource database) {
    ground
        .settings()
        .retention()
        .compactAfter()
        .ifPresent(
            after ->
                new DailyCompaction(
                        ground.system(),
                        new Compaction(
                            database,
                            SerializationExtension.get(ground.system()),
                            sgd,
                            ground.settings().entities().repetitionWindow()),
                        after,
                        Clock.systemUTC())
                    .start(blocking(ground.system())));
  }

  /** Describes an item; completes when that is durable and the index is told. */
  CompletionStage<Done> describe(ItemId item, ItemDescription description, Duration timeout) {
    return Refusals.unavailable(
            sharding
                .entityRefFor(items, item.value())
                .<Done>askWithStatus(
                    replyTo -> new ItemEntity.Describe(description, replyTo), timeout))
        .thenApply(
            done -> {
              contents.described(item, description);
              return done;
            });
  }

  private CompletionStage<Done> place(ItemId item, Factors factors, Duration timeout) {
    return sharding
        .entityRefFor(items, item.value())
        .askWithStatus(replyTo -> new ItemEntity.Place(factors, replyTo), timeout);
  }

  /** Removes an item from all lists; completes likewise. */
  CompletionStage<Done> remove(ItemId item, Duration timeout) {
    return Refusals.unavailable(
        sharding
            .entityRefFor(items, item.value())
            .<Done>askWithStatus(ItemEntity.Remove::new, timeout));
  }

  /** What is known of a user. */
  CompletionStage<UserEntity.Profile> profile(UserId user, Duration timeout) {
    return Refusals.unavailable(
        sharding
            .entityRefFor(users, user.value())
            .<UserEntity.Profile>askWithStatus(
                replyTo -> new UserEntity.GetProfile(Optional.empty(), replyTo), timeout));
  }

  /** Learns from now on, if that is what the node does. */
  void learn(Ground ground) {
    if (!ground.settings().app().cluster().learns()) {
      return;
    }
    ConsumerSettings<byte[], byte[]> consumer =
        stream
            .consumerSettings()
            .withBootstrapServers(ground.bootstrap())
            .withClientId(
                ClusterFacts.clientId(
                    ground.system(), ingest(ground.settings().ingest()).groupId()));
    // With a broker of its own the node is the only member, ever: under a fixed name it takes the
    // place of its killed predecessor at once, instead of after that one's session.
    running =
        stream.start(ground.onlyMember() ? consumer.withGroupInstanceId("the-node") : consumer);
  }

  /** Learns no more; completes when what was under way is durable. */
  CompletionStage<Done> end() {
    tail.tell(JournalTail.Stop.INSTANCE);
    crowd.ifPresent(UserIndex::rest);
    erasures.stop();
    contents.stop();
    var unused = blend.stop();
    CompletionStage<Done> drained =
        running == null ? CompletableFuture.completedFuture(Done.getInstance()) : running.get();
    return drained.whenComplete((done, failure) -> learner.stop());
  }

  /** For what blocks. */
  static Executor blocking(ActorSystem<?> system) {
    return system.dispatchers().lookup(DispatcherSelector.fromConfig("tandem.blocking-dispatcher"));
  }

  ModelName name() {
    return name;
  }

  ModelSettings settings() {
    return settings;
  }

  Sql sql() {
    return sql;
  }

  JdbcFrontierStore frontiers() {
    return frontiers;
  }

  /** The erasures that are noted. */
  JdbcErasures erased() {
    return erased;
  }

  Index index() {
    return index;
  }

  Erasures erasures() {
    return erasures;
  }

  /** What its kinds of entities are called in the cluster. */
  Map<String, String> types() {
    Map<String, String> types = new HashMap<>();
    types.put("user", users.name());
    types.put("item", items.name());
    types.put("index", IndexPartition.key(name).name());
    crowd.ifPresent(on -> types.put("user-index", UserPartition.key(name).name()));
    return types;
  }

  /** What the descriptions of its items say. */
  Contents contents() {
    return contents;
  }

  /** How much each ranking counts in its blends. */
  LiveBlend blend() {
    return blend;
  }

  RecommendationPort lists() {
    return lists;
  }

  PastPort past() {
    return past;
  }

  IngestMetrics metrics() {
    return metrics;
  }
}
