package tandem.entity.index;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tandem.entity.index.QueryDesk.Waiting;
import tandem.ranking.SharedThreshold;

class QueryDeskTest {

  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final int THREADS = 4;
  private static final int EACH = 20_000;

  private final AtomicIntegerArray answered = new AtomicIntegerArray(THREADS * EACH);
  private final AtomicIntegerArray turnedAway = new AtomicIntegerArray(THREADS * EACH);
  private final Semaphore told = new Semaphore(0);
  private final QueryDesk desk = new QueryDesk(told::release);

  @AfterAll
  static void end() {
    KIT.shutdownTestKit();
  }

  private Waiting waiting(int n) {
    IndexPartition.TopK query = IndexFixture.anyTopK(KIT.system().ignoreRef());
    return new Waiting(
        query,
        SharedThreshold.none(),
        hits -> answered.incrementAndGet(n),
        () -> turnedAway.incrementAndGet(n));
  }

  private static void answer(Waiting one) {
    one.answer().accept(new IndexPartition.Hits(0, List.of()));
  }

  @Test
  void take_moreThanWanted_tellsAgain() {
    for (int n = 0; n < 5; n++) {
      desk.leave(waiting(n));
    }
    assertThat(told.drainPermits()).isEqualTo(1);
    assertThat(desk.take(3)).hasSize(3);
    assertThat(told.drainPermits()).isEqualTo(1);
    assertThat(desk.take(3)).hasSize(2);
    assertThat(told.drainPermits()).isZero();
    assertThat(desk.take(3)).isEmpty();
  }

  /** The partition runs when it is told and not otherwise, and stops after so many turns. */
  @ParameterizedTest
  @ValueSource(ints = {0, 100, Integer.MAX_VALUE})
  void leave_byManyThreads_eachIsAnsweredOrTurnedAwayOnce(int turns) throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    for (int t = 0; t < THREADS; t++) {
      int first = t * EACH;
      threads.execute(
          () -> {
            for (int n = first; n < first + EACH; n++) {
              desk.leave(waiting(n));
            }
          });
    }
    threads.shutdown();
    for (int turn = 0; turn < turns && (!threads.isTerminated() || told.availablePermits() > 0); ) {
      if (told.tryAcquire(1, TimeUnit.MILLISECONDS)) {
        desk.take(16).forEach(QueryDeskTest::answer);
        turn++;
      }
    }
    if (turns < Integer.MAX_VALUE) {
      desk.close();
    }
    assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();

    List<Integer> wrong = new ArrayList<>();
    for (int n = 0; n < answered.length(); n++) {
      if (answered.get(n) + turnedAway.get(n) != 1
          || (turns == Integer.MAX_VALUE && turnedAway.get(n) > 0)) {
        wrong.add(n);
      }
    }
    assertThat(wrong).isEmpty();
  }
}
