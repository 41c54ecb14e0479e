package tandem.entity;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.RecoveryCompleted;
import akka.persistence.typed.RecoveryFailed;
import akka.persistence.typed.SnapshotAdapter;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import akka.persistence.typed.javadsl.RetentionCriteria;
import akka.persistence.typed.javadsl.SignalHandler;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;

/**
 * The journal of an entity: its only child, an event-sourced behaviour that is given one write at a
 * time and so never stashes. On Akka 2.8.5 about 500 stashed commands without effect overflow the
 * stack and exit the JVM when they are unstashed (docs/decisions/0002). It tells its entity when it
 * has recovered, which is also what follows a failed write, and when a write is durable. A write
 * that is rejected, since it can't be encoded, stops it: its entity must watch it. A journal that
 * can't be read starts again and again, whatever the cause; where the cause is what it holds, and
 * not that the database is away, it tells its entity so each time.
 *
 * @param <P> the entity's commands
 * @param <E> events
 * @param <S> states
 */
public final class Journal<P, E, S> extends EventSourcedBehavior<Journal.Write<E>, E, S> {

  private static final Duration LEAST_BACKOFF = Duration.ofMillis(200);
  private static final Duration MOST_BACKOFF = Duration.ofSeconds(10);

  /**
   * Write these events, all or none; one at a time.
   *
   * @param gathered what had come together in them
   */
  public record Write<E>(List<E> events, int gathered) {}

  /**
   * How an entity uses its journal.
   *
   * @param empty the state without events
   * @param apply an event: pure, never throws
   * @param snapshots between state and stored form: never throws
   * @param snapshotEvery so many events
   * @param snapshotsKept the newest so many
   * @param recovered makes the entity's command from the recovered state and its sequence number
   * @param written makes the entity's command from the state after a write and its sequence number
   * @param unreadable the entity's command when what the journal holds can't be read
   */
  public record Spec<P, E, S>(
      S empty,
      BiFunction<S, E, S> apply,
      SnapshotAdapter<S> snapshots,
      int snapshotEvery,
      int snapshotsKept,
      BiFunction<S, Long, P> recovered,
      BiFunction<S, Long, P> written,
      P unreadable) {}

  private final ActorContext<Write<E>> context;
  private final Namespace namespace;
  private final ActorRef<P> entity;
  private final Spec<P, E, S> spec;
  private final EntityWatch watch;
  private long began = System.nanoTime(); // what is under way: a write, or reading
  private boolean writing;

  /** The journal {@code id} of {@code entity}, where {@code namespace} has its journals. */
  public static <P, E, S> Behavior<Write<E>> create(
      Namespace namespace, PersistenceId id, ActorRef<P> entity, Spec<P, E, S> spec) {
    return Behaviors.setup(context -> new Journal<>(context, namespace, id, entity, spec));
  }

  private Journal(
      ActorContext<Write<E>> context,
      Namespace namespace,
      PersistenceId id,
      ActorRef<P> entity,
      Spec<P, E, S> spec) {
    super(id, SupervisorStrategy.restartWithBackoff(LEAST_BACKOFF, MOST_BACKOFF, 0.2));
    this.context = context;
    this.namespace = namespace;
    this.entity = entity;
    this.spec = spec;
    this.watch = namespace.watch();
  }

  @Override
  public String journalPluginId() {
    return namespace.journalPlugin();
  }

  @Override
  public String snapshotPluginId() {
    return namespace.snapshotPlugin();
  }

  @Override
  public S emptyState() {
    return spec.empty();
  }

  @Override
  public CommandHandler<Write<E>, E, S> commandHandler() {
    return (state, write) -> {
      began = System.nanoTime();
      writing = true;
      return Effect().persist(write.events()).thenRun(durable -> onWritten(durable, write));
    };
  }

  @Override
  public EventHandler<S, E> eventHandler() {
    return this::apply;
  }

  @Override
  public SignalHandler<S> signalHandler() {
    return newSignalHandlerBuilder()
        .onSignal(RecoveryCompleted.instance(), this::onRecovered)
        .onSignal(RecoveryFailed.class, (state, failed) -> onRecoveryFailed(failed.getFailure()))
        .onSignal(PostStop.instance(), state -> giveUpWriting())
        .build();
  }

  @Override
  public RetentionCriteria retentionCriteria() {
    return RetentionCriteria.snapshotEvery(spec.snapshotEvery(), spec.snapshotsKept());
  }

  @Override
  public SnapshotAdapter<S> snapshotAdapter() {
    return spec.snapshots();
  }

  private S apply(S state, E event) {
    try {
      return spec.apply().apply(state, event);
    } catch (RuntimeException damaged) { // decoded, but to something that no entity has written
      throw new UnreadableException(event, damaged);
    }
  }

  private void onRecovered(S state) {
    giveUpWriting(); // it is what follows a failed write, too
    watch.recovered(System.nanoTime() - began);
    entity.tell(spec.recovered().apply(state, lastSequenceNumber(context)));
  }

  /** Comes for each attempt; a later one finds a row that was mended. */
  private void onRecoveryFailed(Throwable cause) {
    boolean damaged = UnreadableException.isIn(cause);
    watch.unread(damaged);
    if (damaged) {
      entity.tell(spec.unreadable());
    }
  }

  private void giveUpWriting() {
    if (writing) {
      writing = false;
      watch.writeFailed();
    }
  }

  private void onWritten(S state, Write<E> write) {
    writing = false;
    watch.written(write.events().size(), write.gathered(), System.nanoTime() - began);
    entity.tell(spec.written().apply(state, lastSequenceNumber(context)));
  }
}
