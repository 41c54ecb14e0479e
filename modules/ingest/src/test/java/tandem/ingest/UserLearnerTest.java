package tandem.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import tandem.entity.user.UserEntity.Observed;
import tandem.entity.user.UserEntity.Outcome;
import tandem.model.ItemId;
import tandem.model.UserId;
import tandem.protocol.Delivery;
import tandem.protocol.Interaction;
import tandem.protocol.RecordId;

final class UserLearnerTest {

  private static final RecordId ID = new RecordId(0, 0, 7);

  private final Queue<CompletableFuture<Observed>> asked = new ArrayDeque<>();
  private final Queue<Runnable> later = new ArrayDeque<>();
  private final UserLearner learner =
      new UserLearner(
          (user, message) -> {
            CompletableFuture<Observed> answer = new CompletableFuture<>();
            asked.add(answer);
            return answer;
          },
          later::add);

  private CompletableFuture<Observed> learn() {
    return learner
        .learn(new Delivery(ID, 0), Optional::empty, interaction(), 0f, 0)
        .toCompletableFuture();
  }

  private static Interaction interaction() {
    return new Interaction(new UserId("u1"), new ItemId("i1"), "view", null, Instant.EPOCH, null);
  }

  /** As on a node whose users have stopped. */
  @Test
  void learn_askThatFailsAtOnce_isAskedAgainLaterAndNotInTheSameBreath() {
    CompletableFuture<Observed> learned = learn();
    for (int n = 0; n < 100_000; n++) {
      asked.remove().completeExceptionally(new CompletionException(new TimeoutException("gone")));
      assertThat(asked).isEmpty();
      later.remove().run();
    }
    Observed observed = new Observed(ID, Outcome.LEARNED, 0f);
    asked.remove().complete(observed);
    assertThat(learned).isCompletedWithValue(observed);
    assertThat(later).isEmpty();
  }

  @Test
  void learn_anotherFailure_isPassedOn() {
    CompletableFuture<Observed> learned = learn();
    asked.remove().completeExceptionally(new IllegalStateException("a bug"));
    assertThatThrownBy(learned::join).hasCauseInstanceOf(IllegalStateException.class);
    assertThat(later).isEmpty();
  }
}
