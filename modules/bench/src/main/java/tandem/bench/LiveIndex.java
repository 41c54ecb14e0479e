package tandem.bench;

import akka.Done;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import com.typesafe.config.ConfigFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import tandem.entity.EntitySettings;
import tandem.entity.EntityWatch;
import tandem.entity.Namespace;
import tandem.entity.index.Index;
import tandem.entity.index.IndexPartition;
import tandem.entity.index.IndexQuery;
import tandem.entity.index.IndexStore;
import tandem.entity.index.IndexedItem;
import tandem.model.FactorVector;
import tandem.model.ItemId;
import tandem.model.ModelName;
import tandem.model.ModelSettings;
import tandem.model.Sgd;

/** The index of one node behind its actors, with the items of a {@link Shelf} and no database. */
final class LiveIndex implements AutoCloseable {

  private static final int K = 10;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final String NODE =
      """
      akka {
        loglevel = WARNING
        actor.provider = cluster
        remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
        cluster { roles = [learn], jmx.enabled = off }
      }
      """;

  private final ActorSystem<Void> system;
  private final Index index;
  private final BiConsumer<Integer, IndexPartition.Command> teller;
  private final Shelf shelf;

  private LiveIndex(Shelf shelf, EntityWatch watch) {
    this.shelf = shelf;
    this.system =
        ActorSystem.create(
            Behaviors.empty(),
            "bench",
            ConfigFactory.parseString(NODE).withFallback(ConfigFactory.load()));
    Cluster cluster = Cluster.get(system);
    cluster.manager().tell(Join.create(cluster.selfMember().address()));
    IndexPartition.init(
        system,
        Namespace.MAIN.with(watch),
        new Sgd(ModelSettings.rating().withFactors(shelf.factors())),
        EntitySettings.of(system.settings().config()),
        new Loading(shelf),
        Clock.systemUTC(),
        Optional::empty);
    this.index = new Index(system, ModelName.MAIN, Shelf.PARTITIONS, watch);
    this.teller = IndexPartition.teller(system, ModelName.MAIN);
  }

  /** Gives each partition its items, one partition after the other, and forgets what it is told. */
  private record Loading(Shelf shelf) implements IndexStore {
    @Override
    public CompletionStage<Rows> rows(int partition) {
      synchronized (shelf) {
        return CompletableFuture.completedFuture(new Rows(shelf.items(partition), 1));
      }
    }

    @Override
    public CompletionStage<List<Change>> changes(List<Gap> gaps) {
      return CompletableFuture.completedFuture(List.of());
    }

    @Override
    public CompletionStage<Heads> heads(long after, Predicate<ItemId> wanted) {
      return CompletableFuture.completedFuture(new Heads(after, after, List.of()));
    }

    @Override
    public CompletionStage<Long> newest() {
      return CompletableFuture.completedFuture(1L);
    }

    @Override
    public CompletionStage<Done> save(int partition, List<IndexedItem> rows, long ordering) {
      return CompletableFuture.completedFuture(Done.getInstance());
    }
  }

  /** One that is loaded. */
  static LiveIndex of(Shelf shelf, EntityWatch watch) throws InterruptedException {
    LiveIndex live = new LiveIndex(shelf, watch);
    while (live.index.loaded(PATIENCE).toCompletableFuture().join().size() < Shelf.PARTITIONS) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    return live;
  }

  /** The best ten for the nth user. */
  CompletionStage<Index.Ranked> list(int user) {
    FactorVector vector = shelf.user(user);
    return index.topK(
        new IndexQuery(IndexQuery.Ranking.INNER_PRODUCT, vector), K, shelf.known(), PATIENCE);
  }

  /** Tells the index that an item has moved. */
  void move(IndexedItem item, long appended) {
    teller.accept(item.id().partition(Shelf.PARTITIONS), new IndexPartition.Moved(item, appended));
  }

  @Override
  public void close() {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().join();
  }
}
