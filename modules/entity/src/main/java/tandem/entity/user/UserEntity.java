package tandem.entity.user;

import akka.actor.Cancellable;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.cluster.sharding.typed.HashCodeMessageExtractor;
import akka.cluster.sharding.typed.ShardingEnvelope;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import akka.pattern.StatusReply;
import akka.persistence.typed.PersistenceId;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tandem.entity.AppliedOffsets;
import tandem.entity.Awake;
import tandem.entity.EntitySettings;
import tandem.entity.GroupCommit;
import tandem.entity.Handlers;
import tandem.entity.Journal;
import tandem.entity.Namespace;
import tandem.entity.Recovery;
import tandem.entity.index.IndexPartition;
import tandem.entity.index.IndexedItem;
import tandem.entity.index.IndexedUser;
import tandem.entity.index.UserPartition;
import tandem.entity.item.ItemEntity;
import tandem.model.FactorVector;
import tandem.model.Factors;
import tandem.model.ItemId;
import tandem.model.ModelName;
import tandem.model.Objective;
import tandem.model.Sgd;
import tandem.model.Target;
import tandem.model.UserId;
import tandem.protocol.CborSerializable;
import tandem.protocol.Delivery;
import tandem.protocol.Interaction;
import tandem.protocol.InteractionRules;
import tandem.protocol.Minutes;
import tandem.protocol.RecordId;
import tandem.protocol.journal.PartitionOffsets;
import tandem.protocol.journal.Receipt;
import tandem.protocol.journal.UserEvent;
import tandem.protocol.journal.UserStep;

/**
 * One user. The stream sends it {@link Observe}; it exchanges one interaction at a time with the
 * item: it pulls, steps its live factors when the gradient comes, starts the next exchange, and
 * journals behind, each step when the item's is durable. The stream is answered, and the index of
 * users told where there is one, when the user's own step is durable. Invariant: an acknowledged
 * record is in the journals of the user and of the item, unless the answer says that one of them
 * can't be read; then it refuses all until a row is mended. It passivates when idle.
 */
public final class UserEntity extends AbstractBehavior<UserEntity.Command> {

  private static final String KIND = "user";
  private static final FactorVector NO_SCORES = FactorVector.of();
  private static final String UNREADABLE = "The journal of this user can't be read.";
  private static final Handlers<UserEntity, Command> HANDLERS =
      new Handlers<UserEntity, Command>()
          .on(Observe.class, UserEntity::onObserve)
          .on(ItemAnswered.class, UserEntity::onItemAnswered)
          .on(SampleCame.class, UserEntity::onSample)
          .on(GetProfile.class, UserEntity::onGetProfile)
          .on(Follow.class, UserEntity::onFollow)
          .on(Erase.class, UserEntity::onErase)
          .on(Stop.class, UserEntity::onStop)
          .on(Recovered.class, UserEntity::onRecovered)
          .on(Written.class, UserEntity::onWritten)
          .on(Unreadable.class, UserEntity::onUnreadable)
          .on(Unchanged.class, (entity, unchanged) -> entity)
          .on(Tick.class, UserEntity::onTick)
          .on(Flush.class, UserEntity::onFlush);

  private final Namespace namespace;
  private final UserId id;
  private final Sgd sgd;
  private final InteractionRules rules;
  private final EntitySettings settings;
  private final UserPeers peers;
  private final Repulsion repulsion;
  private final Journal<Command, UserEvent, UserState> journal;
  private final Awake.Seat<Command> seat;
  private final ActorRef<ItemEntity.PullReply> items;
  private final ActorRef<IndexPartition.Sampled> samples;
  private final SplittableRandom random;
  private final GroupCommit<Gathered> commit;
  private final Arrivals<Waiting> arrivals = new Arrivals<>();
  private final Reads reads = new Reads();
  private final Followers followers = new Followers();
  private final Exchanges exchanges = new Exchanges();
  private final Repetitions repetitions;
  private UserState durable;
  private Factors live;
  private Factors confirmed; // live, but for the steps whose items have them not durable yet
  private List<ItemId> interests = List.of(); // with those that are not journaled yet
  private long sequence; // of the newest row that is durable
  private float mean;
  private @Nullable Waiting exchanging;
  private ItemEntity.@Nullable Pull pulled; // what the exchange under way has asked
  private List<IndexedItem> negatives = List.of();
  private long exchangingSince;
  private long pulls;
  private long pullsAtTick;
  private @Nullable Cancellable tick; // Akka's timers cost each entity some 400 bytes
  private @Nullable Cancellable flush;
  private int erasing;
  private boolean startsOver;
  private boolean stopping;

