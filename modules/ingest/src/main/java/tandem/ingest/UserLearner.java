package tandem.ingest;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Behaviors;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import tandem.entity.Awake;
import tandem.entity.user.UserEntity;
import tandem.entity.user.UserEntity.Observe;
import tandem.entity.user.UserEntity.Observed;
import tandem.model.ModelName;
import tandem.model.UserId;
import tandem.protocol.Delivery;
import tandem.protocol.Interaction;
import tandem.protocol.RecordId;

/**
 * The users of the cluster: sends each record to the user's entity, and again while it is not
 * answered. One actor hears all answers: an ask would be an actor, a timer and several hops between
 * threads for each record.
 */
public final class UserLearner implements Learner {

  private static final AtomicLong LEARNERS = new AtomicLong(); // a model may come again
  private static final int LOOKS = 8; // so many in the time after which a record is sent again

  private final Map<RecordId, Sent> sent = new ConcurrentHashMap<>();
  private final BiConsumer<UserId, Observe> users;
  private final BiConsumer<UserId, Observe> again;
  private final ActorRef<Object> answers;

  private enum Look {
    INSTANCE
  }

  private enum Stop {
    INSTANCE
  }

  private static final class Sent {
    private final UserId user;
    private final Supplier<Observe> message;
    private final CompletableFuture<Observed> learned = new CompletableFuture<>();
    private int looks; // used by the actor only

    Sent(UserId user, Supplier<Observe> message) {
      this.user = user;
      this.message = message;
    }
  }

  /**
   * Sends to the users of a model, wherever they are.
   *
   * @param timeout after which, or at most an eighth later, a record is sent again
   */
  public UserLearner(ActorSystem<?> system, ModelName model, Duration timeout) {
    this(system, model, timeout, Awake.of(system, UserEntity.key(model)));
  }

  private UserLearner(
      ActorSystem<?> system, ModelName model, Duration timeout, Awake<UserEntity.Command> users) {
    this(
        system,
        model,
        timeout,
        (user, message) -> users.tell(user.value(), message),
        (user, message) -> users.tellAgain(user.value(), message));
  }

  /**
   * Sends to users.
   *
   * @param again what was sent before and is not answered
   */
  UserLearner(
      ActorSystem<?> system,
      ModelName model,
      Duration timeout,
      BiConsumer<UserId, Observe> users,
      BiConsumer<UserId, Observe> again) {
    this.users = users;
    this.again = again;
    this.answers =
        system.systemActorOf(
            listening(timeout.dividedBy(LOOKS)),
            model.of("user-learner") + "-" + LEARNERS.incrementAndGet(),
            Props.empty());
  }

  private Behavior<Object> listening(Duration look) {
    return Behaviors.withTimers(
        timers -> {
          timers.startTimerWithFixedDelay(Look.INSTANCE, look);
          return Behaviors.receive(Object.class)
              .onMessage(Observed.class, this::onObserved)
              .onMessageEquals(Look.INSTANCE, this::onLook)
              .onMessageEquals(Stop.INSTANCE, Behaviors::stopped)
              .build();
        });
  }

  @Override
  public CompletionStage<Observed> learn(
      Delivery delivery,
      Supplier<Optional<RecordId>> previous,
      Interaction interaction,
      float mean,
      long appended) {
    Sent one =
        new Sent(
            interaction.user(),
            () ->
                new Observe(
                    delivery, previous.get(), interaction, mean, appended, answers.narrow()));
    Sent before = sent.put(delivery.id(), one);
    if (before != null) { // by a stream that is ending and may come behind the new one: both hear
      var unused = one.learned.thenAccept(before.learned::complete);
    }
    users.accept(one.user, one.message.get());
    return one.learned;
  }

  private Behavior<Object> onObserved(Observed observed) {
    Sent one = sent.remove(observed.id());
    if (one != null) { // else an answer to both times that it was sent
      one.learned.complete(observed);
    }
    return Behaviors.same();
  }

  private Behavior<Object> onLook() {
    for (Sent one : sent.values()) {
      if (++one.looks > LOOKS) {
        one.looks = 1;
        again.accept(one.user, one.message.get());
      }
    }
    return Behaviors.same();
  }

  /** Hears no more answers; when nothing is under way. */
  public void stop() {
    answers.tell(Stop.INSTANCE);
  }
}
