package tandem.entity.index;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.StashBuffer;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.cluster.sharding.ShardCoordinator.ShardAllocationStrategy;
import akka.cluster.sharding.typed.ClusterShardingSettings;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tandem.entity.Awake;
import tandem.entity.EntitySettings;
import tandem.entity.EntityWatch;
import tandem.entity.Namespace;
import tandem.model.FactorVector;
import tandem.model.ItemId;
import tandem.model.ModelName;
import tandem.model.NegativeSampler;
import tandem.model.NegativeSource;
import tandem.model.Sgd;
import tandem.model.content.ContentSpace;
import tandem.protocol.CborSerializable;
import tandem.ranking.Penalties;
import tandem.ranking.SharedThreshold;

/**
 * One partition of the index: packed vectors of the items that hash to it. Items tell it their
 * moves (last writer wins, by sequence number, so any order and any repetition will do), and it
 * answers top-k queries, those that wait by one scan. Who makes a list on its node need not wait
 * for it: {@link PartitionDesk}. It is a projection of the journal: it starts from the read model,
 * reads what the journal has beyond, is told by {@link JournalTail} what it may have missed, and
 * writes its rows behind. It never passivates.
 */
public final class IndexPartition extends AbstractBehavior<IndexPartition.Command> {

  private static final String DISPATCHER = "tandem.entity.index-dispatcher";
  private static final int WAITING_QUERIES = 10_000;
  private static final int REBALANCE_LIMIT = 4;
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final int partition;
  private final EntitySettings settings;
  private final IndexStore store;
  private final EntityWatch watch;
  private final LiveContents contents;
  private final LocalPartitions here;
  private final Awake.Seat<Command> seat;
  private final PartitionDesk desk;
  private long ordering;
  private final Lacking lacking = new Lacking();
  private boolean reading; // the journal
  private boolean storing;

  /** What a partition can be told. */
  public sealed interface Command extends CborSerializable {}

  /**
   * An item has moved.
   *
   * @param appended when the oldest record that moved it came into the log, epoch milliseconds; 0
   *     if it moved by none, or that is not known
   */
  public record Moved(IndexedItem item, long appended) implements Command {}

  /**
   * The best {@code k} of the items that the query admits and that are available now, without
   * {@code exclude}; answered once the partition is loaded.
   *
   * @param penalties for so many items, the first of {@code exclude}, what is taken off their
   *     scores instead of leaving them out: a node of an earlier version leaves them out
   */
  public record TopK(
      IndexQuery query, int k, List<ItemId> exclude, FactorVector penalties, ActorRef<Hits> replyTo)
      implements Command {

    /**
     * A query of an earlier version has no penalties. Throws {@link IllegalArgumentException} for
     * more of them than there are items.
     */
    public TopK {
      penalties = Objects.requireNonNullElse(penalties, FactorVector.of());
      if (penalties.length() > exclude.size()) {
        throw new IllegalArgumentException(penalties.length() + " penalties");
      }
    }

    /** Without penalties. */
    public TopK(IndexQuery query, int k, List<ItemId> exclude, ActorRef<Hits> replyTo) {
      this(query, k, exclude, FactorVector.of(), replyTo);
    }

    IndexContents.Wanted wanted(Instant now, SharedThreshold threshold) {
      int penalised = penalties.length();
      return new IndexContents.Wanted(
          query,
          k,
          penalised == 0 ? exclude : exclude.subList(penalised, exclude.size()),
          new Penalties<>(exclude.subList(0, penalised), penalties),
          now,
          threshold);
    }
  }

  /**
   * What is known of these items, hidden ones and removed ones too.
   *
   * @param withRows whether with their rows of co-occurrences
   */
  public record GetItems(List<ItemId> ids, boolean withRows, ActorRef<Found> replyTo)
      implements Command {

    /** Without their rows. */
    public GetItems(List<ItemId> ids, ActorRef<Found> replyTo) {
      this(ids, false, replyTo);
    }
  }

