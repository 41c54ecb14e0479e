package tandem.entity.index;

import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Adapter;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.StashBuffer;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.cluster.Cluster;
import akka.cluster.UniqueAddress;
import akka.cluster.sharding.ShardCoordinator.ShardAllocationStrategy;
import akka.cluster.sharding.typed.ClusterShardingSettings;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import tandem.entity.EntitySettings;
import tandem.model.FactorVector;
import tandem.model.ModelName;
import tandem.model.UserId;
import tandem.protocol.CborSerializable;

/**
 * One partition of the index of users: packed vectors of the users whose shards go with it. Users
 * tell it where they are after each write and at each start (last writer wins, by sequence number),
 * and it answers who is like whom. It is a projection of the journal: it starts from its read
 * model, reads what the journal has beyond, and writes its rows behind. It never passivates.
 *
 * <p>Nobody reads the journal behind it as long as the nodes stay the same: then it is complete up
 * to what the journal had one flush ago, since the users have told of that. What they tell is lost
 * where a node stops, and a node of an older version tells nothing: after each change of the nodes
 * it reads once what the journal has beyond its mark, which stands still until then.
 */
public final class UserPartition extends AbstractBehavior<UserPartition.Command> {

  private static final int WAITING_QUERIES = 1_000;
  private static final int REBALANCE_LIMIT = 4;
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final int partition;
  private final EntitySettings settings;
  private final UserStore store;
  private final Supplier<Optional<Set<UniqueAddress>>> nodes;
  private final UserVectors users;
  private final Set<UserId> changed = new LinkedHashSet<>();
  private Optional<Set<UniqueAddress>> heard = Optional.empty(); // whose users told all since
  private long ordering; // of the journal: all up to it is in here
  private long newest; // what the journal had at the last write
  private boolean reading;
  private boolean saving;
  private boolean resting;

  /** What a partition can be told. */
  public sealed interface Command extends CborSerializable {}

  /** A user has moved, or is gone. */
  public record Moved(IndexedUser user) implements Command {}

  /** The {@code k} users most like {@code vector}, without one; answered once it is loaded. */
  public record FindAlike(FactorVector vector, int k, UserId without, ActorRef<Found> replyTo)
      implements Command {}

  /** How the partition is; answered while it loads, too. */
  public record GetStatus(ActorRef<IndexPartition.Status> replyTo) implements Command {}

  /** The model is dropped: write no more. */
  public enum Rest implements Command {
    /** The only one. */
    INSTANCE
  }

  private record Loaded(UserStore.Rows rows, UserStore.Changes changes) implements Command {}

  private record LoadFailed(Throwable cause) implements Command {}

  private record CaughtUp(Set<UniqueAddress> nodes, UserStore.Changes changes) implements Command {}

  private record CatchUpFailed(Throwable cause) implements Command {}

  private record Saved(long newest) implements Command {}

  private record SaveFailed(List<UserId> users, Throwable cause) implements Command {}

  private enum Load implements Command {
    INSTANCE
  }

  private enum Flush implements Command {
    INSTANCE
  }

  /** The answer to {@link FindAlike}, the most alike first. */
  public record Found(List<AlikeUser> users) implements CborSerializable {}

  /** Makes this node host partitions; users have so many {@code factors}. */
  public static void init(
      ActorSystem<?> system,
      ModelName model,
      int factors,
      EntitySettings settings,
      UserStore store) {
    Supplier<Optional<Set<UniqueAddress>>> nodes = nodes(system);
    ClusterSharding.get(system)
        .init(
            Entity.of(
                    key(model),
                    entity ->
                        create(
                            Integer.parseInt(entity.getEntityId()),
                            factors,
                            settings,
                            store,
                            nodes))
                .withRole(EntitySettings.ROLE)
                .withMessageExtractor(new IndexShards<>())
                .withAllocationStrategy(
                    EvenAllocation.of(system, settings.partitions(), REBALANCE_LIMIT))
                .withSettings(ClusterShardingSettings.create(system).withNoPassivationStrategy()));
  }

  /** The kind of entity; its id is the number of the partition. */
  public static EntityTypeKey<Command> key(ModelName model) {
    return EntityTypeKey.create(Command.class, model.of("user-index"));
  }

  /** Puts the shards of users on the node of their partition. */
  public static ShardAllocationStrategy allocation(ActorSystem<?> system, EntitySettings settings) {
    int each = Math.max(1, settings.userShards() / settings.partitions());
    return EvenAllocation.of(system, settings.partitions(), each * REBALANCE_LIMIT);
  }

  /**
   * Tells the partitions of a model by number. A node that shuts down tells them nothing more, as
   * with {@link IndexPartition#teller}.
   */
  public static BiConsumer<Integer, Command> teller(ActorSystem<?> system, ModelName model) {
    return Scatter.teller(system, key(model));
  }

  /** The nodes, while they stay; none from when this one shuts down: its users tell no more. */
  private static Supplier<Optional<Set<UniqueAddress>>> nodes(ActorSystem<?> system) {
    Cluster cluster = Cluster.get(Adapter.toClassic(system));
    CoordinatedShutdown shutdown = CoordinatedShutdown.get(system);
    return () ->
        shutdown.getShutdownReason().isPresent()
            ? Optional.empty()
            : EvenAllocation.settled(cluster);
  }

