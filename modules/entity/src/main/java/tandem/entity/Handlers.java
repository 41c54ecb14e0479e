package tandem.entity;

import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
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
 * <p>A handler may return its entity. Akka is told that nothing has changed, for it makes three
 * objects anew for each message after which a behaviour is said to follow, the same or not.
 *
 * @param <E> the entities
 * @param <C> their commands
 */
public final class Handlers<E extends Behavior<C>, C> {

  private final Map<Class<?>, BiFunction<E, C, Behavior<C>>> byClass = new HashMap<>();

  /** What is done with commands of exactly this class. */
  public <M extends C> Handlers<E, C> on(Class<M> command, BiFunction<E, M, Behavior<C>> handler) {
    byClass.put(command, (entity, message) -> handler.apply(entity, command.cast(message)));
    return this;
  }

  /** The receive of {@code entity}, whose seat is {@code seat}; complete before the first call. */
  public Receive<C> of(E entity, Awake.Seat<C> seat) {
    return new Receive<>() {
      @Override
      public Behavior<C> receiveMessage(C message) {
        seat.touch();
        BiFunction<E, C, Behavior<C>> handler = byClass.get(message.getClass());
        if (handler == null) {
          return Behaviors.unhandled();
        }
        Behavior<C> next = handler.apply(entity, message);
        return next == entity ? Behaviors.same() : next;
      }

      @Override
      public Behavior<C> receiveSignal(Signal signal) {
        if (signal instanceof PostStop) {
          seat.leave();
        }
        return Recovery.unhandled(signal);
      }
    };
  }
}