  /**
   * Up to {@code count} negatives for a user who took an item, by the model's {@link
   * NegativeSource}: RECENT is the newest moves here, so about as often as items are popular at
   * present, the others are what the items here have learned.
   */
  public record Sample(int count, ActorRef<Sampled> replyTo) implements Command {}

  /** How the partition is; answered while it loads, too. */
  public record GetStatus(ActorRef<Status> replyTo) implements Command {}

  /**
   * What the journal has in a range of its ordering numbers; from {@link JournalTail}.
   *
   * @param changes what happened there, from a node of an earlier version; else nothing, and not up
   *     to the end of the range, so that a partition of an earlier version reads for itself what
   *     lies beyond its own ordering number
   * @param heads how far items are; none from a node of an earlier version
   * @param earlier how many items of the range are in messages before this one
   * @param total how many items of the range are in all messages
   */
  public record JournalRead(
      IndexStore.Changes changes, Optional<IndexStore.Heads> heads, int earlier, int total)
      implements Command {

    /** A message of an earlier version has no heads. */
    public JournalRead {
      heads = Objects.requireNonNullElse(heads, Optional.empty());
    }

    /** Some of the items of a range. */
    JournalRead(IndexStore.Heads heads, int earlier, int total) {
      this(
          new IndexStore.Changes(heads.after(), heads.after(), List.of()),
          Optional.of(heads),
          earlier,
          total);
    }
  }

  private record RowsRead(IndexStore.Rows rows) implements Command {}

  private record HeadsRead(IndexStore.Heads heads) implements Command {}

  private record CaughtUp(IndexStore.Changes changes) implements Command {}

  private record Failed(Throwable cause) implements Command {}

  private record Saved() implements Command {}

  private record SaveFailed(List<ItemId> items, Throwable cause) implements Command {}

  private enum Load implements Command {
    INSTANCE
  }

  private enum Scan implements Command {
    INSTANCE
  }

  private enum Place implements Command {
    INSTANCE
  }

  private record Broken(RuntimeException cause) implements Command {}

  /**
   * The answer to {@link TopK}, best first.
   *
   * @param unplaced whether the query ranks by descriptions, and it is not known yet where those of
   *     this partition lie
   */
  public record Hits(int partition, List<Hit> hits, boolean unplaced) implements CborSerializable {

    /** Of a query that could be answered. */
    public Hits(int partition, List<Hit> hits) {
      this(partition, hits, false);
    }
  }

  /** The answer to {@link GetItems}: those that exist. */
  public record Found(List<IndexedItem> items) implements CborSerializable {}

  /**
   * The answer to {@link Sample}.
   *
   * @param share one more than what the partition has to draw from, {@link NegativeSampler#weight};
   *     0 from a node of an earlier version
   */
  public record Sampled(int partition, List<IndexedItem> items, long share)
      implements CborSerializable {}

  /**
   * The answer to {@link GetStatus}.
   *
   * @param items that lists may show
   * @param events that all items together have learned from; 0 from a node of an earlier version
   */
  public record Status(int partition, boolean loaded, int items, long events)
      implements CborSerializable {

    /** Without a word of the events. */
    public Status(int partition, boolean loaded, int items) {
      this(partition, loaded, items, 0);
    }
  }

  /**
   * Makes this node host partitions.
   *
   * @param clock says which items are available
   * @param spaces the content space that the node knows at the moment
   */
  public static void init(
      ActorSystem<?> system,
      Namespace namespace,
      Sgd sgd,
      EntitySettings settings,
      IndexStore store,
      Clock clock,
      Supplier<Optional<ContentSpace>> spaces) {
    Awake<Command> awake = Awake.of(system, key(namespace.model()));
    ClusterSharding.get(system)
        .init(
            Entity.of(
                    key(namespace.model()),
                    entity ->
                        create(
                            Integer.parseInt(entity.getEntityId()),
                            sgd,
                            settings,
                            store,
                            namespace.watch(),
                            clock,
                            spaces,
                            LocalPartitions.of(system, key(namespace.model())),
                            self -> awake.seat(entity, self)))
                .withRole(EntitySettings.ROLE)
                .withMessageExtractor(new IndexShards<>())
                .withEntityProps(DispatcherSelector.fromConfig(DISPATCHER))
                .withAllocationStrategy(allocation(system, settings))
                .withSettings(ClusterShardingSettings.create(system).withNoPassivationStrategy()));
  }