  /**
   * The behaviour of a partition.
   *
   * @param nodes those whose users tell it; empty while they come and go, or some may not tell
   */
  public static Behavior<Command> create(
      int partition,
      int factors,
      EntitySettings settings,
      UserStore store,
      Supplier<Optional<Set<UniqueAddress>>> nodes) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers ->
                    Behaviors.withStash(
                        WAITING_QUERIES,
                        stash ->
                            new UserPartition(context, partition, factors, settings, store, nodes)
                                .loading(timers, stash))));
  }

  private UserPartition(
      ActorContext<Command> context,
      int partition,
      int factors,
      EntitySettings settings,
      UserStore store,
      Supplier<Optional<Set<UniqueAddress>>> nodes) {
    super(context);
    this.partition = partition;
    this.settings = settings;
    this.store = store;
    this.nodes = nodes;
    this.users = new UserVectors(factors);
  }

  private Behavior<Command> loading(TimerScheduler<Command> timers, StashBuffer<Command> stash) {
    load();
    return Behaviors.receive(Command.class)
        .onMessage(Load.class, again -> load())
        .onMessage(Loaded.class, all -> onLoaded(all, timers, stash))
        .onMessage(LoadFailed.class, failed -> retry(failed, timers))
        .onMessage(Moved.class, this::onMoved)
        .onMessage(GetStatus.class, get -> status(get, false))
        .onAnyMessage(
            query -> {
              if (!stash.isFull()) { // else it runs into its time-out
                stash.stash(query);
              }
              return Behaviors.same();
            })
        .build();
  }

  private Behavior<Command> load() {
    getContext()
        .pipeToSelf(
            store
                .rows(partition)
                .thenCompose(
                    rows ->
                        store
                            .changes(JournalTail.before(rows.ordering()), this::isOurs)
                            .thenApply(changes -> new Loaded(rows, changes))),
            (loaded, failure) -> failure == null ? loaded : new LoadFailed(failure));
    return Behaviors.same();
  }

  private boolean isOurs(UserId user) {
    return settings.partition(user) == partition;
  }

  private Behavior<Command> retry(LoadFailed failed, TimerScheduler<Command> timers) {
    warn("load", failed.cause());
    timers.startSingleTimer(Load.INSTANCE, RETRY);
    return Behaviors.same();
  }

  private Behavior<Command> onLoaded(
      Loaded all, TimerScheduler<Command> timers, StashBuffer<Command> stash) {
    all.rows().users().forEach(users::keep);
    ordering = all.rows().ordering();
    apply(all.changes());
    timers.startTimerWithFixedDelay(Flush.INSTANCE, settings.indexFlushInterval());
    return stash.unstashAll(this);
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Moved.class, this::onMoved)
        .onMessage(FindAlike.class, this::onFindAlike)
        .onMessage(GetStatus.class, get -> status(get, true))
        .onMessage(Flush.class, this::onFlush)
        .onMessage(CaughtUp.class, this::onCaughtUp)
        .onMessage(CatchUpFailed.class, this::onCatchUpFailed)
        .onMessage(Rest.class, this::onRest)
        .onMessage(Saved.class, this::onSaved)
        .onMessage(SaveFailed.class, this::onSaveFailed)
        .build();
  }

  private Behavior<Command> onMoved(Moved move) {
    keep(move.user());
    return Behaviors.same();
  }

  private void keep(IndexedUser user) {
    if (users.keep(user)) {
      changed.add(user.id());
    }
  }

  private Behavior<Command> onFindAlike(FindAlike find) {
    find.replyTo().tell(new Found(users.alike(find.vector(), find.k(), find.without())));
    return this;
  }

  private Behavior<Command> status(GetStatus get, boolean loaded) {
    get.replyTo().tell(new IndexPartition.Status(partition, loaded, users.size()));
    return Behaviors.same();
  }

  private void apply(UserStore.Changes changes) {
    changes.users().forEach(this::keep);
    ordering = Math.max(ordering, changes.upTo());
  }

  private Behavior<Command> onFlush(Flush flush) {
    if (resting) {
      return this;
    }
    Optional<Set<UniqueAddress>> now = nodes.get();
    if (now.isPresent() && now.equals(heard)) {
      ordering = Math.max(ordering, newest); // the users have told of that by now
    } else {
      heard = Optional.empty();
      now.ifPresent(this::catchUp);
    }
    return save();
  }

  private void catchUp(Set<UniqueAddress> settled) {
    if (reading) {
      return;
    }
    reading = true;
    getContext()
        .pipeToSelf(
            store.changes(JournalTail.before(ordering), this::isOurs),
            (changes, failure) ->
                failure == null ? new CaughtUp(settled, changes) : new CatchUpFailed(failure));
  }

  private Behavior<Command> onCaughtUp(CaughtUp caughtUp) {
    reading = false;
    apply(caughtUp.changes());
    heard = Optional.of(caughtUp.nodes());
    return this;
  }

  private Behavior<Command> onCatchUpFailed(CatchUpFailed failed) {
    reading = false;
    warn("read the journal", failed.cause());
    return this;
  }

  private Behavior<Command> save() {
    if (saving) {
      return this; // the database is slow: more writes at once would not make it faster
    }
    saving = true;
    List<UserId> ids = List.copyOf(changed);
    changed.clear();
    getContext()
        .pipeToSelf(
            store.save(partition, ids.stream().map(users::row).toList(), ordering),
            (newest, failure) ->
                failure == null ? new Saved(newest) : new SaveFailed(ids, failure));
    return this;
  }

  private Behavior<Command> onRest(Rest rest) {
    resting = true;
    return this;
  }

  private Behavior<Command> onSaved(Saved saved) {
    saving = false;
    newest = saved.newest();
    return this;
  }

  private Behavior<Command> onSaveFailed(SaveFailed failed) {
    saving = false;
    changed.addAll(failed.users());
    warn("write its rows", failed.cause());
    return this;
  }

  private void warn(String what, Throwable cause) {
    getContext()
        .getLog()
        .warn(
            "Partition {} of the index of users can't {} and tries again: {}",
            partition,
            what,
            cause.toString());
  }
}
