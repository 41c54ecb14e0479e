package tandem.entity.item;

import akka.Done;
import akka.actor.Cancellable;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import akka.pattern.StatusReply;
import akka.persistence.typed.PersistenceId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tandem.entity.Awake;
import tandem.entity.EntitySettings;
import tandem.entity.GroupCommit;
import tandem.entity.Handlers;
import tandem.entity.Journal;
import tandem.entity.Namespace;
import tandem.entity.Recovery;
import tandem.entity.index.IndexPartition;
import tandem.entity.index.IndexedItem;
import tandem.model.Cooccurrence;
import tandem.model.FactorVector;
import tandem.model.Factors;
import tandem.model.ItemId;
import tandem.model.ModelName;
import tandem.model.Popularity;
import tandem.model.Recency;
import tandem.model.Sgd;
import tandem.model.Target;
import tandem.model.UserId;
import tandem.protocol.CborSerializable;
import tandem.protocol.Delivery;
import tandem.protocol.ItemDescription;
import tandem.protocol.RecordId;
import tandem.protocol.journal.ItemEvent;
import tandem.protocol.journal.ItemStep;

/**
 * One item. Users send it {@link Pull}; it steps its live factors at once, and answers with the
 * {@link Gradient} when the step is durable; a user with more to learn is given it twice, at once
 * and then. What arrives while a write is under way goes into the next write together. Before it
 * answers it tells its index partition of the move, so what a user has learned can be found.
 * Invariant: nothing leaves that is not in the journal, but for gradients, whose vector may hold
 * steps that are written next, of sampled negatives, too. While its journal can't be read it
 * refuses all. It passivates when idle.
 */
public final class ItemEntity extends AbstractBehavior<ItemEntity.Command> {

  private static final String KIND = "item";
  private static final int REPELS_A_WRITE = 64;
  private static final FactorVector NO_OTHERS = FactorVector.of();
  private static final String UNREADABLE = "The journal of this item can't be read.";
  private static final Handlers<ItemEntity, Command> HANDLERS =
      new Handlers<ItemEntity, Command>()
          .on(Pull.class, ItemEntity::onPull)
          .on(Repel.class, ItemEntity::onRepel)
          .on(Describe.class, ItemEntity::onDescribe)
          .on(Remove.class, ItemEntity::onRemove)
          .on(Place.class, ItemEntity::onPlace)
          .on(Stop.class, ItemEntity::onStop)
          .on(Recovered.class, ItemEntity::onRecovered)
          .on(Written.class, ItemEntity::onWritten)
          .on(Unreadable.class, ItemEntity::onUnreadable)
          .on(Unchanged.class, (entity, unchanged) -> entity)
          .on(Flush.class, ItemEntity::onFlush);

  private final Namespace namespace;
  private final EntitySettings settings;
  private final ItemId id;
  private final Sgd sgd;
  private final Popularity popularity;
  private final Clock clock;
  private final Consumer<IndexPartition.Command> index;
  private final Journal<Command, ItemEvent, ItemState> journal;
  private final Awake.Seat<Command> seat;
  private final GroupCommit<Gathered> commit;
  private final Set<RecordId> pending = new HashSet<>(2);
  private ItemState durable;
  private Factors live;
  private double heat;
  private Recency recency;
  private Cooccurrence row;
  private int repels;
  private boolean stopping;
  private @Nullable Cancellable flush;

  /** What an item can be told. */
  public sealed interface Command extends CborSerializable {}

