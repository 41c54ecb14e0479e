package tandem.app;

import akka.actor.AllDeadLetters;
import akka.actor.DeadLetter;
import akka.actor.Dropped;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.actor.typed.eventstream.EventStream;
import akka.actor.typed.javadsl.Behaviors;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Counts the messages that Akka says it could not deliver: to an actor that is gone, or dropped by
 * a full queue or buffer, or too large for a frame of the cluster. Whoever needs an answer asks
 * again, so each costs time and no event.
 */
final class LostMessages {

  private LostMessages() {}

  static void count(ActorSystem<?> system, MeterRegistry registry) {
    Counter dead = counter(registry, "dead_letter");
    Counter dropped = counter(registry, "dropped");
    ActorRef<AllDeadLetters> counting =
        system.systemActorOf(
            Behaviors.receive(AllDeadLetters.class)
                .onMessage(DeadLetter.class, lost -> count(dead))
                .onMessage(Dropped.class, lost -> count(dropped))
                .onAnyMessage(expected -> Behaviors.same())
                .build(),
            "lost-messages",
            Props.empty());
    system.eventStream().tell(new EventStream.Subscribe<>(AllDeadLetters.class, counting));
  }

  private static akka.actor.typed.Behavior<AllDeadLetters> count(Counter counter) {
    counter.increment();
    return Behaviors.same();
  }

  private static Counter counter(MeterRegistry registry, String why) {
    return Counter.builder("tandem.messages.lost")
        .description("Messages that were not delivered")
        .tag("why", why)
        .register(registry);
  }
}
