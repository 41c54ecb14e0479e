package tandem.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tandem.entity.user.UserEntity.Observe;
import tandem.entity.user.UserEntity.Observed;
import tandem.entity.user.UserEntity.Outcome;
import tandem.model.ItemId;
import tandem.model.ModelName;
import tandem.model.UserId;
import tandem.protocol.Delivery;
import tandem.protocol.Interaction;
import tandem.protocol.RecordId;

final class UserLearnerTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(8);
  private static final RecordId ID = new RecordId(0, 0, 7);
  private static final Observed LEARNED = new Observed(ID, Outcome.LEARNED, 0.5f);

  private final ActorTestKit kit = ActorTestKit.create(ManualTime.config());
  private final ManualTime time = ManualTime.get(kit.system());
  private final TestProbe<Observe> users = kit.createTestProbe(Observe.class);
  private final TestProbe<Observe> again = kit.createTestProbe(Observe.class);
  private final UserLearner learner =
      new UserLearner(
          kit.system(),
          ModelName.MAIN,
          TIMEOUT,
          (user, message) -> users.ref().tell(message),
          (user, message) -> again.ref().tell(message));
  private Optional<RecordId> previous = Optional.of(new RecordId(0, 0, 5));

  @AfterEach
  void stop() {
    kit.shutdownTestKit();
  }

  private CompletableFuture<Observed> learn() {
    Interaction interaction =
        new Interaction(new UserId("u1"), new ItemId("i1"), "view", null, Instant.EPOCH, null);
    return learner
        .learn(new Delivery(ID, 0), () -> previous, interaction, 3f, 9)
        .toCompletableFuture();
  }

  private static Observed value(CompletableFuture<Observed> learned) throws Exception {
    return learned.get(20, TimeUnit.SECONDS);
  }

  @Test
  void learn_isAnswered_completes() throws Exception {
    CompletableFuture<Observed> learned = learn();
    Observe observe = users.receiveMessage();
    assertThat(observe.delivery().id()).isEqualTo(ID);
    assertThat(observe.previous()).isEqualTo(previous);
    assertThat(observe.appended()).isEqualTo(9);
    assertThat(learned).isNotDone();
    observe.replyTo().tell(LEARNED);
    assertThat(value(learned)).isEqualTo(LEARNED);
    time.timePasses(TIMEOUT.multipliedBy(3));
    users.expectNoMessage();
    again.expectNoMessage();
  }

  @Test
  void learn_isNotAnswered_isSentAgainAsThingsStandThen() throws Exception {
    CompletableFuture<Observed> learned = learn();
    users.receiveMessage();
    time.timePasses(TIMEOUT.dividedBy(8).multipliedBy(7));
    again.expectNoMessage();
    previous = Optional.empty(); // it was acknowledged
    again.awaitAssert(
        () -> {
          time.timePasses(TIMEOUT.dividedBy(8));
          Observe second = again.expectMessageClass(Observe.class, Duration.ofMillis(100));
          assertThat(second.previous()).isEmpty();
          second.replyTo().tell(LEARNED);
          second.replyTo().tell(LEARNED); // to the first copy, too
          return null;
        });
    assertThat(value(learned)).isEqualTo(LEARNED);
  }

  @Test
  void learn_recordComesAgain_bothHear() throws Exception {
    CompletableFuture<Observed> first = learn();
    CompletableFuture<Observed> second = learn();
    users.receiveMessage().replyTo().tell(LEARNED);
    assertThat(value(second)).isEqualTo(LEARNED);
    assertThat(value(first)).isEqualTo(LEARNED);
  }

  @Test
  void stop_hearsNoMore() {
    CompletableFuture<Observed> learned = learn();
    Observe observe = users.receiveMessage();
    learner.stop();
    users.expectTerminated(observe.replyTo());
    assertThat(learned).isNotDone();
  }
}