  /** What a user can be told. */
  public sealed interface Command extends CborSerializable {}

  /**
   * A valid interaction of the user: learn from it, and answer when that is durable. A record that
   * is known already is answered at once.
   *
   * @param previous the user's record before this one in the partition, if it is not acknowledged
   *     yet: it is learned first
   * @param mean of all ratings so far; 0 for the objective PREFERENCE
   * @param appended when the record came into the log, epoch milliseconds; 0 if that is not known
   */
  public record Observe(
      Delivery delivery,
      Optional<RecordId> previous,
      Interaction interaction,
      float mean,
      long appended,
      ActorRef<Observed> replyTo)
      implements Command {}

  /**
   * What is known of the user; where {@code after} is given, once that record is durable.
   *
   * @param withMinutes whether to say when each item was taken
   */
  public record GetProfile(
      Optional<RecordId> after, boolean withMinutes, ActorRef<StatusReply<Profile>> replyTo)
      implements Command {

    /** Without the minutes. */
    public GetProfile(Optional<RecordId> after, ActorRef<StatusReply<Profile>> replyTo) {
      this(after, false, replyTo);
    }
  }

  /**
   * How the user stands; answered as soon as its version is not {@code known}, which is never the
   * case while nothing becomes durable: the asker asks again.
   *
   * @param follower who asks; only its newest question is answered
   * @param known a {@link Standing#version}; a negative number is answered at once
   */
  public record Follow(String follower, long known, ActorRef<StatusReply<Standing>> replyTo)
      implements Command {}

  /**
   * Forget the user, but for the records that it has met. Answered when that is durable; the events
   * before it are then to be removed from the journal.
   *
   * @param met more records that are not to be learned any more: those that the user met in another
   *     model, which this one may still have before it
   */
  public record Erase(
      Receipt receipt, List<PartitionOffsets> met, ActorRef<StatusReply<Erasure>> replyTo)
      implements Command {

    /** Takes a copy of the offsets. */
    public Erase {
      met = List.copyOf(met);
    }
  }

  /** Stop when all that was taken is written. Sent by sharding. */
  public enum Stop implements Command {
    /** The only one. */
    INSTANCE
  }

  private record Recovered(UserState state, long sequence) implements Command {}

  private record Written(UserState state, long sequence) implements Command {}

  private record ItemAnswered(ItemEntity.PullReply reply) implements Command {}

  private record SampleCame(IndexPartition.Sampled sample) implements Command {}

  private enum Unreadable implements Command {
    INSTANCE
  }

  private enum Unchanged implements Command {
    INSTANCE
  }

  private enum Tick implements Command {
    INSTANCE
  }

  private enum Flush implements Command {
    INSTANCE
  }

  /**
   * The answer to {@link Observe}: the record is in both journals, unless the outcome says that one
   * of them can't be read.
   *
   * @param outcome what became of it
   * @param error target minus prediction before the step; NaN unless learned just now
   */
  public record Observed(RecordId id, Outcome outcome, float error) implements CborSerializable {}

  /** What became of a record. */
  public enum Outcome {
    /** The user and the item have learned from it. */
    LEARNED,
    /** The producer had sent the same interaction before; it was dropped. */
    REPEATED,
    /** The record itself had been delivered before. */
    KNOWN,
    /** Not learned: the user's journal can't be read. */
    USER_UNREADABLE,
    /** Not learned: the item's journal can't be read. */
    ITEM_UNREADABLE
  }

  /**
   * The answer to {@link Erase}.
   *
   * @param receipt of the erasure: an earlier one where nothing was learned since; empty for a user
   *     of whom nothing was ever known
   */
  public record Erasure(Optional<Receipt> receipt) implements CborSerializable {}

