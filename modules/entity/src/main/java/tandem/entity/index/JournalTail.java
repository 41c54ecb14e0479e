package tandem.entity.index;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.cluster.typed.ClusterSingleton;
import akka.cluster.typed.ClusterSingletonSettings;
import akka.cluster.typed.SingletonActor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BiConsumer;
import tandem.entity.EntitySettings;
import tandem.model.ModelName;
import tandem.protocol.CborSerializable;

/**
 * Reads the journal behind the index, one for the cluster: it tells each partition how far its
 * items are, so that a move which was lost on its way is found, and so that a partition knows up to
 * which ordering number it is complete. It reads a margin again each time, since a transaction may
 * commit after one with a higher number. It tells one partition after the other, spread over the
 * interval, since each then writes what has changed.
 */
public final class JournalTail extends AbstractBehavior<JournalTail.Command> {

  // Far more than what can be under way in the journal's few parallel batches.
  private static final long MARGIN = 10_000;
  // With the longest ids about 170 KiB; Artery drops what is above 256 KiB.
  private static final int ITEMS_A_MESSAGE = 1_000;

  private final EntitySettings settings;
  private final IndexStore store;
  private final BiConsumer<Integer, IndexPartition.Command> partitions;
  private final TimerScheduler<Command> timers;
  private final Deque<List<IndexPartition.JournalRead>> unsent = new ArrayDeque<>(); // by partition
  private long known = -1; // ordering number of the newest event that was read
  private boolean reading;

  /** What the reader is told, most of it by itself. */
  public sealed interface Command extends CborSerializable {}

  /** The model is dropped: read no more. */
  public enum Stop implements Command {
    /** The only one. */
    INSTANCE
  }

  private enum Tick implements Command {
    INSTANCE
  }

  private enum Next implements Command {
    INSTANCE
  }

  private record Read(IndexStore.Heads heads) implements Command {}

  private record Failed(Throwable cause) implements Command {}

  /** Starts the reader of a model, if the cluster has none yet; tell it {@link Stop} at the end. */
  public static ActorRef<Command> init(
      ActorSystem<?> system, ModelName model, EntitySettings settings, IndexStore store) {
    Behavior<Command> reader = create(settings, store, IndexPartition.teller(system, model));
    return ClusterSingleton.get(system)
        .init(
            SingletonActor.of(reader, model.of("journal-tail"))
                .withSettings(
                    ClusterSingletonSettings.create(system).withRole(EntitySettings.ROLE)));
  }

  /** The behaviour of the reader. */
  public static Behavior<Command> create(
      EntitySettings settings,
      IndexStore store,
      BiConsumer<Integer, IndexPartition.Command> partitions) {
    return Behaviors.withTimers(
        timers -> {
          timers.startTimerWithFixedDelay(Tick.INSTANCE, settings.indexFlushInterval());
          return Behaviors.setup(
              context -> new JournalTail(context, settings, store, partitions, timers));
        });
  }

  private JournalTail(
      ActorContext<Command> context,
      EntitySettings settings,
      IndexStore store,
      BiConsumer<Integer, IndexPartition.Command> partitions,
      TimerScheduler<Command> timers) {
    super(context);
    this.settings = settings;
    this.store = store;
    this.partitions = partitions;
    this.timers = timers;
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Tick.class, this::onTick)
        .onMessage(Stop.class, stop -> Behaviors.stopped())
        .onMessage(Read.class, this::onRead)
        .onMessage(Next.class, next -> sendNext())
        .onMessage(Failed.class, this::onFailed)
        .build();
  }

  /** From where to read so as to miss no event of a transaction that committed late. */
  public static long before(long ordering) {
    return Math.max(0, ordering - MARGIN);
  }

  private Behavior<Command> onTick(Tick tick) {
    if (reading) {
      return this; // the database is slow: more reads at once would not make it faster
    }
    reading = true;
    getContext()
        .pipeToSelf(
            known < 0
                ? store.newest().thenCompose(newest -> store.heads(before(newest), item -> true))
                : store.heads(before(known), item -> true),
            (heads, failure) -> failure == null ? new Read(heads) : new Failed(failure));
    return this;
  }

  private Behavior<Command> onRead(Read read) {
    reading = false;
    known = read.heads().upTo();
    List<List<IndexStore.Head>> parts = new ArrayList<>();
    for (int p = 0; p < settings.partitions(); p++) {
      parts.add(new ArrayList<>());
    }
    for (IndexStore.Head head : read.heads().items()) {
      parts.get(head.item().partition(settings.partitions())).add(head);
    }
    while (!unsent.isEmpty()) { // of the read before, which took long
      sendNext();
    }
    for (List<IndexStore.Head> part : parts) {
      unsent.add(messages(read.heads().after(), part));
    }
    return sendNext();
  }

  /** Of bounded size, one at least. */
  private List<IndexPartition.JournalRead> messages(long after, List<IndexStore.Head> heads) {
    List<IndexPartition.JournalRead> messages = new ArrayList<>();
    int from = 0;
    do {
      int to = Math.min(heads.size(), from + ITEMS_A_MESSAGE);
      IndexStore.Heads some =
          new IndexStore.Heads(after, known, List.copyOf(heads.subList(from, to)));
      messages.add(new IndexPartition.JournalRead(some, from, heads.size()));
      from = to;
    } while (from < heads.size());
    return messages;
  }

  private Behavior<Command> sendNext() {
    int partition = settings.partitions() - unsent.size();
    List<IndexPartition.JournalRead> messages = unsent.remove();
    if (!unsent.isEmpty()) {
      timers.startSingleTimer(
          Next.INSTANCE, settings.indexFlushInterval().dividedBy(settings.partitions()));
    }
    messages.forEach(message -> partitions.accept(partition, message));
    return this;
  }

  private Behavior<Command> onFailed(Failed failed) {
    reading = false;
    getContext().getLog().warn("Can't read the journal: {}", failed.cause().toString());
    return this;
  }
}
