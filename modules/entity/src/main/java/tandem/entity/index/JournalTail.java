package tandem.entity.index;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.cluster.typed.ClusterSingleton;
import akka.cluster.typed.ClusterSingletonSettings;
import akka.cluster.typed.SingletonActor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import tandem.entity.EntitySettings;
import tandem.model.ModelName;
import tandem.protocol.CborSerializable;
import tandem.protocol.journal.ItemEvent;

/**
 * Reads the journal behind the index, one for the cluster: it gives each partition what happened to
 * its items, so that a move which was lost on its way is found, and so that a partition knows up to
 * which ordering number it is complete. It reads a margin again each time, since a transaction may
 * commit after one with a higher number.
 */
public final class JournalTail extends AbstractBehavior<JournalTail.Command> {

  // Far more than what can be under way in the journal's few parallel batches.
  private static final long MARGIN = 10_000;
  // With 64 factors about 50 KiB a message; Artery drops what is above 256 KiB, and a character may
  // take three bytes.
  private static final int CHANGES_A_MESSAGE = 128;
  private static final int CHARACTERS_A_MESSAGE = 49_152;

  private final EntitySettings settings;
  private final IndexStore store;
  private final BiConsumer<Integer, IndexPartition.Command> partitions;
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

  private record Read(IndexStore.Changes changes) implements Command {}

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
        .onMessage(Stop.class, stop -> Behaviors.stopped())
        .onMessage(Read.class, this::onRead)
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
                ? store.newest().thenCompose(newest -> store.changes(before(newest)))
                : store.changes(before(known)),
            (changes, failure) -> failure == null ? new Read(changes) : new Failed(failure));
    return this;
  }

  private Behavior<Command> onRead(Read read) {
    reading = false;
    List<List<IndexStore.Change>> parts = new ArrayList<>();
    for (int p = 0; p < settings.partitions(); p++) {
      parts.add(new ArrayList<>());
    }
    for (IndexStore.Change change : read.changes().items()) {
      parts.get(change.item().partition(settings.partitions())).add(withoutSteps(change));
    }
    known = read.changes().upTo();
    for (int p = 0; p < settings.partitions(); p++) {
      send(p, read.changes().after(), parts.get(p));
    }
    return this;
  }

  /** Which interactions moved an item is not for the index, and would be most of the message. */
  private static IndexStore.Change withoutSteps(IndexStore.Change change) {
    return change.event() instanceof ItemEvent.Learned learned
        ? new IndexStore.Change(change.item(), change.sequence(), learned.withoutSteps())
        : change;
  }

  /** Sends in messages of bounded size; only the last one says that all is said. */
  private void send(int partition, long after, List<IndexStore.Change> changes) {
    int from = 0;
    for (int to = end(changes, from); to < changes.size(); to = end(changes, from)) {
      List<IndexStore.Change> some = List.copyOf(changes.subList(from, to));
      tell(partition, new IndexStore.Changes(after, after, some));
      from = to;
    }
    tell(
        partition,
        new IndexStore.Changes(after, known, List.copyOf(changes.subList(from, changes.size()))));
  }

  /** Where the message that starts with the change {@code from} ends. */
  private static int end(List<IndexStore.Change> changes, int from) {
    int to = from;
    int characters = 0;
    while (to < changes.size() && to - from < CHANGES_A_MESSAGE) {
      characters += characters(changes.get(to).event());
      if (to > from && characters > CHARACTERS_A_MESSAGE) {
        return to;
      }
      to++;
    }
    return to;
  }

  /** Characters of text, and bytes of rows. */
  private static int characters(ItemEvent event) {
    if (event instanceof ItemEvent.Described described) {
      return described.description().length();
    }
    if (event instanceof ItemEvent.Learned learned) {
      return learned.row().cells().bytes();
    }
    return event instanceof ItemEvent.Based based
        ? based.state().description().length() + based.state().row().bytes()
        : 0;
  }

  private void tell(int partition, IndexStore.Changes changes) {
    partitions.accept(partition, new IndexPartition.JournalRead(changes));
  }

  private Behavior<Command> onFailed(Failed failed) {
    reading = false;
    getContext().getLog().warn("Can't read the journal: {}", failed.cause().toString());
    return this;
  }
}
