package tandem.entity;

import akka.actor.typed.Behavior;
import akka.actor.typed.MessageAdaptionFailure;
import akka.actor.typed.Signal;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.StashBuffer;
import java.util.function.Consumer;

/**
 * What an entity is until its journal has been read, and while what the journal holds can't be
 * read.
 *
 * @param recovered what the journal says when it has been read
 * @param onRecovered the entity learns what it is
 * @param unreadable what the journal says when it can't be read
 * @param unchanged what it says otherwise
 * @param refuse answers a command so that its sender does not wait
 * @param stop what sharding says to stop it
 * @param watch is told what is dropped
 */
public record Recovery<C, R extends C>(
    Behavior<C> entity,
    Class<C> commands,
    Class<R> recovered,
    Consumer<R> onRecovered,
    C unreadable,
    C unchanged,
    Consumer<C> refuse,
    C stop,
    EntityWatch watch) {

  /**
   * Keeps commands until the journal says what the entity is, then gives them to it. Those that
   * find no room are dropped: each sender sends again. Told to stop, it stops if it keeps none, or
   * else tells the entity so after them.
   */
  public Behavior<C> waiting(StashBuffer<C> stash) {
    return waiting(stash, () -> {});
  }

  private Behavior<C> waiting(StashBuffer<C> stash, Runnable passOn) {
    return Behaviors.setup(
        context ->
            Behaviors.receive(commands)
                .onMessage(
                    recovered,
                    state -> {
                      passOn.run();
                      onRecovered.accept(state);
                      return stash.unstashAll(entity);
                    })
                .onMessageEquals(
                    unreadable,
                    () -> {
                      passOn.run();
                      return stash.unstashAll(refusing());
                    })
                .onMessageEquals(unchanged, Behaviors::same)
                .onMessageEquals(
                    stop,
                    () ->
                        stash.isEmpty()
                            ? Behaviors.stopped()
                            : waiting(stash, () -> context.getSelf().tell(stop)))
                .onSignal(MessageAdaptionFailure.class, Recovery::fail)
                .onAnyMessage(
                    command -> {
                      if (!stash.isFull()) {
                        stash.stash(command);
                      } else {
                        watch.dropped();
                      }
                      return Behaviors.same();
                    })
                .build());
  }

  /** Refuses commands until the journal, which goes on trying, says what the entity is. */
  public Behavior<C> refusing() {
    return Behaviors.receive(commands)
        .onMessage(
            recovered,
            state -> {
              onRecovered.accept(state);
              return entity;
            })
        .onMessageEquals(unreadable, Behaviors::same)
        .onMessageEquals(unchanged, Behaviors::same)
        .onMessageEquals(stop, Behaviors::stopped)
        .onSignal(MessageAdaptionFailure.class, Recovery::fail)
        .onAnyMessage(
            command -> {
              refuse.accept(command);
              return Behaviors.same();
            })
        .build();
  }

  /** The journal does not answer: the entity ends. Without a handler this signal is ignored. */
  private static <C> Behavior<C> fail(MessageAdaptionFailure failure) {
    throw new IllegalStateException(failure.exception());
  }

  /** A signal that an entity has no handler for. */
  static <C> Behavior<C> unhandled(Signal signal) {
    return signal instanceof MessageAdaptionFailure failure ? fail(failure) : Behaviors.unhandled();
  }
}