  /**
   * A user's interaction: step, and answer with the gradient.
   *
   * @param delivery which record
   * @param user who
   * @param factors the user's, before the step
   * @param mean of all ratings; 0 for the objective PREFERENCE
   * @param target what to learn
   * @param timestamp of the event, epoch milliseconds
   * @param popularity how much the event adds to the item's popularity, 0 or more
   * @param appended when the record came into the log, epoch milliseconds; 0 if that is not known
   * @param recent what the user took last before it, newest first, each once; empty where the
   *     interaction shows no interest, and from a node of an earlier version
   * @param early whether to answer at once, too, before the step is durable
   * @param others for a pairwise model, the scores that the user gives to sampled negatives; empty
   *     from a node of an earlier version
   */
  public record Pull(
      Delivery delivery,
      UserId user,
      Factors factors,
      float mean,
      Target target,
      long timestamp,
      double popularity,
      long appended,
      List<ItemId> recent,
      boolean early,
      FactorVector others,
      ActorRef<PullReply> replyTo)
      implements Command {

    /** Takes a copy of the items. */
    public Pull {
      recent = List.copyOf(Objects.requireNonNullElse(recent, List.of()));
      others = Objects.requireNonNullElse(others, NO_OTHERS);
    }

    /** Without negatives. */
    public Pull(
        Delivery delivery,
        UserId user,
        Factors factors,
        float mean,
        Target target,
        long timestamp,
        double popularity,
        long appended,
        List<ItemId> recent,
        boolean early,
        ActorRef<PullReply> replyTo) {
      this(
          delivery,
          user,
          factors,
          mean,
          target,
          timestamp,
          popularity,
          appended,
          recent,
          early,
          NO_OTHERS,
          replyTo);
    }
  }

  /**
   * The item was a sampled negative of a user with these factors. It may be lost: it is no event.
   */
  public record Repel(FactorVector user, float error) implements Command {}

  /** The owner of the catalogue describes the item; answered when durable and sent to the index. */
  public record Describe(ItemDescription description, ActorRef<StatusReply<Done>> replyTo)
      implements Command {}

  /** The owner of the catalogue removes the item from all lists. */
  public record Remove(ActorRef<StatusReply<Done>> replyTo) implements Command {}

  /**
   * Start from these factors, as long as nothing was learned from an event; answered when that is
   * durable and sent to the index, or when there is nothing to do. The move is journaled as one
   * without steps, like that of sampled negatives, so that every build reads it.
   */
  public record Place(Factors factors, ActorRef<StatusReply<Done>> replyTo) implements Command {}

  /** Stop when nothing is being written. Sent by sharding. */
  public enum Stop implements Command {
    /** The only one. */
    INSTANCE
  }

  private record Recovered(ItemState state, long sequence) implements Command {}

  private record Written(ItemState state, long sequence) implements Command {}

  private enum Unreadable implements Command {
    INSTANCE
  }

  private enum Unchanged implements Command {
    INSTANCE
  }

  private enum Flush implements Command {
    INSTANCE
  }

  /** The answer to a pull. */
  public sealed interface PullReply extends CborSerializable {
    /** Which record. */
    RecordId id();
  }

  /** The item's journal can't be read: nothing was learned as far as is known. */
  public record Refused(RecordId id) implements PullReply {}

  /**
   * The gradient.
   *
   * @param id which record
   * @param error target minus prediction, before the step
   * @param item the item's vector before the step
   * @param early whether the item's own move is not durable yet: then another one follows it
   * @param bias the item's bias before the step, for a pairwise model
   */
  public record Gradient(RecordId id, float error, FactorVector item, boolean early, float bias)
      implements PullReply {

    /** Of a move that is durable; without the bias. */
    public Gradient(RecordId id, float error, FactorVector item) {
      this(id, error, item, false, 0f);
    }

    private static Gradient of(RecordId id, float error, Factors item, boolean early) {
      return new Gradient(id, error, item.vector(), early, item.bias());
    }
  }

  private sealed interface Gathered {}

  private record Step(ItemStep step, Factors before, long appended, ActorRef<PullReply> replyTo)
      implements Gathered {}

  private record Change(ItemEvent event, ActorRef<StatusReply<Done>> replyTo) implements Gathered {}

  private record Repelled() implements Gathered {}

  private record Placed(ActorRef<StatusReply<Done>> replyTo) implements Gathered {}