  /** The kind of entity; its id is the number of the partition. */
  public static EntityTypeKey<Command> key(ModelName model) {
    return EntityTypeKey.create(Command.class, model.of("index"));
  }

  /**
   * Tells the partitions of a model by number. A node that shuts down tells them nothing more,
   * since a message to a partition that has stopped keeps its region waiting; what is missed, the
   * next owner reads in the journal.
   */
  public static BiConsumer<Integer, Command> teller(ActorSystem<?> system, ModelName model) {
    BiConsumer<Integer, Command> teller = Scatter.teller(system, key(model));
    LocalPartitions here = LocalPartitions.of(system, key(model));
    return (partition, command) -> {
      if (!(command instanceof Moved move && here.leave(partition, move))) {
        teller.accept(partition, command);
      }
    };
  }

  /**
   * Takes samples of the partitions of a model that have one ready on this node, by number; null
   * where one is to be asked for.
   */
  public static IntFunction<@Nullable Sampled> samples(ActorSystem<?> system, ModelName model) {
    return LocalPartitions.of(system, key(model))::sample;
  }

  /** Puts a partition and the items of the same number on the same node. */
  public static ShardAllocationStrategy allocation(ActorSystem<?> system, EntitySettings settings) {
    return EvenAllocation.of(system, settings.partitions(), REBALANCE_LIMIT);
  }

  /** The behaviour of a partition that is asked by messages only. */
  public static Behavior<Command> create(
      int partition,
      Sgd sgd,
      EntitySettings settings,
      IndexStore store,
      EntityWatch watch,
      Clock clock,
      Supplier<Optional<ContentSpace>> spaces) {
    return create(
        partition, sgd, settings, store, watch, clock, spaces, new LocalPartitions(), Awake::alone);
  }