  /**
   * The answer to {@link GetProfile}.
   *
   * @param seen all items of the history
   * @param recent the newest of them, newest first
   * @param minutes when each of {@code seen}, in its order, was taken last, or not after that; null
   *     where they were not asked for, and from a node of an earlier version
   * @param interests the newest items that the user has shown an interest in, newest first
   */
  public record Profile(
      UserId user,
      Factors factors,
      float mean,
      List<ItemId> seen,
      List<ItemId> recent,
      long repeated,
      long first,
      long last,
      @Nullable Minutes minutes,
      List<ItemId> interests)
      implements CborSerializable {

    /** An earlier version does not tell interests from other items. */
    public Profile {
      interests = Objects.requireNonNullElse(interests, recent);
    }

    /** Without the minutes, of a user who was interested in all. */
    public Profile(
        UserId user,
        Factors factors,
        float mean,
        List<ItemId> seen,
        List<ItemId> recent,
        long repeated,
        long first,
        long last) {
      this(user, factors, mean, seen, recent, repeated, first, last, null, recent);
    }

    /** Whether the user has a history. */
    public boolean isKnown() {
      return !seen.isEmpty();
    }
  }

  /**
   * The answer to {@link Follow}.
   *
   * @param version another one after everything that became durable
   * @param events how many interactions were learned since the user was first met or last erased
   * @param erased whether nothing was learned since the user was erased
   */
  public record Standing(long version, long events, boolean erased) implements CborSerializable {}

  /** Makes this node host users. */
  public static void init(
      ActorSystem<?> system,
      Namespace namespace,
      Sgd sgd,
      InteractionRules rules,
      EntitySettings settings) {
    Awake<Command> awake = Awake.of(system, key(namespace.model()));
    awake.keep(system, settings.awake());
    Repulsion repulsion =
        new Repulsion(
            sgd,
            UserPeers.sharded(
                system, namespace.model(), sgd.settings().negativeSource(), settings));
    Journal.Spec<Command, UserEvent, UserState> spec = spec(settings);
    Entity<Command, ShardingEnvelope<Command>> entities =
        Entity.of(
                key(namespace.model()),
                entity ->
                    create(
                        namespace,
                        new UserId(entity.getEntityId()),
                        rules,
                        settings,
                        repulsion,
                        spec,
                        self -> awake.seat(entity, self)))
            .withRole(EntitySettings.ROLE)
            .withMessageExtractor(new HashCodeMessageExtractor<>(settings.userShards()))
            .withStopMessage(Stop.INSTANCE);
    ClusterSharding.get(system)
        .init(
            settings.similarUsers()
                ? entities.withAllocationStrategy(UserPartition.allocation(system, settings))
                : entities);
  }

  /** The kind of entity; its id is the user's. */
  public static EntityTypeKey<Command> key(ModelName model) {
    return EntityTypeKey.create(Command.class, model.of(KIND));
  }

  /** The behaviour of user {@code id}. */
  public static Behavior<Command> create(
      Namespace namespace,
      UserId id,
      Sgd sgd,
      InteractionRules rules,
      EntitySettings settings,
      UserPeers peers) {
    Repulsion repulsion = new Repulsion(sgd, peers);
    return create(namespace, id, rules, settings, repulsion, spec(settings), Awake::alone);
  }

  private static Behavior<Command> create(
      Namespace namespace,
      UserId id,
      InteractionRules rules,
      EntitySettings settings,
      Repulsion repulsion,
      Journal.Spec<Command, UserEvent, UserState> spec,
      Function<ActorRef<Command>, Awake.Seat<Command>> seat) {
    return Behaviors.setup(
        context ->
            Behaviors.withStash(
                settings.recoveryStash(),
                stash ->
                    new UserEntity(
                            context,
                            namespace,
                            id,
                            rules,
                            settings,
                            repulsion,
                            spec,
                            seat.apply(context.getSelf()))
                        .recovery()
                        .waiting(stash)));
  }

  private static Journal.Spec<Command, UserEvent, UserState> spec(EntitySettings settings) {
    return new Journal.Spec<>(
        UserState::apply,
        UserState.snapshots(settings.repetitionWindow()),
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
        UserEntity::refuse,
        Stop.INSTANCE,
        namespace.watch());
  }

