package tandem.entity;

import akka.actor.typed.Behavior;
import akka.actor.typed.Signal;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * What entities of a kind do with each command: one table for all of them. A receive of Akka's
 * builder is a table for each, some 700 bytes an entity.
 *
 * @param <E> the entities
 * @param <C> their commands
 */
public final class Handlers<E, C> {

  private final Map<Class<?>, BiFunction<E, C, Behavior<C>>> byClass = new HashMap<>();

  /** What is done with commands of exactly this class. */
  public <M extends C> Handlers<E, C> on(Class<M> command, BiFunction<E, M, Behavior<C>> handler) {
    byClass.put(command, (entity, message) -> handler.apply(entity, command.cast(message)));
    return this;
  }

  /** The receive of {@code entity}; complete before the first call. */
  public Receive<C> of(E entity) {
    return new Receive<>() {
      @Override
      public Behavior<C> receiveMessage(C message) {
        BiFunction<E, C, Behavior<C>> handler = byClass.get(message.getClass());
        return handler == null ? Behaviors.unhandled() : handler.apply(entity, message);
      }

      @Override
      public Behavior<C> receiveSignal(Signal signal) {
        return Recovery.unhandled(signal);
      }
    };
  }
}
