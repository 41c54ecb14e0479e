package tandem.entity.index;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.cluster.typed.ClusterSingleton;
import akka.cluster.typed.SingletonActor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import tandem.entity.EntitySettings;
import tandem.protocol.CborSerializable;

/**
 * Reads the journal behind the index, one for the cluster: it gives each partition what happened to
 * its items, so that a move which was lost on its way is found, and so that a partition knows up to
 * which ordering number it is complete. It reads a margin again each time, since a transaction may
 * commit after one with a higher number.
 */
public final class JournalTail extends AbstractBehavior<JournalTail.Command> {

  // Far more than what can be under way in the journal's few parallel batches.
  private static final long MARGIN = 10_000;

  private final EntitySettings settings;
  private final IndexStore store;
  private final BiConsumer<Integer, IndexPartition.Command> partitions;
  private long known = -1; // ordering number of the newest event that was read

  /** What the reader tells itself. */
  public sealed interface Command extends CborSerializable {}

  private enum Tick implements Command {
    INSTANCE
  }

  private record Read(IndexStore.Changes changes) implements Command {}

  private record Failed(Throwable cause) implements Command {}

  /** Starts the reader of the cluster. */
  public static void init(
      ActorSystem<?> system,
      EntitySettings settings,
      IndexStore store,
      BiConsumer<Integer, IndexPartition.Command> partitions) {
    ClusterSingleton.get(system)
        .init(SingletonActor.of(create(settings, store, partitions), "journal-tail"));
  }

  /** The behaviour of the reader. */
  public static Behavior<Command> create(
      EntitySettings settings,
      IndexStore store,
      BiConsumer<Integer, IndexPartition.Command> partitions) {
    return Behaviors.withTimers(
        timers -> {
          timers.startTimerWithFixedDelay(Tick.INSTANCE, settings.indexFlushInterval());
          return Behaviors.setup(context -> new JournalTail(context, settings, store, partitions));
        });
  }

  private JournalTail(
      ActorContext<Command> context,
      EntitySettings settings,
      IndexStore store,
      BiConsumer<Integer, IndexPartition.Command> partitions) {
    super(context);
    this.settings = settings;
    this.store = store;
    this.partitions = partitions;
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Tick.class, this::onTick)
        .onMessage(Read.class, this::onRead)
        .onMessage(Failed.class, this::onFailed)
        .build();
  }

  private Behavior<Command> onTick(Tick tick) {
    getContext()
        .pipeToSelf(
            known < 0 ? store.newest().thenCompose(this::read) : read(known),
            (changes, failure) -> failure == null ? new Read(changes) : new Failed(failure));
    return this;
  }

  private CompletionStage<IndexStore.Changes> read(long newest) {
    return store.changes(Math.max(0, newest - MARGIN));
  }

  private Behavior<Command> onRead(Read read) {
    List<List<IndexStore.Change>> parts = new ArrayList<>();
    for (int p = 0; p < settings.partitions(); p++) {
      parts.add(new ArrayList<>());
    }
    for (IndexStore.Change change : read.changes().items()) {
      parts.get(change.item().partition(settings.partitions())).add(change);
    }
    known = read.changes().upTo();
    for (int p = 0; p < settings.partitions(); p++) {
      IndexStore.Changes part = new IndexStore.Changes(read.changes().after(), known, parts.get(p));
      partitions.accept(p, new IndexPartition.JournalRead(part));
    }
    return this;
  }

  private Behavior<Command> onFailed(Failed failed) {
    getContext().getLog().warn("Can't read the journal: {}", failed.cause().toString());
    return this;
  }
}
