package tandem.entity;

import akka.actor.Cancellable;
import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Adapter;
import akka.persistence.AtomicWrite;
import akka.persistence.JournalProtocol;
import akka.persistence.Persistence;
import akka.persistence.PersistentEnvelope;
import akka.persistence.PersistentRepr;
import akka.persistence.PersistentRepr$;
import akka.persistence.RecoveryPermitter;
import akka.persistence.SaveSnapshotFailure;
import akka.persistence.SelectedSnapshot;
import akka.persistence.SnapshotMetadata;
import akka.persistence.SnapshotProtocol;
import akka.persistence.SnapshotSelectionCriteria;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.SnapshotAdapter;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/*
 * An event-sourced behaviour of Akka would be a second actor for each entity (docs/decisions/0002), and twice the messages, for a
 * stash, effects and adapters that are not used: a sixth of a node's time, without the messages, and 2 KB an entity. So this speaks the
 * protocol of Akka's journal and snapshot plugins itself, as the event-sourced behaviour does: a permit to recover, the newest
 * snapshot, the events after it, and then writes, of which one at a time is under way (docs/decisions/0037).
 *
 * What the plugins answer comes through the one message adapter of the entity, so it is heard on the entity's thread, and becomes a
 * command of the entity: Recovered, Written, Unreadable, or the one that says nothing.
 *
 * On PostgreSQL the store of snapshots gives all of the journal at once (StoredJournal), and nothing is replayed.
 *
 * Replayed events do not say which request they answer. So there is never a second request before the first has ended: a replay that
 * fails in the middle is heard to its end, and one that falls silent ends the entity, whose successor has another address.
 */

/**
 * The journal of an entity, a part of its actor: it recovers the state when it is made, and is then
 * given one write at a time. It tells the entity when it has recovered, which is also what follows
 * a failed write, and when a write is durable. A write that is rejected, since it can't be encoded,
 * ends the entity. A journal that can't be read is read again and again, whatever the cause; where
 * the cause is what it holds, and not that the database is away, the entity is told so each time.
 * Used by one actor.
 *
 * @param <C> the entity's commands
 * @param <E> events
 * @param <S> states
 */
public final class Journal<C, E, S> {

  private static final Duration LEAST_BACKOFF = Duration.ofMillis(200);
  private static final Duration MOST_BACKOFF = Duration.ofSeconds(10);
  private static final double MORE_BY_CHANCE = 0.2;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  // Eight characters at most: it stands in each row.
  private static final String NODE =
      Long.toString(ThreadLocalRandom.current().nextLong(1L << 41), Character.MAX_RADIX);
  private static final AtomicLong WRITERS = new AtomicLong();

  /**
   * How the entities of a kind use their journals: one for all of them.
   *
   * @param apply an event: pure, never throws
   * @param snapshots between state and stored form: never throws
   * @param snapshotEvery so many events
   * @param snapshotsKept the newest so many
   * @param recovered makes the entity's command from the recovered state and its sequence number
   * @param written makes the entity's command from the state after a write and its sequence number
   * @param unreadable the entity's command when what the journal holds can't be read
   * @param nothing the entity's command that it ignores
   */
  public record Spec<C, E, S>(
      BiFunction<S, E, S> apply,
      SnapshotAdapter<S> snapshots,
      int snapshotEvery,
      int snapshotsKept,
      BiFunction<S, Long, C> recovered,
      BiFunction<S, Long, C> written,
      C unreadable,
      C nothing) {}

  private enum Phase {
    ASKING_LEAVE,
    LOADING,
    REPLAYING,
    READY,
    WRITING,
    FAILED
  }

  /** What became of a write that went past the plugin. */
  private record Outcome(int life, @Nullable Throwable failure) {}

  /** To recover anew. */
  private record Again(int life) {}

  /** To see whether a recovery goes on. */
  private record Look(int life, long heard) {}