  /**
   * Makes this node host items; an item's shard is its index partition, so that both sit together.
   * {@code clock} says when an item was described or removed, and that no event was later than now.
   */
  public static void init(
      ActorSystem<?> system, Namespace namespace, Sgd sgd, EntitySettings settings, Clock clock) {
    BiConsumer<Integer, IndexPartition.Command> partitions =
        IndexPartition.teller(system, namespace.model());
    Journal.Spec<Command, ItemEvent, ItemState> spec = spec(settings);
    Awake<Command> awake = Awake.of(system, key(namespace.model()));
    awake.keep(system, settings.awake());
    ClusterSharding.get(system)
        .init(
            Entity.of(
                    key(namespace.model()),
                    entity -> {
                      ItemId id = ItemId.of(entity.getEntityId());
                      int partition = id.partition(settings.partitions());
                      return create(
                          namespace,
                          id,
                          sgd,
                          settings,
                          clock,
                          command -> partitions.accept(partition, command),
                          spec,
                          self -> awake.seat(entity, self));
                    })
                .withRole(EntitySettings.ROLE)
                .withMessageExtractor(new ItemShards(settings.partitions()))
                .withAllocationStrategy(IndexPartition.allocation(system, settings))
                .withStopMessage(Stop.INSTANCE));
  }

  /** The kind of entity; its id is the item's. */
  public static EntityTypeKey<Command> key(ModelName model) {
    return EntityTypeKey.create(Command.class, model.of(KIND));
  }

  /** The behaviour of item {@code id}. */
  public static Behavior<Command> create(
      Namespace namespace,
      ItemId id,
      Sgd sgd,
      EntitySettings settings,
      Clock clock,
      Consumer<IndexPartition.Command> index) {
    return create(namespace, id, sgd, settings, clock, index, spec(settings), Awake::alone);
  }

  private static Behavior<Command> create(
      Namespace namespace,
      ItemId id,
      Sgd sgd,
      EntitySettings settings,
      Clock clock,
      Consumer<IndexPartition.Command> index,
      Journal.Spec<Command, ItemEvent, ItemState> spec,
      Function<ActorRef<Command>, Awake.Seat<Command>> seat) {
    return Behaviors.setup(
        context ->
            Behaviors.withStash(
                settings.recoveryStash(),
                stash ->
                    new ItemEntity(
                            context,
                            namespace,
                            id,
                            sgd,
                            settings,
                            clock,
                            index,
                            spec,
                            seat.apply(context.getSelf()))
                        .recovery()
                        .waiting(stash)));
  }

  private static Journal.Spec<Command, ItemEvent, ItemState> spec(EntitySettings settings) {
    return new Journal.Spec<>(
        ItemState::apply,
        ItemState.snapshots(),
        settings.snapshotEvery(),
        settings.snapshotsKept(),
        Recovered::new,
        Written::new,
        Unreadable.INSTANCE,
        Unchanged.INSTANCE);
  }

  private Recovery<Command, Recovered> recovery() {
    return new Recovery<>(
        this,
        Command.class,
        Recovered.class,
        this::onRecovered,
        Unreadable.INSTANCE,
        Unchanged.INSTANCE,
        ItemEntity::refuse,
        Stop.INSTANCE,
        namespace.watch());
  }

  private static void refuse(Command command) {
    if (command instanceof Pull pull) {
      pull.replyTo().tell(new Refused(pull.delivery().id()));
    } else if (command instanceof Describe describe) {
      describe.replyTo().tell(StatusReply.error(UNREADABLE));
    } else if (command instanceof Remove remove) {
      remove.replyTo().tell(StatusReply.error(UNREADABLE));
    } else if (command instanceof Place place) {
      place.replyTo().tell(StatusReply.error(UNREADABLE));
    }
  }

