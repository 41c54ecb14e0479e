package tandem.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import tandem.entity.user.UserEntity.Observed;
import tandem.entity.user.UserEntity.Outcome;
import tandem.protocol.Delivery;
import tandem.protocol.Interaction;
import tandem.protocol.RecordId;

/** Users that answer when the test says so. */
final class FakeLearner implements Learner {

  private static final long MOST_SECONDS = 60;

  private final LinkedBlockingQueue<Call> calls = new LinkedBlockingQueue<>();
  private final Queue<Call> open = new ConcurrentLinkedQueue<>();
  private final AtomicInteger mostOpen = new AtomicInteger();

  /** A record that a user is to learn from. */
  record Call(
      Delivery delivery,
      Supplier<Optional<RecordId>> previous,
      Interaction interaction,
      float mean,
      long appended,
      CompletableFuture<Observed> answer) {

    void learned() {
      answer.complete(new Observed(delivery.id(), Outcome.LEARNED, 0f));
    }
  }

  @Override
  public CompletionStage<Observed> learn(
      Delivery delivery,
      Supplier<Optional<RecordId>> previous,
      Interaction interaction,
      float mean,
      long appended) {
    Call call =
        new Call(delivery, previous, interaction, mean, appended, new CompletableFuture<>());
    open.add(call);
    mostOpen.accumulateAndGet(open.size(), Math::max);
    calls.add(call);
    return call.answer().whenComplete((observed, failure) -> open.remove(call));
  }

  /** The next call that the test has not seen; waits for it. */
  Call next() throws InterruptedException {
    Call call = calls.poll(MOST_SECONDS, TimeUnit.SECONDS);
    assertThat(call).as("a call within %d s", MOST_SECONDS).isNotNull();
    return call;
  }

  /** How many calls the test has not seen. */
  int unseen() {
    return calls.size();
  }

  /** The most calls that were without an answer at once. */
  int mostOpen() {
    return mostOpen.get();
  }
}