  private static void refuse(Command command) {
    if (command instanceof Observe observe) {
      RecordId record = observe.delivery().id();
      observe.replyTo().tell(new Observed(record, Outcome.USER_UNREADABLE, Float.NaN));
    } else if (command instanceof GetProfile get) {
      get.replyTo().tell(StatusReply.error(UNREADABLE));
    } else if (command instanceof Follow follow) {
      follow.replyTo().tell(StatusReply.error(UNREADABLE));
    } else if (command instanceof Erase erase) {
      erase.replyTo().tell(StatusReply.error(UNREADABLE));
    }
  }

  private UserEntity(
      ActorContext<Command> context,
      Namespace namespace,
      UserId id,
      InteractionRules rules,
      EntitySettings settings,
      Repulsion repulsion,
      Journal.Spec<Command, UserEvent, UserState> spec,
      Awake.Seat<Command> seat) {
    super(context);
    this.seat = seat;
    this.namespace = namespace;
    this.id = id;
    this.sgd = repulsion.sgd();
    this.rules = rules;
    this.settings = settings;
    this.commit = new GroupCommit<>(settings.linger());
    this.peers = repulsion.peers();
    this.repulsion = repulsion;
    this.random = new SplittableRandom(id.hashCode());
    this.journal =
        new Journal<>(
            context,
            namespace,
            PersistenceId.of(KIND, id.value()),
            spec,
            () -> UserState.fresh(sgd.freshUser(id), settings.repetitionWindow()));
    this.durable = journal.state();
    this.live = durable.factors();
    this.confirmed = live;
    this.repetitions = new Repetitions(durable);
    this.items = context.messageAdapter(ItemEntity.PullReply.class, ItemAnswered::new);
    this.samples = context.messageAdapter(IndexPartition.Sampled.class, SampleCame::new);
  }

  @Override
  public Receive<Command> createReceive() {
    return HANDLERS.of(this, seat);
  }

  private Behavior<Command> onObserve(Observe observe) {
    RecordId record = observe.delivery().id();
    if (durable.applied().contains(record)) {
      observe.replyTo().tell(new Observed(record, Outcome.KNOWN, Float.NaN));
      return this;
    }
    Waiting known = arrivals.get(record);
    if (known != null) {
      known.answerTo(observe.replyTo()); // the stream has asked again
      return this;
    }
    Waiting waiting = new Waiting(observe, rules, sgd.settings().objective());
    arrivals.add(waiting, durable.applied());
    return exchangeNext();
  }

  /**
   * One exchange at a time, so that a user's step is in place before the user's next interaction.
   */
  private Behavior<Command> exchangeNext() {
    for (Waiting next; isFree() && (next = arrivals.next()) != null; ) {
      UserStep step = next.step(Float.NaN);
      if (isDurable(next)) {
        arrivals.remove(next.id()); // an erasure has come from another model that met it
      } else if (repetitions.isRepeated(step, durable)) {
        commit.add(new Gathered.Settling(next, Outcome.REPEATED, step));
      } else {
        exchanging = next;
        exchangingSince = System.nanoTime();
        pulls++;
        negatives = List.of();
        pulled = null;
        ask(next);
      }
    }
    return write();
  }

  /** While an erasure is written nothing starts: a crash would bring back what it forgets. */
  private boolean isFree() {
    return exchanging == null && erasing == 0;
  }

  /** In pairs the pull waits for the sample, whose scores go with it; else neither waits. */
  private void ask(Waiting next) {
    if (!repulsion.isInPairs(next.target())) {
      pull(next, pullOf(next));
      if (repulsion.isFor(next.target())) {
        sample();
      }
    } else if (pulled == null) {
      sample();
    } else {
      pull(next, pulled); // the same again: the item may have stepped by it
    }
    if (tick == null) {
      pullsAtTick = pulls - 1;
      tick = later(settings.pullTimeout(), Tick.INSTANCE);
    }
  }

  private Cancellable later(Duration delay, Command command) {
    return getContext().scheduleOnce(delay, getContext().getSelf(), command);
  }

  private Behavior<Command> stopped() {
    cancelTimers();
    reads.passOn(seat::passOn); // others would wake the user again and again
    return Behaviors.stopped();
  }

  private void cancelTimers() {
    if (tick != null) {
      tick.cancel();
      tick = null;
    }
    if (flush != null) {
      flush.cancel();
      flush = null;
    }
  }