  private ItemEntity(
      ActorContext<Command> context,
      Namespace namespace,
      ItemId id,
      Sgd sgd,
      EntitySettings settings,
      Clock clock,
      Consumer<IndexPartition.Command> index,
      Journal.Spec<Command, ItemEvent, ItemState> spec,
      Awake.Seat<Command> seat) {
    super(context);
    this.seat = seat;
    this.namespace = namespace;
    this.id = id;
    this.sgd = sgd;
    this.settings = settings;
    this.commit = new GroupCommit<>(settings.linger());
    this.index = index;
    this.popularity = new Popularity(settings.popularityHalfLife());
    this.clock = clock;
    this.journal =
        new Journal<>(
            context,
            namespace,
            PersistenceId.of(KIND, id.value()),
            spec,
            () -> ItemState.fresh(sgd.freshItem(id)));
    this.durable = journal.state();
    this.live = durable.factors();
    this.heat = durable.heat();
    this.recency = durable.recency();
    this.row = durable.row();
  }

  @Override
  public Receive<Command> createReceive() {
    return HANDLERS.of(this, seat);
  }

  private Behavior<Command> onPull(Pull pull) {
    RecordId record = pull.delivery().id();
    if (pending.contains(record)) {
      return this; // the user is answered when the first copy is durable
    }
    if (durable.applied().contains(record)) {
      Factors known = durable.factors();
      pull.replyTo().tell(Gradient.of(record, error(pull, known), known, false)); // to catch up
      return this;
    }
    float error = error(pull, live);
    ItemStep step = new ItemStep(pull.delivery(), error);
    pending.add(record);
    commit.add(new Step(step, live, pull.appended(), pull.replyTo()));
    if (pull.early()) {
      pull.replyTo().tell(Gradient.of(record, error, live, true));
    }
    live = sgd.stepItem(live, pull.factors().vector(), error);
    Instant at = Instant.ofEpochMilli(pull.timestamp());
    heat = popularity.add(heat, at, pull.popularity());
    recency = settings.trendWindows().add(recency, notAhead(at), pull.popularity());
    row = row.add(pull.recent(), settings.cooccurrence());
    return write();
  }

  private float error(Pull pull, Factors item) {
    return sgd.error(pull.target(), pull.mean(), pull.factors(), item, pull.others());
  }

  /** One that is dated ahead would count as many in a short window. */
  private Instant notAhead(Instant at) {
    Instant now = clock.instant();
    return at.isAfter(now) ? now : at;
  }

  private Behavior<Command> onRepel(Repel repel) {
    live = sgd.repelItem(live, repel.user(), repel.error());
    repels++;
    if (repels < REPELS_A_WRITE || stopping) {
      return this; // a row for each would cost more than it is worth: it goes with the next event
    }
    commit.add(new Repelled());
    return write();
  }

  private Behavior<Command> onDescribe(Describe describe) {
    recency = recency.metAt(clock.instant().getEpochSecond());
    ItemEvent described = new ItemEvent.Described(describe.description(), recency.since());
    commit.add(new Change(described, describe.replyTo()));
    commit.hurry();
    return write();
  }

  private Behavior<Command> onRemove(Remove remove) {
    recency = recency.metAt(clock.instant().getEpochSecond());
    commit.add(new Change(new ItemEvent.Removed(recency.since()), remove.replyTo()));
    commit.hurry();
    return write();
  }

  private Behavior<Command> onPlace(Place place) {
    Factors wanted = place.factors();
    boolean fits = wanted.count() == 0 && wanted.vector().length() == live.vector().length();
    if (live.count() > 0 || !fits || wanted.equals(live)) {
      place.replyTo().tell(StatusReply.ack());
      return this;
    }
    live = wanted;
    commit.add(new Placed(place.replyTo()));
    commit.hurry();
    return write();
  }

  private Behavior<Command> onStop(Stop stop) {
    if (seat.leave()) {
      getContext().getSelf().tell(stop); // behind what came directly
      return this;
    }
    stopping = true;
    if (repels > 0) {
      commit.add(new Repelled());
    }
    return commit.isIdle() ? stopped() : write();
  }

