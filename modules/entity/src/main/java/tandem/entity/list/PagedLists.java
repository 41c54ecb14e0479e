package tandem.entity.list;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.cluster.sharding.typed.ClusterShardingSettings;
import akka.cluster.sharding.typed.HashCodeMessageExtractor;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import tandem.entity.EntitySettings;
import tandem.model.ItemId;
import tandem.protocol.CborSerializable;

/**
 * Lists that are shown page by page, those of a shard: what was asked for, and which items were
 * shown. They are in memory only, on the node of the shard, and gone with that node. A list is gone
 * when no page was added for a while; and when a node has as many as it holds, one that opens takes
 * the place of the one of its shard whose last page is longest ago. To ask for a list that is not
 * there takes nobody's place. Invariant: no item is noted as shown twice, since a page is taken
 * only from who knows all pages before it.
 */
public final class PagedLists extends AbstractBehavior<PagedLists.Command> {

  /** The kind of entity; its id is the number of the shard. */
  public static final EntityTypeKey<Command> TYPE_KEY =
      EntityTypeKey.create(Command.class, "lists");

  private final TimerScheduler<Command> timers;
  private final ListSettings settings;
  private final AtomicInteger held;
  private final Clock clock;
  private final Map<String, Pages> lists = new LinkedHashMap<>(); // the last page longest ago first

  /** What is known of a list. */
  private static final class Pages {
    private final Asked asked;
    private final List<ItemId> shown = new ArrayList<>();
    private int pages;
    private Instant until = Instant.MIN;

    Pages(Asked asked) {
      this.asked = asked;
    }
  }

  /** What can be told of a list, by its id. */
  public sealed interface Command extends CborSerializable {}

  /** Begin, with a first page. */
  public record Open(String list, Asked asked, List<ItemId> items, ActorRef<Noted> replyTo)
      implements Command {

    /** Takes a copy. */
    public Open {
      items = List.copyOf(items);
    }
  }

  /** What was asked for and shown. */
  public record GetShown(String list, ActorRef<Shown> replyTo) implements Command {}

  /**
   * A page more is to be shown.
   *
   * @param pages how many there were when it was made; with another number it is not taken
   */
  public record Show(String list, int pages, List<ItemId> items, ActorRef<Noted> replyTo)
      implements Command {

    /** Takes a copy. */
    public Show {
      items = List.copyOf(items);
    }
  }

  private enum Expire implements Command {
    INSTANCE
  }

  /**
   * A request as it came, to be made anew for each page.
   *
   * @param kind of the list
   * @param subject whom or what it is for, "" for nobody
   * @param query as in the URL
   * @param body "" if there was none
   */
  public record Asked(String kind, String subject, String query, String body) {}

  /**
   * The answer to {@link GetShown}.
   *
   * @param asked empty if there is no such list (any more)
   * @param items in all pages
   */
  public record Shown(Optional<Asked> asked, int pages, List<ItemId> items)
      implements CborSerializable {

    /** Takes a copy. */
    public Shown {
      items = List.copyOf(items);
    }
  }

  /** The answer to {@link Open} and {@link Show}: whether the page is one of the list now. */
  public record Noted(boolean taken) implements CborSerializable {}

  /** The entity that has a list; there are as many as shards of users. */
  public static EntityRef<Command> of(ClusterSharding sharding, String list, int shards) {
    int shard = Math.floorMod(list.hashCode(), shards);
    return sharding.entityRefFor(TYPE_KEY, Integer.toString(shard));
  }

  /** Makes this node hold lists. */
  public static void init(
      ActorSystem<?> system, ListSettings settings, EntitySettings entities, Clock clock) {
    AtomicInteger held = new AtomicInteger();
    ClusterSharding.get(system)
        .init(
            Entity.of(TYPE_KEY, entity -> create(settings, held, clock))
                .withRole(EntitySettings.ROLE)
                .withMessageExtractor(new HashCodeMessageExtractor<>(entities.userShards()))
                .withSettings(ClusterShardingSettings.create(system).withNoPassivationStrategy()));
  }

  /** The behaviour of a shard without lists; {@code held} are those that the node has. */
  public static Behavior<Command> create(ListSettings settings, AtomicInteger held, Clock clock) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(timers -> new PagedLists(context, timers, settings, held, clock)));
  }

  private PagedLists(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      ListSettings settings,
      AtomicInteger held,
      Clock clock) {
    super(context);
    this.timers = timers;
    this.settings = settings;
    this.held = held;
    this.clock = clock;
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Open.class, this::onOpen)
        .onMessage(GetShown.class, this::onGetShown)
        .onMessage(Show.class, this::onShow)
        .onMessage(Expire.class, expire -> onExpire())
        .onSignal(PostStop.class, stopped -> onStopped())
        .build();
  }

  private Behavior<Command> onOpen(Open open) {
    dropExpired();
    if (lists.containsKey(open.list())) {
      open.replyTo().tell(new Noted(false));
      return this;
    }
    if (held.incrementAndGet() > settings.maxOpen() && !lists.isEmpty()) {
      drop(lists.keySet().iterator().next());
    }
    take(open.list(), new Pages(open.asked()), open.items());
    open.replyTo().tell(new Noted(true));
    return this;
  }

  private Behavior<Command> onGetShown(GetShown get) {
    dropExpired();
    Pages list = lists.get(get.list());
    get.replyTo()
        .tell(
            list == null
                ? new Shown(Optional.empty(), 0, List.of())
                : new Shown(Optional.of(list.asked), list.pages, list.shown));
    return this;
  }

  private Behavior<Command> onShow(Show show) {
    dropExpired();
    Pages list = lists.get(show.list());
    boolean taken = list != null && show.pages() == list.pages;
    if (list != null && taken) {
      lists.remove(show.list());
      take(show.list(), list, show.items());
    }
    show.replyTo().tell(new Noted(taken));
    return this;
  }

  private void take(String id, Pages list, List<ItemId> items) {
    list.shown.addAll(items);
    list.pages++;
    list.until = clock.instant().plus(settings.pagingTtl());
    lists.put(id, list);
    if (!timers.isTimerActive(Expire.INSTANCE)) {
      timers.startSingleTimer(Expire.INSTANCE, Expire.INSTANCE, settings.pagingTtl());
    }
  }

  private Behavior<Command> onExpire() {
    dropExpired();
    if (!lists.isEmpty()) {
      timers.startSingleTimer(Expire.INSTANCE, Expire.INSTANCE, settings.pagingTtl());
    }
    return this;
  }

  private void dropExpired() {
    Instant now = clock.instant();
    while (!lists.isEmpty()) {
      Map.Entry<String, Pages> oldest = lists.entrySet().iterator().next();
      if (oldest.getValue().until.isAfter(now)) {
        return;
      }
      drop(oldest.getKey());
    }
  }

  private void drop(String id) {
    lists.remove(id);
    held.decrementAndGet();
  }

  private Behavior<Command> onStopped() {
    held.addAndGet(-lists.size());
    return this;
  }
}