  private final ActorContext<C> context;
  private final PersistenceId id;
  private final Spec<C, E, S> spec;
  private final Supplier<S> empty;
  private final EntityWatch watch;
  // Never used again, not by this node either: one that comes back after another has written is not
  // believed by Akka's replay filter, through which the journal is read on H2.
  private final long writer = WRITERS.incrementAndGet();
  private final String plugin;
  private final JournalWriter.Registry writers;
  private final ActorRef<Object> ear;
  private final akka.actor.ActorRef self;
  private final akka.actor.ActorRef permits;
  private final akka.actor.ActorRef journal;
  private final akka.actor.ActorRef snapshots;
  private Phase phase = Phase.READY;
  private S state;
  private long sequence;
  private List<E> writing = List.of();
  private int gathered;
  private int stored; // of what is being written
  private int life; // raised with each recovery, so that answers to an earlier write are told apart
  private long heard;
  private @Nullable Throwable damage;
  private @Nullable Cancellable look;
  private int failures; // in a row
  private long began = System.nanoTime(); // what is under way: a write, or reading

  /**
   * The journal {@code id} of the entity of {@code context}, where {@code namespace} has its
   * journals; begins to recover. Other message adapters of the entity are to be made after it: this
   * one hears what they do not.
   *
   * @param empty makes the state without events
   */
  public Journal(
      ActorContext<C> context,
      Namespace namespace,
      PersistenceId id,
      Spec<C, E, S> spec,
      Supplier<S> empty) {
    this.context = context;
    this.id = id;
    this.spec = spec;
    this.watch = namespace.watch();
    this.empty = empty;
    this.state = empty.get();
    this.ear = context.messageAdapter(Object.class, this::hear);
    this.self = Adapter.toClassic(ear);
    this.plugin = namespace.journalPlugin();
    this.writers = JournalWriter.Registry.of(context.getSystem());
    Persistence persistence = Persistence.get(context.getSystem());
    this.permits = persistence.recoveryPermitter();
    this.journal = persistence.journalFor(namespace.journalPlugin(), ConfigFactory.empty());
    this.snapshots =
        persistence.snapshotStoreFor(namespace.snapshotPlugin(), ConfigFactory.empty());
    askLeave();
  }

  /** Of the journal, as far as it has been read and written: at first, the one without events. */
  public S state() {
    return state;
  }

  /**
   * Writes these events, all or none; only when no other write is under way.
   *
   * @param together how much had come together in them
   */
  public void write(List<E> events, int together) {
    if (phase != Phase.READY) {
      throw new IllegalStateException("the journal is " + phase);
    }
    began = System.nanoTime();
    phase = Phase.WRITING;
    writing = events;
    gathered = together;
    stored = 0;
    writers.find(plugin).ifPresentOrElse(this::writeBy, this::tellPlugin);
  }

  private void writeBy(JournalWriter direct) {
    int instance = life;
    try {
      direct.write(
          id.id(),
          sequence + 1,
          by(),
          writing,
          failure -> ear.tell(new Outcome(instance, failure)));
    } catch (IllegalArgumentException rejected) {
      throw rejected(rejected);
    }
  }

  private void tellPlugin() {
    PersistentEnvelope all = new AtomicWrite(CollectionConverters.asScala(rows()).toList());
    journal.tell(
        new JournalProtocol.WriteMessages(
            CollectionConverters.asScala(List.of(all)).toList(), self, life),
        self);
  }

  private List<PersistentRepr> rows() {
    List<PersistentRepr> rows = new ArrayList<>(writing.size());
    String by = by();
    for (E event : writing) {
      rows.add(
          PersistentRepr$.MODULE$.apply(
              event,
              sequence + rows.size() + 1,
              id.id(),
              "",
              false,
              akka.actor.ActorRef.noSender(),
              by));
    }
    return rows;
  }

  private String by() {
    return NODE + '-' + Long.toString(writer, Character.MAX_RADIX);
  }

  private C hear(Object answer) {
    heard++;
    if (answer instanceof Outcome outcome) {
      return hearOutcome(outcome);
    } else if (answer instanceof JournalProtocol.Response response) {
      return hearJournal(response);
    } else if (answer instanceof SnapshotProtocol.Response response) {
      return hearSnapshots(response);
    } else if (answer instanceof RecoveryPermitter.Reply) {
      load();
    } else if (answer instanceof Again again && again.life() == life) {
      recover();
    } else if (answer instanceof Look now) {
      look(now);
    }
    return spec.nothing();
  }

  private C hearOutcome(Outcome outcome) {
    if (!isOfThisWrite(outcome.life())) {
      return spec.nothing();
    } else if (outcome.failure() != null) {
      onWriteFailed(outcome.failure());
      return spec.nothing();
    }
    return onDurable();
  }

