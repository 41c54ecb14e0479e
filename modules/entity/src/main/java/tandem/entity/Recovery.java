package tandem.entity;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.StashBuffer;
import java.util.function.Consumer;

/** What an entity is until its journal has been read. */
public final class Recovery {

  private Recovery() {}

  /**
   * Keeps commands until the journal's child says what the entity is, then gives them to {@code
   * entity}. Those that find no room are dropped: each sender sends again. Told to stop, it stops.
   *
   * @param recovered what the child says
   * @param onRecovered the entity learns what it is
   * @param stop what sharding says to stop it
   */
  public static <C, R extends C> Behavior<C> of(
      Behavior<C> entity,
      StashBuffer<C> stash,
      Class<C> commands,
      Class<R> recovered,
      Consumer<R> onRecovered,
      C stop) {
    return Behaviors.receive(commands)
        .onMessage(
            recovered,
            state -> {
              onRecovered.accept(state);
              return stash.unstashAll(entity);
            })
        .onMessageEquals(stop, Behaviors::stopped)
        .onAnyMessage(
            command -> {
              if (!stash.isFull()) {
                stash.stash(command);
              }
              return Behaviors.same();
            })
        .build();
  }
}
