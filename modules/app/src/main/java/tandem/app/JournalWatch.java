package tandem.app;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.receptionist.Receptionist;
import akka.actor.typed.receptionist.ServiceKey;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Down;
import java.time.Duration;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import tandem.app.cluster.ClusterSettings;
import tandem.protocol.CborSerializable;

/**
 * Gives its node up when the node does not reach the journal's database and the others do: what the
 * node holds can't learn, and the other nodes' records wait for it; elsewhere it can. A node gives
 * itself up when the database has been silent for {@link ClusterSettings#journalPatience}, and at
 * least half of the nodes that learn say that they have reached it for as long. So an outage of the
 * database ends no node, and neither does a node that is the last to see its end
 * (docs/decisions/0016). One on each node that learns.
 */
final class JournalWatch extends AbstractBehavior<JournalWatch.Message> {

  private static final ServiceKey<GetReach> KEY =
      ServiceKey.create(GetReach.class, "journal-watch");
  private static final Duration EVERY = Duration.ofSeconds(2);
  private static final Duration EACH = Duration.ofSeconds(1);

  /** What it is sent. */
  sealed interface Message {}

  /** How long has the node reached the database? */
  record GetReach(ActorRef<Reach> replyTo) implements Message, CborSerializable {}

  /** The node of {@code from} has reached the database for so long; 0 if it does not. */
  record Reach(ActorRef<GetReach> from, long millis) implements Message, CborSerializable {}

  private enum Tick implements Message {
    INSTANCE
  }

  private record Probed(boolean reached) implements Message {}

  private record Others(Set<ActorRef<GetReach>> all) implements Message {}

  private final Supplier<CompletionStage<Boolean>> probe;
  private final Duration patience;
  private final IntSupplier members;
  private final Runnable giveUp;
  private final LongSupplier nanos;
  private final Set<ActorRef<GetReach>> reaching = new HashSet<>();
  private Set<ActorRef<GetReach>> others = Set.of();
  private OptionalLong reachedSince = OptionalLong.empty();
  private OptionalLong silentSince = OptionalLong.empty();

  /** Watches the database of the node of {@code system} from now on. */
  static void start(ActorSystem<?> system, JournalProbe probe, ClusterSettings settings) {
    Cluster cluster = Cluster.get(system);
    var unused =
        system.systemActorOf(
            create(
                EVERY,
                () -> probe.check(EACH).thenApply(check -> check.ok()),
                settings.journalPatience(),
                () -> learning(cluster),
                () -> cluster.manager().tell(new Down(cluster.selfMember().address())),
                System::nanoTime),
            "journal-watch",
            Props.empty());
  }

  private static int learning(Cluster cluster) {
    return (int)
        StreamSupport.stream(cluster.state().getMembers().spliterator(), false)
            .filter(member -> member.status().equals(MemberStatus.up()))
            .filter(member -> member.hasRole(ClusterSettings.LEARN))
            .count();
  }

  /**
   * The behaviour.
   *
   * @param every how often it looks
   * @param probe whether the database answers; ends in bounded time
   * @param members how many nodes learn, this one too
   */
  static Behavior<Message> create(
      Duration every,
      Supplier<CompletionStage<Boolean>> probe,
      Duration patience,
      IntSupplier members,
      Runnable giveUp,
      LongSupplier nanos) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  timers.startTimerWithFixedDelay(Tick.INSTANCE, every);
                  return new JournalWatch(context, probe, patience, members, giveUp, nanos);
                }));
  }

  private JournalWatch(
      ActorContext<Message> context,
      Supplier<CompletionStage<Boolean>> probe,
      Duration patience,
      IntSupplier members,
      Runnable giveUp,
      LongSupplier nanos) {
    super(context);
    this.probe = probe;
    this.patience = patience;
    this.members = members;
    this.giveUp = giveUp;
    this.nanos = nanos;
    ActorRef<Receptionist.Command> receptionist = context.getSystem().receptionist();
    receptionist.tell(Receptionist.register(KEY, context.getSelf().narrow()));
    receptionist.tell(
        Receptionist.subscribe(
            KEY,
            context.messageAdapter(
                Receptionist.Listing.class,
                listing -> new Others(listing.getServiceInstances(KEY)))));
  }

  @Override
  public Receive<Message> createReceive() {
    return newReceiveBuilder()
        .onMessage(GetReach.class, this::onGetReach)
        .onMessage(Reach.class, this::onReach)
        .onMessage(Tick.class, tick -> look())
        .onMessage(Probed.class, this::onProbed)
        .onMessage(Others.class, this::onOthers)
        .build();
  }

  private Behavior<Message> onGetReach(GetReach get) {
    long since = reachedSince.isPresent() ? nanos.getAsLong() - reachedSince.getAsLong() : 0;
    get.replyTo().tell(new Reach(getContext().getSelf().narrow(), since / 1_000_000));
    return this;
  }

  private Behavior<Message> look() {
    getContext()
        .pipeToSelf(probe.get(), (reached, failure) -> new Probed(failure == null && reached));
    return this;
  }

  private Behavior<Message> onOthers(Others now) {
    others = new HashSet<>(now.all());
    others.remove(getContext().getSelf());
    return this;
  }

  private Behavior<Message> onProbed(Probed probed) {
    long now = nanos.getAsLong();
    if (probed.reached()) {
      silentSince = OptionalLong.empty();
      reachedSince = reachedSince.isPresent() ? reachedSince : OptionalLong.of(now);
      return this;
    }
    reachedSince = OptionalLong.empty();
    silentSince = silentSince.isPresent() ? silentSince : OptionalLong.of(now);
    if (isOutOfPatience()) {
      reaching.clear();
      others.forEach(other -> other.tell(new GetReach(getContext().getSelf().narrow())));
    }
    return this;
  }

  private boolean isOutOfPatience() {
    return silentSince.isPresent()
        && nanos.getAsLong() - silentSince.getAsLong() >= patience.toNanos();
  }

  private Behavior<Message> onReach(Reach reach) {
    if (!isOutOfPatience() || reach.millis() < patience.toMillis()) {
      return this;
    }
    reaching.add(reach.from());
    int all = members.getAsInt();
    if (2 * reaching.size() < all) {
      return this;
    }
    getContext()
        .getLog()
        .error(
            "The database has been silent for more than {} here, and {} of {} nodes reach it. This node ends, so that"
                + " they take over: mend its way to the database, and start it again",
            patience,
            reaching.size(),
            all);
    giveUp.run();
    return Behaviors.stopped();
  }
}