  private C hearJournal(JournalProtocol.Response response) {
    if (response instanceof JournalProtocol.WriteMessageSuccess success) {
      return isOfThisWrite(success.actorInstanceId()) ? onStored() : spec.nothing();
    } else if (response instanceof JournalProtocol.ReplayedMessage replayed) {
      replay(replayed.persistent());
    } else if (response instanceof JournalProtocol.RecoverySuccess success) {
      return phase == Phase.REPLAYING ? onReplayed(success.highestSequenceNr()) : spec.nothing();
    } else if (response instanceof JournalProtocol.ReplayMessagesFailure failure) {
      return phase == Phase.REPLAYING ? onUnread(failure.cause()) : spec.nothing();
    } else if (response instanceof JournalProtocol.WriteMessageFailure failure) {
      if (isOfThisWrite(failure.actorInstanceId())) {
        onWriteFailed(failure.cause());
      }
    } else if (response instanceof JournalProtocol.WriteMessageRejected rejected
        && isOfThisWrite(rejected.actorInstanceId())) {
      throw rejected(rejected.cause());
    }
    return spec.nothing();
  }

  private IllegalArgumentException rejected(Throwable cause) {
    watch.writeFailed();
    return new IllegalArgumentException("An event of " + id.id() + " can't be encoded", cause);
  }

  private boolean isOfThisWrite(int instance) {
    return phase == Phase.WRITING && instance == life;
  }

  private void recover() {
    state = empty.get();
    sequence = 0;
    writing = List.of();
    damage = null;
    askLeave();
  }

  private void askLeave() {
    life++;
    phase = Phase.ASKING_LEAVE;
    permits.tell(RecoveryPermitter.RequestRecoveryPermit$.MODULE$, self);
  }

  private void load() {
    phase = Phase.LOADING;
    lookLater();
    snapshots.tell(
        new SnapshotProtocol.LoadSnapshot(
            id.id(), SnapshotSelectionCriteria.latest(), Long.MAX_VALUE),
        self);
  }

  private C hearSnapshots(SnapshotProtocol.Response response) {
    if (response instanceof SnapshotProtocol.LoadSnapshotResult loaded) {
      if (phase == Phase.LOADING) {
        return start(loaded.snapshot().isEmpty() ? null : loaded.snapshot().get());
      }
    } else if (response instanceof SnapshotProtocol.LoadSnapshotFailed failed) {
      if (phase == Phase.LOADING) {
        return onUnreadSnapshot(failed.cause());
      }
    } else if (response instanceof SaveSnapshotFailure failed) {
      context.getLog().warn("A snapshot of {} was not written", id.id(), failed.cause());
    }
    return spec.nothing();
  }

  private C start(@Nullable SelectedSnapshot from) {
    if (from == null) {
      replayAfter(0);
    } else if (from.snapshot() instanceof StoredJournal stored) {
      if (stored.snapshot().isEmpty() || takeSnapshot(stored.snapshot().get())) {
        return apply(stored);
      }
    } else if (takeSnapshot(from.snapshot())) {
      replayAfter(from.metadata().sequenceNr());
    }
    return spec.nothing();
  }

  private boolean takeSnapshot(Object snapshot) {
    try {
      state = spec.snapshots().fromJournal(snapshot);
      return true;
    } catch (RuntimeException damaged) { // decoded, but to something that no entity has written
      unreadSnapshot(damaged);
      replayAfter(0);
      return false;
    }
  }

  private C apply(StoredJournal stored) {
    phase = Phase.REPLAYING;
    sequence = stored.sequence();
    stored.events().forEach(this::replay);
    if (damage != null) {
      return onUnread(damage);
    } else if (stored.damage().isPresent()) {
      return onUnread(stored.damage().get());
    } else if (sequence < stored.highest()) {
      replayAfter(sequence);
      return spec.nothing();
    }
    return onReplayed(sequence);
  }

  /** Where the database is away all its events could not be read either. */
  private C onUnreadSnapshot(Throwable cause) {
    if (!UnreadableException.isIn(cause)) {
      return onUnread(cause);
    }
    unreadSnapshot(cause);
    replayAfter(0);
    return spec.nothing();
  }

