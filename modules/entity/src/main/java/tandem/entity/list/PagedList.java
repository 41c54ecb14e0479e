package tandem.entity.list;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.cluster.sharding.typed.ClusterShardingSettings;
import akka.cluster.sharding.typed.ClusterShardingSettings.PassivationStrategySettings$;
import akka.cluster.sharding.typed.HashCodeMessageExtractor;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tandem.entity.EntitySettings;
import tandem.model.ItemId;
import tandem.protocol.CborSerializable;

/**
 * A list that is shown page by page: what was asked for, and which items were shown. It is in
 * memory only, on the node that its id says, and gone with that node, when nobody asked for a page
 * for a while, or when the node has as many as it holds and this one was asked for longest ago.
 * Invariant: no item is noted as shown twice, since a page is taken only from who knows all pages
 * before it.
 */
public final class PagedList extends AbstractBehavior<PagedList.Command> {

  /** The kind of entity; its id is the list's. */
  public static final EntityTypeKey<Command> TYPE_KEY = EntityTypeKey.create(Command.class, "list");

  private final TimerScheduler<Command> timers;
  private final Duration ttl;
  private @Nullable Asked asked;
  private final List<ItemId> shown = new ArrayList<>();
  private int pages;

  /** What a list can be told. */
  public sealed interface Command extends CborSerializable {}

  /** Begin, with a first page. */
  public record Open(Asked asked, List<ItemId> items, ActorRef<Noted> replyTo) implements Command {

    /** Takes a copy. */
    public Open {
      items = List.copyOf(items);
    }
  }

  /** What was asked for and shown. */
  public record GetShown(ActorRef<Shown> replyTo) implements Command {}

  /**
   * A page more is to be shown.
   *
   * @param pages how many there were when it was made; with another number it is not taken
   */
  public record Show(int pages, List<ItemId> items, ActorRef<Noted> replyTo) implements Command {

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

  /** Makes this node hold lists. */
  public static void init(ActorSystem<?> system, ListSettings settings, EntitySettings entities) {
    ClusterSharding.get(system)
        .init(
            Entity.of(TYPE_KEY, entity -> create(settings.pagingTtl()))
                .withRole(EntitySettings.ROLE)
                .withMessageExtractor(new HashCodeMessageExtractor<>(entities.userShards()))
                .withSettings(
                    ClusterShardingSettings.create(system)
                        .withPassivationStrategy(
                            PassivationStrategySettings$.MODULE$
                                .defaults()
                                .withActiveEntityLimit(settings.maxOpen())
                                .withLeastRecentlyUsedReplacement())));
  }

  /** The behaviour of a list that nothing was said of. */
  public static Behavior<Command> create(Duration ttl) {
    return Behaviors.setup(
        context -> Behaviors.withTimers(timers -> new PagedList(context, timers, ttl)));
  }

  private PagedList(ActorContext<Command> context, TimerScheduler<Command> timers, Duration ttl) {
    super(context);
    this.timers = timers;
    this.ttl = ttl;
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Open.class, this::onOpen)
        .onMessage(GetShown.class, this::onGetShown)
        .onMessage(Show.class, this::onShow)
        .onMessage(Expire.class, expire -> Behaviors.stopped())
        .build();
  }

  private Behavior<Command> onOpen(Open open) {
    if (asked != null) {
      open.replyTo().tell(new Noted(false));
      return this;
    }
    asked = open.asked();
    return take(open.items(), open.replyTo());
  }

  private Behavior<Command> onGetShown(GetShown get) {
    get.replyTo().tell(new Shown(Optional.ofNullable(asked), pages, shown));
    return asked == null ? Behaviors.stopped() : this;
  }

  private Behavior<Command> onShow(Show show) {
    if (asked == null || show.pages() != pages) {
      show.replyTo().tell(new Noted(false));
      return asked == null ? Behaviors.stopped() : this;
    }
    return take(show.items(), show.replyTo());
  }

  private Behavior<Command> take(List<ItemId> items, ActorRef<Noted> replyTo) {
    shown.addAll(items);
    pages++;
    timers.startSingleTimer(Expire.INSTANCE, Expire.INSTANCE, ttl);
    replyTo.tell(new Noted(true));
    return this;
  }
}