  private Behavior<Command> onRecovered(Recovered recovered) {
    durable = recovered.state();
    live = durable.factors();
    heat = durable.heat();
    recency = durable.recency();
    row = durable.row();
    repels = 0;
    commit.reset();
    pending.clear();
    if (recovered.sequence() > 0) {
      tellIndex(recovered.sequence(), 0); // a failed write may be in the journal after all
    }
    if (stopping) {
      return stopped();
    }
    seat.take();
    return this;
  }

  /** After a write that failed: whether it is in the journal after all, nobody can say now. */
  private Behavior<Command> onUnreadable(Unreadable unreadable) {
    seat.leave();
    for (Gathered open : commit.all()) {
      if (open instanceof Step step) {
        step.replyTo().tell(new Refused(step.step().delivery().id()));
      } else if (open instanceof Change change) {
        change.replyTo().tell(StatusReply.error(UNREADABLE));
      } else if (open instanceof Placed placed) {
        placed.replyTo().tell(StatusReply.error(UNREADABLE));
      }
    }
    commit.reset();
    cancelFlush();
    return stopping ? stopped() : recovery().refusing();
  }

  private Behavior<Command> onWritten(Written written) {
    durable = written.state();
    List<Gathered> finished = commit.finish();
    if (commit.isIdle()) {
      row = durable.row(); // the same: one of the two goes
      recency = durable.recency();
    }
    tellIndex(written.sequence(), oldest(finished));
    for (Gathered done : finished) {
      if (done instanceof Step step) {
        pending.remove(step.step().delivery().id());
        step.replyTo()
            .tell(
                Gradient.of(
                    step.step().delivery().id(), step.step().error(), step.before(), false));
      } else if (done instanceof Change change) {
        change.replyTo().tell(StatusReply.ack());
      } else if (done instanceof Placed placed) {
        placed.replyTo().tell(StatusReply.ack());
      }
    }
    return stopping && commit.isIdle() ? stopped() : write();
  }

  /** When the oldest record of a write came into the log; 0 if that is not known of any. */
  private static long oldest(List<Gathered> finished) {
    long oldest = 0;
    for (Gathered done : finished) {
      if (done instanceof Step step && step.appended() > 0) {
        oldest = oldest == 0 ? step.appended() : Math.min(oldest, step.appended());
      }
    }
    return oldest;
  }

  private void tellIndex(long sequence, long appended) {
    index.accept(new IndexPartition.Moved(IndexedItem.of(id, sequence, durable), appended));
  }

  private Behavior<Command> onFlush(Flush now) {
    flush = null;
    return write();
  }

  private Behavior<Command> stopped() {
    cancelFlush();
    return Behaviors.stopped();
  }

  private void cancelFlush() {
    if (flush != null) {
      flush.cancel();
      flush = null;
    }
  }

  private Behavior<Command> write() {
    if (commit.isDue()) {
      long linger = stopping ? 0 : commit.toLinger();
      if (linger <= 0) {
        List<Gathered> gathered = commit.start();
        journal.write(events(gathered), gathered.size());
      } else if (flush == null) {
        flush =
            getContext()
                .scheduleOnce(Duration.ofNanos(linger), getContext().getSelf(), Flush.INSTANCE);
      }
    }
    return this;
  }

  private List<ItemEvent> events(List<Gathered> gathered) {
    List<ItemStep> steps = new ArrayList<>(gathered.size());
    List<ItemEvent> changes = new ArrayList<>(0);
    boolean learned = false;
    for (Gathered entry : gathered) {
      if (entry instanceof Change change) {
        changes.add(change.event());
        continue;
      }
      learned = true;
      if (entry instanceof Step step) {
        steps.add(step.step());
      }
    }
    List<ItemEvent> events = new ArrayList<>(changes.size() + 1);
    if (learned) {
      repels = 0;
      events.add(new ItemEvent.Learned(steps, live, heat, recency, row.since(durable.row())));
    }
    events.addAll(changes);
    return events;
  }
}