  private void sample() {
    int partition = peers.shares().draw(random);
    IndexPartition.Sampled ready = peers.sample(partition);
    if (ready != null) {
      sampled(ready);
    } else {
      peers.tell(partition, new IndexPartition.Sample(sgd.settings().negatives(), samples));
    }
  }

  private void pull(Waiting next, ItemEntity.Pull pull) {
    ItemId item = next.observe().interaction().item();
    if (pulled == null) {
      peers.tell(item, pull);
    } else {
      peers.tellAgain(item, pull);
    }
    pulled = pull;
  }

  /** Where more waits, the next exchange must not wait for the item's journal, too. */
  private ItemEntity.Pull pullOf(Waiting next) {
    Interaction interaction = next.observe().interaction();
    return new ItemEntity.Pull(
        next.observe().delivery(),
        id,
        live,
        next.observe().mean(),
        next.target(),
        interaction.timestamp().toEpochMilli(),
        rules.weights().getOrDefault(interaction.type(), 0.0),
        next.observe().appended(),
        next.isInterest()
            ? UserState.before(interests, interaction.item(), settings.cooccurrence())
            : List.of(),
        arrivals.isWaiting(),
        sgd.settings().pairwise() ? repulsion.scores(live, negatives) : NO_SCORES,
        items);
  }

  private Behavior<Command> onSample(SampleCame came) {
    sampled(came.sample());
    return this;
  }

  private void sampled(IndexPartition.Sampled sample) {
    peers.shares().heard(sample);
    List<IndexedItem> items = sample.items();
    if (!sgd.settings().pairwise()) {
      negatives = items;
    } else if (exchanging != null && pulled == null) {
      negatives = items.stream().filter(item -> !isTaken(item.id())).toList();
      pull(exchanging, pullOf(exchanging));
    }
  }

  private Behavior<Command> onItemAnswered(ItemAnswered answered) {
    ItemEntity.PullReply reply = answered.reply();
    Waiting done = exchanging;
    if (done == null || pulled == null || !done.id().equals(reply.id())) {
      return onLaterAnswer(reply);
    }
    exchanging = null;
    if (reply instanceof ItemEntity.Gradient gradient) {
      learn(done, gradient);
      settle();
    } else {
      giveUp(done);
    }
    pulled = null;
    return exchangeNext();
  }

  /**
   * The item's step is durable now, or can't be made so; or it is the answer to a repeated pull.
   */
  private Behavior<Command> onLaterAnswer(ItemEntity.PullReply reply) {
    if (reply instanceof ItemEntity.Gradient gradient) {
      if (!gradient.early()) {
        exchanges.confirm(reply.id());
        settle();
      }
      return write();
    }
    startsOver |= exchanges.contains(reply.id());
    return commit.isWriting() ? this : startOver();
  }

  /**
   * A step that must be taken back is under others: from what is durable all set out again, as when
   * a write has failed, and the item refuses that one before a step is made.
   */
  private Behavior<Command> startOver() {
    return startsOver ? onRecovered(new Recovered(durable, sequence)) : this;
  }

  private void learn(Waiting done, ItemEntity.Gradient gradient) {
    namespace.watch().exchanged(System.nanoTime() - exchangingSince);
    judge(done, gradient);
    boolean inPairs = repulsion.isInPairs(done.target());
    ItemEntity.Gradient step =
        inPairs ? repulsion.apart(done.target(), live, gradient, negatives) : gradient;
    live = sgd.stepUser(live, step.item(), step.error());
    if (done.isInterest()) {
      interests = UserState.with(interests, done.observe().interaction().item());
    }
    if (done.target().weight() > 0 && !inPairs) {
      live = repulsion.repel(live, negatives, this::isTaken); // later samples are not waited for
    }
    negatives = List.of();
    exchanges.add(
        new Exchanges.Exchanged(
            done, Objects.requireNonNull(pulled, "it was asked for"), step, live));
  }

  /** Gathers the steps that can be journaled. */
  private void settle() {
    for (Exchanges.Exchanged next; (next = exchanges.next()) != null; ) {
      Waiting waiting = next.waiting();
      confirmed = next.after();
      mean = waiting.observe().mean();
      commit.add(
          new Gathered.Settling(waiting, Outcome.LEARNED, waiting.step(next.gradient().error())));
    }
  }

