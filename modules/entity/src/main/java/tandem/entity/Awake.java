package tandem.entity;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Extension;
import akka.actor.typed.ExtensionId;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.EntityContext;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;

/**
 * The entities of a kind that are awake on this node. A message to one of them goes to it at once;
 * sharding, whose region and shard are two actors more on the way of each message, is asked only
 * for those that sleep or are elsewhere, and for what was sent before and not answered
 * (docs/decisions/0045). Since the shards do not see these messages, which entities are put aside
 * is decided here, too: beyond the limit the one of a few, drawn by chance, that was used longest
 * ago, as Redis does (its documentation, "Approximated LRU algorithm").
 *
 * @param <C> the entities' commands
 */
public final class Awake<C> {

  private static final int CANDIDATES = 16;

  private final BiConsumer<String, C> sharding;
  private final Map<String, Seat<C>> byId = new ConcurrentHashMap<>();
  private final List<Seat<C>> all = new ArrayList<>(); // guarded by this, as what follows
  private final SplittableRandom random = new SplittableRandom(0);
  private int limit = Integer.MAX_VALUE;
  private long swept = Long.MIN_VALUE;
  private final AtomicLong now = new AtomicLong(); // counts those that woke, and the sweeps

  /** Those of whom nothing is known yet; {@code sharding} reaches each. */
  Awake(BiConsumer<String, C> sharding) {
    this.sharding = sharding;
  }

  /** Those of the node of {@code system}. */
  public static <C> Awake<C> of(ActorSystem<?> system, EntityTypeKey<C> key) {
    return Kinds.ID.apply(system).of(ClusterSharding.get(system), key);
  }

  private static final class Kinds implements Extension {

    private static final ExtensionId<Kinds> ID =
        new ExtensionId<>() {
          @Override
          public Kinds createExtension(ActorSystem<?> system) {
            return new Kinds();
          }
        };

    private final Map<String, Awake<?>> byKey = new ConcurrentHashMap<>();

    @SuppressWarnings("unchecked") // the commands are those of the key
    private <C> Awake<C> of(ClusterSharding sharding, EntityTypeKey<C> key) {
      return (Awake<C>)
          byKey.computeIfAbsent(
              key.name(),
              none -> new Awake<C>((id, message) -> sharding.entityRefFor(key, id).tell(message)));
    }
  }

  /**
   * Puts entities aside from now on, by {@code settings}, looking at the time by {@code system}.
   */
  public void keep(ActorSystem<?> system, AwakeSettings settings) {
    if (keep(settings.limit())) {
      var unused =
          system
              .scheduler()
              .scheduleWithFixedDelay(
                  settings.idle(), settings.idle(), this::sweep, system.executionContext());
    }
  }

  /** Whether none were put aside before: a model may come again. */
  synchronized boolean keep(int most) {
    boolean first = limit == Integer.MAX_VALUE;
    limit = most;
    return first;
  }

  /** Sends to an entity; it may be lost where the entity stops at this moment. */
  public void tell(String id, C message) {
    Seat<C> seat = byId.get(id);
    if (seat != null) {
      seat.self.tell(message);
    } else {
      sharding.accept(id, message);
    }
  }

  /** Sends by sharding, which knows for certain where an entity is. */
  public void tellAgain(String id, C message) {
    sharding.accept(id, message);
  }

  /** The place of an entity that sharding starts, which it has yet to take. */
  public Seat<C> seat(EntityContext<C> entity, ActorRef<C> self) {
    return seat(
        entity.getEntityId(),
        self,
        () -> entity.getShard().tell(new ClusterSharding.Passivate<>(self)));
  }

  /**
   * The place of an entity.
   *
   * @param aside tells it to stop
   */
  Seat<C> seat(String id, ActorRef<C> self, Runnable aside) {
    return new Seat<>(this, id, self, aside);
  }

  /** The place of an entity that nobody reaches but by its reference. */
  public static <C> Seat<C> alone(ActorRef<C> self) {
    return new Awake<C>((id, message) -> {}).seat("", self, () -> {});
  }

  private synchronized void add(Seat<C> seat) {
    seat.used = now.incrementAndGet();
    Seat<C> before = byId.put(seat.id, seat);
    if (before == seat) {
      return;
    }
    if (before != null) { // has ended without a word
      forget(before);
    }
    seat.position = all.size();
    all.add(seat);
    if (all.size() > limit) {
      putAside(usedLongestAgo());
    }
  }

  private Seat<C> usedLongestAgo() {
    Seat<C> oldest = all.get(random.nextInt(all.size()));
    for (int n = 1; n < CANDIDATES; n++) {
      Seat<C> other = all.get(random.nextInt(all.size()));
      if (other.used < oldest.used) {
        oldest = other;
      }
    }
    return oldest;
  }

  private void putAside(Seat<C> seat) {
    remove(seat);
    seat.aside.run();
  }

  private synchronized boolean remove(Seat<C> seat) {
    boolean taken = byId.remove(seat.id, seat);
    if (taken) {
      forget(seat);
    }
    return taken;
  }

  private void forget(Seat<C> seat) {
    Seat<C> last = all.remove(all.size() - 1);
    if (last != seat) {
      last.position = seat.position;
      all.set(last.position, last);
    }
  }

  /** Puts aside whom nobody has told anything since the sweep before. */
  synchronized void sweep() {
    List<Seat<C>> idle = all.stream().filter(seat -> seat.used < swept).toList();
    idle.forEach(this::putAside);
    swept = now.incrementAndGet();
  }

  /** The place of an entity among those that are awake; used by its actor. */
  public static final class Seat<C> {

    private final Awake<C> awake;
    private final String id;
    private final ActorRef<C> self;
    private final Runnable aside;
    private int position; // in all
    private long used; // read by others, who may see an older one

    private Seat(Awake<C> awake, String id, ActorRef<C> self, Runnable aside) {
      this.awake = awake;
      this.id = id;
      this.self = self;
      this.aside = aside;
    }

    /** From now on messages come directly. */
    public void take() {
      awake.add(this);
    }

    /** Sends to the entity's next life, which starts when this one has ended. */
    public void passOn(C message) {
      awake.tellAgain(id, message);
    }

    /** It is used. */
    void touch() {
      used = awake.now.get();
    }

    /**
     * Messages come by sharding again, but for those that are on their way.
     *
     * @return whether they came directly until now
     */
    public boolean leave() {
      return awake.remove(this);
    }
  }
}