  /** The behaviour of a partition; it is known to {@code here} while it answers. */
  static Behavior<Command> create(
      int partition,
      Sgd sgd,
      EntitySettings settings,
      IndexStore store,
      EntityWatch watch,
      Clock clock,
      Supplier<Optional<ContentSpace>> spaces,
      LocalPartitions here,
      Function<ActorRef<Command>, Awake.Seat<Command>> seat) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers ->
                    Behaviors.withStash(
                        WAITING_QUERIES,
                        stash ->
                            new IndexPartition(
                                    context,
                                    partition,
                                    sgd,
                                    settings,
                                    store,
                                    watch,
                                    clock,
                                    spaces,
                                    here,
                                    seat.apply(context.getSelf()))
                                .loading(timers, stash))));
  }

  private IndexPartition(
      ActorContext<Command> context,
      int partition,
      Sgd sgd,
      EntitySettings settings,
      IndexStore store,
      EntityWatch watch,
      Clock clock,
      Supplier<Optional<ContentSpace>> spaces,
      LocalPartitions here,
      Awake.Seat<Command> seat) {
    super(context);
    this.seat = seat;
    this.partition = partition;
    this.settings = settings;
    this.store = store;
    this.watch = watch;
    ActorRef<Command> self = context.getSelf();
    this.contents =
        new LiveContents(
            partition,
            sgd,
            spaces,
            watch,
            clock,
            () -> self.tell(Place.INSTANCE),
            cause -> self.tell(new Broken(cause)));
    this.here = here;
    this.desk = new PartitionDesk(contents, () -> self.tell(Scan.INSTANCE));
  }

  private Behavior<Command> loading(TimerScheduler<Command> timers, StashBuffer<Command> stash) {
    here.starts(partition);
    load();
    return Behaviors.receive(Command.class)
        .onMessage(Load.class, again -> load())
        .onMessage(RowsRead.class, this::onRowsRead)
        .onMessage(HeadsRead.class, this::onHeadsRead)
        .onMessage(CaughtUp.class, caughtUp -> onLoaded(caughtUp, stash))
        .onMessage(Failed.class, failed -> retry(failed, timers))
        .onMessage(Moved.class, this::onMoved)
        .onMessage(GetStatus.class, this::onGetStatus)
        .onMessage(Sample.class, sample -> Behaviors.same())
        .onMessage(JournalRead.class, read -> Behaviors.same())
        .onAnyMessage(
            query -> {
              if (!stash.isFull()) { // else it runs into its time-out
                stash.stash(query);
              } else {
                watch.dropped();
              }
              return Behaviors.same();
            })
        .build();
  }

  private Behavior<Command> load() {
    getContext()
        .pipeToSelf(
            store.rows(partition),
            (rows, failure) -> failure == null ? new RowsRead(rows) : new Failed(failure));
    return Behaviors.same();
  }

  private Behavior<Command> retry(Failed failed, TimerScheduler<Command> timers) {
    getContext()
        .getLog()
        .warn(
            "Index partition {} can't load and tries again: {}",
            partition,
            failed.cause().toString());
    timers.startSingleTimer(Load.INSTANCE, RETRY);
    return Behaviors.same();
  }

  private Behavior<Command> onRowsRead(RowsRead read) {
    for (IndexedItem item : read.rows().items()) {
      contents.keep(item);
    }
    ordering = read.rows().ordering();
    return readBeyond();
  }

  private Behavior<Command> onLoaded(CaughtUp caughtUp, StashBuffer<Command> stash) {
    reading = false;
    apply(caughtUp.changes());
    contents.loaded();
    here.open(partition, desk, contents);
    seat.take();
    return stash.unstashAll(this);
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Moved.class, alone(this::onMoved))
        .onMessage(TopK.class, this::onTopK)
        .onMessage(Scan.class, scan -> onScan())
        .onMessage(Place.class, alone(place -> onPlace()))
        .onMessage(GetItems.class, alone(this::onGetItems))
        .onMessage(Sample.class, alone(this::onSample))
        .onMessage(GetStatus.class, alone(this::onGetStatus))
        .onMessage(JournalRead.class, alone(this::onJournalRead))
        .onMessage(HeadsRead.class, alone(this::onHeadsRead))
        .onMessage(CaughtUp.class, alone(this::onCaughtUp))
        .onMessage(Failed.class, this::onFailed)
        .onMessage(Saved.class, this::onSaved)
        .onMessage(SaveFailed.class, alone(this::onSaveFailed))
        .onMessage(Broken.class, IndexPartition::onBroken)
        .onSignal(PostStop.class, stopped -> onStopped())
        .build();
  }

  /** For what needs the contents, at which others may be, too. */
  private <M> akka.japi.function.Function<M, Behavior<Command>> alone(
      Function<M, Behavior<Command>> handler) {
    return message -> desk.alone(() -> handler.apply(message));
  }

  private Behavior<Command> onMoved(Moved move) {
    contents.move(move);
    return Behaviors.same();
  }

  private static Behavior<Command> onBroken(Broken broken) {
    throw broken.cause();
  }

  private Behavior<Command> onStopped() {
    seat.leave();
    here.close(partition, desk);
    watch.left(partition);
    return Behaviors.same();
  }

  private Behavior<Command> onTopK(TopK query) {
    desk.leaveToActor(
        new PartitionDesk.Waiting(
            query,
            SharedThreshold.none(),
            query.replyTo()::tell,
            () -> {})); // who asked asks again
    return Behaviors.same();
  }

  private Behavior<Command> onScan() {
    desk.serve();
    return Behaviors.same();
  }

  private Behavior<Command> onPlace() {
    contents.place();
    return Behaviors.same();
  }

  private Behavior<Command> onGetItems(GetItems get) {
    get.replyTo().tell(new Found(contents.find(get.ids(), get.withRows())));
    return Behaviors.same();
  }

  private Behavior<Command> onSample(Sample sample) {
    sample.replyTo().tell(contents.sample(sample.count()));
    return Behaviors.same();
  }

  private Behavior<Command> onGetStatus(GetStatus get) {
    get.replyTo().tell(contents.status());
    return Behaviors.same();
  }

  private Behavior<Command> onJournalRead(JournalRead message) {
    contents.placeIfNeeded(); // this comes every few seconds, whether there is a change or not
    if (reading) {
      return Behaviors.same();
    }
    if (message.changes().after() > ordering) {
      return readBeyond(); // the reader went on while this partition was away
    }
    return message.heads().map(heads -> onHeads(message, heads)).orElseGet(() -> onRead(message));
  }

  /** From a node of an earlier version. */
  private Behavior<Command> onRead(JournalRead message) {
    apply(message.changes());
    return store();
  }

  private Behavior<Command> onHeads(JournalRead message, IndexStore.Heads heads) {
    if (!lacking.isAllHeard(message, heads, contents::sequence)) {
      return Behaviors.same();
    }
    return fill(lacking.gaps(), heads);
  }

  /** Of what the journal has beyond what is here, only what is missing is read. */
  private Behavior<Command> readBeyond() {
    reading = true;
    getContext()
        .pipeToSelf(
            store.heads(JournalTail.before(ordering), this::isHere),
            (heads, failure) -> failure == null ? new HeadsRead(heads) : new Failed(failure));
    return Behaviors.same();
  }

  private boolean isHere(ItemId item) {
    return item.partition(settings.partitions()) == partition;
  }

  private Behavior<Command> onHeadsRead(HeadsRead read) {
    IndexStore.Heads heads = read.heads();
    return fill(Lacking.gaps(heads, contents::sequence), heads);
  }

  private Behavior<Command> fill(List<IndexStore.Gap> gaps, IndexStore.Heads heads) {
    reading = true;
    CompletionStage<List<IndexStore.Change>> missing =
        gaps.isEmpty() ? CompletableFuture.completedFuture(List.of()) : store.changes(gaps);
    getContext()
        .pipeToSelf(
            missing,
            (items, failure) ->
                failure == null
                    ? new CaughtUp(new IndexStore.Changes(heads.after(), heads.upTo(), items))
                    : new Failed(failure));
    return Behaviors.same();
  }

  private Behavior<Command> onCaughtUp(CaughtUp caughtUp) {
    reading = false;
    apply(caughtUp.changes());
    return store();
  }

  private Behavior<Command> onFailed(Failed failed) {
    reading = false;
    getContext()
        .getLog()
        .warn(
            "Index partition {} can't read the journal: {}", partition, failed.cause().toString());
    return Behaviors.same(); // the next JournalRead asks again
  }

  private void apply(IndexStore.Changes changes) {
    contents.apply(changes.items().stream().filter(change -> isHere(change.item())).toList());
    ordering = Math.max(ordering, changes.upTo());
  }

  private Behavior<Command> store() {
    if (storing) {
      return Behaviors.same();
    }
    storing = true;
    List<ItemId> ids = contents.takeChanged();
    getContext()
        .pipeToSelf(
            store.save(partition, contents.rows(ids), ordering),
            (done, failure) -> failure == null ? new Saved() : new SaveFailed(ids, failure));
    return Behaviors.same();
  }

  private Behavior<Command> onSaved(Saved saved) {
    storing = false;
    return Behaviors.same();
  }

  private Behavior<Command> onSaveFailed(SaveFailed failed) {
    storing = false;
    contents.changed(failed.items());
    getContext()
        .getLog()
        .warn(
            "Index partition {} can't write its rows and tries again: {}",
            partition,
            failed.cause().toString());
    return Behaviors.same();
  }
}