  /** Test, then learn: the live vector is still that of the prediction. */
  private void judge(Waiting done, ItemEntity.Gradient gradient) {
    Target target = done.target();
    if (sgd.settings().objective() == Objective.RATING && target.weight() > 0) {
      boolean sound = Float.isFinite(live.vector().dot(gradient.item()));
      namespace
          .watch()
          .rated(
              rules.toScale(target.value()),
              sound ? rules.toScale(target.value() - gradient.error()) : Double.NaN,
              rules.toScale(done.observe().mean()));
    }
  }

  /** The item's journal can't be read: sent again, as another record, it is no repetition. */
  private void giveUp(Waiting refused) {
    repetitions.giveBack(refused.step(Float.NaN));
    arrivals.giveUp(refused.id());
    refused.answer(Outcome.ITEM_UNREADABLE, Float.NaN);
  }

  private boolean isTaken(ItemId item) {
    return (erasing == 0 && durable.seen().containsKey(item)) || repetitions.isTaken(item);
  }

  private Behavior<Command> onGetProfile(GetProfile get) {
    if (!answer(get)) {
      reads.add(get);
    }
    return this;
  }

  private boolean answer(GetProfile get) {
    boolean isDurable = get.after().isEmpty() || durable.applied().contains(get.after().get());
    if (isDurable) {
      get.replyTo().tell(StatusReply.success(profile(get.withMinutes())));
    }
    return isDurable;
  }

  private Behavior<Command> onFollow(Follow follow) {
    followers.add(follow, standing());
    return this;
  }

  private Standing standing() {
    return new Standing(sequence, durable.factors().count(), durable.erased() != null);
  }

  private Profile profile(boolean withMinutes) {
    return new Profile(
        id,
        durable.factors(),
        durable.mean(),
        durable.seen().items(),
        durable.recent(),
        durable.repeated(),
        durable.first(),
        durable.last(),
        withMinutes ? durable.seen().minutes() : null,
        durable.interests());
  }

  /** Exchanges under way go on, and are the first of the new life. */
  private Behavior<Command> onErase(Erase erase) {
    boolean known = !durable.seen().isEmpty() || durable.repeated() > 0;
    boolean nothingNew = erase.met().isEmpty() || erase.receipt().equals(durable.erased());
    if (!known && arrivals.taken().isEmpty() && nothingNew) {
      erase.replyTo().tell(StatusReply.success(new Erasure(Optional.ofNullable(durable.erased()))));
      return this;
    }
    Factors fresh = sgd.freshUser(id);
    commit.add(new Gathered.Erasing(erase, confirmed, mean, fresh));
    erasing++; // the old life is not looked at any more
    live = fresh;
    confirmed = fresh;
    mean = 0f;
    interests = List.of();
    repetitions.forget();
    exchanges
        .removeAll(AppliedOffsets.of(erase.met()))
        .forEach(arrivals::giveUp); // asked for again
    exchanges.all().forEach(this::stepAnew);
    if (exchanging != null) {
      repetitions.take(exchanging.step(Float.NaN));
    }
    commit.hurry();
    return write();
  }

  private void stepAnew(Exchanges.Exchanged exchanged) {
    Waiting waiting = exchanged.waiting();
    live = sgd.stepUser(live, exchanged.gradient().item(), exchanged.gradient().error());
    exchanged.steppedAnew(live);
    repetitions.take(waiting.step(Float.NaN));
    if (waiting.isInterest()) {
      interests = UserState.with(interests, waiting.observe().interaction().item());
    }
  }

  private Behavior<Command> onStop(Stop stop) {
    if (seat.leave()) {
      getContext().getSelf().tell(stop); // behind what came directly
      return this;
    }
    stopping = true;
    followers.answer(standing()); // they ask the next life
    return write();
  }