  /** It costs a longer replay instead of the entity: all events are there. */
  private void unreadSnapshot(Throwable cause) {
    context.getLog().warn("The snapshot of {} can't be read", id.id(), cause);
  }

  private void replayAfter(long snapshot) {
    sequence = snapshot;
    phase = Phase.REPLAYING;
    journal.tell(
        new JournalProtocol.ReplayMessages(
            snapshot + 1, Long.MAX_VALUE, Long.MAX_VALUE, id.id(), self),
        self);
  }

  private void replay(PersistentRepr row) {
    if (phase != Phase.REPLAYING || damage != null) {
      return;
    }
    try {
      state = spec.apply().apply(state, event(row.payload()));
      sequence = row.sequenceNr();
    } catch (RuntimeException damaged) { // decoded, but to something that no entity has written
      damage = new UnreadableException(row.payload(), damaged); // the rest is heard to its end
    }
  }

  @SuppressWarnings("unchecked") // another one fails where it is applied
  private E event(Object payload) {
    return (E) payload;
  }

  private C onReplayed(long highest) {
    if (damage != null) {
      return onUnread(damage);
    }
    endReading();
    sequence = Math.max(sequence, highest);
    phase = Phase.READY;
    watch.recovered(System.nanoTime() - began);
    return spec.recovered().apply(state, sequence);
  }

  /** Comes for each attempt; a later one finds a row that was mended. */
  private C onUnread(Throwable cause) {
    endReading();
    boolean damaged = UnreadableException.isIn(cause);
    watch.unread(damaged);
    context.getLog().warn("The journal of {} can't be read", id.id(), cause);
    tryLater();
    return damaged ? spec.unreadable() : spec.nothing();
  }

  private void endReading() {
    permits.tell(RecoveryPermitter.ReturnRecoveryPermit$.MODULE$, self);
    if (look != null) {
      look.cancel();
      look = null;
    }
  }

  private void lookLater() {
    look = context.scheduleOnce(PATIENCE, ear, new Look(life, heard));
  }

  private void look(Look now) {
    boolean isReading = phase == Phase.LOADING || phase == Phase.REPLAYING;
    if (!isReading || now.life() != life) {
      return;
    }
    if (now.heard() == heard - 1) { // nothing but this
      watch.unread(false);
      throw new IllegalStateException("The journal of " + id.id() + " does not answer");
    }
    lookLater();
  }

  private C onStored() {
    stored++;
    return stored < writing.size() ? spec.nothing() : onDurable();
  }

  private C onDurable() {
    long before = sequence;
    for (E event : writing) {
      state = spec.apply().apply(state, event);
      sequence++;
    }
    phase = Phase.READY;
    failures = 0;
    watch.written(writing.size(), gathered, System.nanoTime() - began);
    writing = List.of();
    if (before / spec.snapshotEvery() < sequence / spec.snapshotEvery()) {
      saveSnapshot();
    }
    return spec.written().apply(state, sequence);
  }

  private void saveSnapshot() {
    SnapshotMetadata metadata = new SnapshotMetadata(id.id(), sequence, 0L);
    Object snapshot = spec.snapshots().toJournal(state);
    snapshots.tell(new SnapshotProtocol.SaveSnapshot(metadata, snapshot), self);
    long old = sequence - (long) spec.snapshotsKept() * spec.snapshotEvery();
    if (old > 0) {
      SnapshotSelectionCriteria all = SnapshotSelectionCriteria.create(old, Long.MAX_VALUE, 0L, 0L);
      snapshots.tell(new SnapshotProtocol.DeleteSnapshots(id.id(), all), self);
    }
  }

  /** Whether it is in the journal after all, only reading can say. */
  private void onWriteFailed(Throwable cause) {
    watch.writeFailed();
    context.getLog().warn("A write to the journal of {} failed", id.id(), cause);
    tryLater();
  }

  private void tryLater() {
    phase = Phase.FAILED;
    long backoff = LEAST_BACKOFF.toMillis() << Math.min(failures++, 20);
    long most = Math.min(backoff, MOST_BACKOFF.toMillis());
    double chance = 1 + MORE_BY_CHANCE * ThreadLocalRandom.current().nextDouble();
    context.scheduleOnce(Duration.ofMillis((long) (most * chance)), ear, new Again(life));
  }
}