  private Behavior<Command> onRecovered(Recovered recovered) {
    durable = recovered.state();
    sequence = recovered.sequence();
    live = durable.factors();
    confirmed = live;
    interests = durable.interests();
    repetitions.reset(durable);
    mean = durable.mean();
    exchanging = null;
    exchanges.clear();
    erasing = 0;
    startsOver = false;
    commit.reset();
    arrivals.requeue(this::isDurable);
    tellIndex(); // a failed write may be in the journal after all
    reads.answer(this::answer);
    followers.answer(standing());
    if (stopping) {
      return stopped();
    }
    seat.take();
    return exchangeNext();
  }

  private void tellIndex() {
    if (settings.similarUsers() && sequence > 0) {
      peers.tell(IndexedUser.of(id, sequence, durable.factors()));
    }
  }

  private boolean isDurable(Waiting waiting) {
    boolean durableNow = durable.applied().contains(waiting.id());
    if (durableNow) {
      waiting.answer(Outcome.KNOWN, Float.NaN);
    }
    return durableNow;
  }

  /** After a write that failed: whether it is in the journal after all, nobody can say now. */
  private Behavior<Command> onUnreadable(Unreadable unreadable) {
    seat.leave();
    exchanges.clear();
    arrivals.clear().forEach(waiting -> waiting.answer(Outcome.USER_UNREADABLE, Float.NaN));
    reads.clear(UserEntity::refuse);
    followers.clear().forEach(UserEntity::refuse);
    for (Gathered open : commit.all()) {
      if (open instanceof Gathered.Erasing erasure) {
        refuse(erasure.erase());
      }
    }
    commit.reset();
    cancelTimers();
    return stopping ? stopped() : recovery().refusing();
  }

  private Behavior<Command> onWritten(Written written) {
    durable = written.state();
    sequence = written.sequence();
    tellIndex();
    for (Gathered done : commit.finish()) {
      if (done instanceof Gathered.Settling settled) {
        RecordId record = settled.waiting().id();
        arrivals.remove(record);
        if (settled.outcome() == Outcome.LEARNED) {
          repetitions.journaled(settled.step());
        }
        settled.waiting().answer(settled.outcome(), settled.step().error());
      } else if (done instanceof Gathered.Erasing erased) {
        erasing--;
        Receipt receipt = erased.erase().receipt();
        erased.erase().replyTo().tell(StatusReply.success(new Erasure(Optional.of(receipt))));
      }
    }
    if (startsOver) {
      return startOver();
    }
    if (arrivals.taken().isEmpty() && erasing == 0) {
      interests = durable.interests(); // the same: one of the two goes
      repetitions.reset(durable);
    }
    reads.answer(this::answer);
    followers.answer(standing());
    write();
    return exchangeNext(); // it may have waited for an erasure
  }

  /**
   * Repeats the pulls that have been under way for a whole tick; a user that is to stop does not
   * wait longer for an item.
   */
  private Behavior<Command> onTick(Tick tick) {
    Waiting late = pulls == pullsAtTick ? exchanging : null;
    List<Exchanges.Exchanged> unconfirmed = exchanges.late();
    boolean isOver = exchanging == null && exchanges.isEmpty();
    this.tick = isOver ? null : later(settings.pullTimeout(), Tick.INSTANCE);
    boolean isStuck = late != null || !unconfirmed.isEmpty();
    if (isStuck && stopping && commit.isIdle()) {
      return stopped();
    }
    if (late != null) {
      ask(late);
    }
    for (Exchanges.Exchanged open : unconfirmed) {
      peers.tellAgain(open.waiting().observe().interaction().item(), open.pull());
    }
    pullsAtTick = pulls;
    return this;
  }

  private Behavior<Command> onFlush(Flush now) {
    flush = null;
    return write();
  }

  private Behavior<Command> write() {
    if (commit.isDue()) {
      long linger = stopping ? 0 : commit.toLinger();
      if (linger <= 0) {
        List<Gathered> gathered = commit.start();
        List<UserEvent> events = Gathered.events(gathered, durable.applied(), confirmed, mean);
        journal.write(events, gathered.size());
      } else if (flush == null) {
        flush = later(Duration.ofNanos(linger), Flush.INSTANCE);
      }
    }
    return isDone() ? stopped() : this;
  }

  /**
   * Whether it is to stop and nothing that was taken is under way: its sender would wait in vain.
   */
  private boolean isDone() {
    return stopping && commit.isIdle() && arrivals.taken().isEmpty();
  }
}
