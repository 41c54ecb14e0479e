package tandem.entity.index;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tandem.entity.index.PartitionDesk.Waiting;
import tandem.model.FactorVector;
import tandem.model.ItemId;
import tandem.protocol.ItemDescription;
import tandem.ranking.SharedThreshold;

class PartitionDeskTest {

  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final int THREADS = 4;
  private static final int EACH = 20_000;

  private final FakeClerk clerk = new FakeClerk(true);
  private final Semaphore told = new Semaphore(0);
  private final PartitionDesk desk = new PartitionDesk(clerk, told::release);
  private final AtomicInteger closed = new AtomicInteger();

  @AfterAll
  static void end() {
    KIT.shutdownTestKit();
  }

  private static Waiting waiting(Runnable answered, Runnable closed) {
    return new Waiting(
        IndexFixture.anyTopK(KIT.system().ignoreRef()),
        SharedThreshold.none(),
        hits -> answered.run(),
        closed);
  }

  private Waiting waiting() {
    return waiting(() -> {}, closed::incrementAndGet);
  }

  private void leave(int queries) {
    desk.leave(IntStream.range(0, queries).mapToObj(n -> waiting()).toList());
  }

  private static IndexPartition.Moved move(int n) {
    return new IndexPartition.Moved(
        new IndexedItem(
            new ItemId("i" + n), 1, FactorVector.of(1f), 0f, 0, 0, ItemDescription.NONE, false),
        0);
  }

  private static void inAnotherThread(Runnable what) {
    CompletableFuture.runAsync(what).join();
  }

  @Test
  void leave_nobodyIsThere_isDoneAtOnceAndTogether() {
    leave(3);

    assertThat(clerk.scans).hasSize(1);
    assertThat(clerk.scans.get(0)).hasSize(3);
    assertThat(told.availablePermits()).isZero();
  }

  @Test
  void leave_somebodyIsThere_isDoneByThem() {
    clerk.answer =
        one -> {
          clerk.answer = other -> {};
          inAnotherThread(
              () -> {
                desk.leave(move(0));
                leave(1);
              });
          assertThat(clerk.moved).isEmpty();
          assertThat(clerk.scans).hasSize(1);
        };
    leave(1);

    assertThat(clerk.moved).hasSize(1);
    assertThat(clerk.scans).hasSize(2);
  }

  @Test
  void leave_othersDoNotEnd_isLeftToTheActor() {
    clerk.answer = one -> leave(1);
    leave(1);
    assertThat(clerk.scans).hasSize(2);
    assertThat(told.drainPermits()).isEqualTo(1);

    clerk.answer = one -> {};
    desk.serve();
    assertThat(clerk.scans).hasSize(3);
    assertThat(told.availablePermits()).isZero();
  }

  @Test
  void leave_longQueries_waitForTheActorWhichIsToldOnce() {
    clerk.quick = false;
    leave(1);
    leave(20);
    assertThat(clerk.scans).isEmpty();
    assertThat(told.drainPermits()).isEqualTo(1);

    desk.serve();
    assertThat(clerk.scans).hasSize(1);
    assertThat(clerk.scans.get(0)).hasSize(16);
    assertThat(told.drainPermits()).isEqualTo(1);
    desk.serve();
    assertThat(clerk.scans.get(1)).hasSize(5);
    assertThat(told.availablePermits()).isZero();
  }

  @Test
  void leaveToActor_quickQueries_shareAScanAllTheSame() {
    desk.leaveToActor(waiting());
    desk.leaveToActor(waiting());
    assertThat(clerk.scans).isEmpty();
    assertThat(told.availablePermits()).isEqualTo(1);
    desk.serve();
    assertThat(clerk.scans).hasSize(1);
    assertThat(clerk.scans.get(0)).hasSize(2);

    desk.close();
    desk.leaveToActor(waiting());
    assertThat(closed).hasValue(1);
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void leave_moves_areForTheActorWhichIsToldOnce(boolean quick) {
    clerk.quick = quick;
    assertThat(desk.leave(move(0))).isTrue();
    assertThat(desk.leave(move(1))).isTrue();
    assertThat(clerk.moved).isEmpty();
    assertThat(told.drainPermits()).isEqualTo(1);

    desk.serve();
    assertThat(clerk.moved).hasSize(2);
    assertThat(told.availablePermits()).isZero();
  }

  @Test
  void serve_somebodyIsThere_doesNotWait() {
    desk.alone(
        () -> {
          inAnotherThread(
              () -> {
                desk.leave(move(0));
                desk.serve();
              });
          assertThat(clerk.moved).isEmpty();
          return 0;
        });
    assertThat(clerk.moved).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void answer_seesAllMovesBefore(boolean quick) {
    clerk.quick = quick;
    List<Integer> seen = new ArrayList<>();
    clerk.answer = one -> seen.add(clerk.moved.size());
    desk.alone(
        () -> { // so that all of it waits
          inAnotherThread(
              () -> {
                leave(1);
                desk.leave(move(0));
                desk.leave(move(1));
                leave(1);
              });
          return 0;
        });
    if (!quick) {
      desk.serve();
    }

    assertThat(seen).containsExactly(2, 2);
  }

  @Test
  void readIfFree_somebodyIsThere_isNothing() {
    desk.alone(
        () -> {
          inAnotherThread(() -> assertThat(desk.<Integer>readIfFree(() -> 1)).isNull());
          inAnotherThread(() -> desk.leave(move(0)));
          return 0;
        });
    assertThat(desk.<Integer>readIfFree(clerk.moved::size)).isEqualTo(1);
    desk.close();
    assertThat(desk.<Integer>readIfFree(() -> 1)).isNull();
  }

  @Test
  void alone_seesAllMovesBefore() {
    desk.leave(move(0));
    assertThat(desk.<Integer>alone(clerk.moved::size)).isEqualTo(1);
  }

  @Test
  void leave_faultOfAMove_isTheActorsAndClosesTheDesk() {
    clerk.fault = new IllegalStateException("broken");
    assertThat(desk.leave(move(0))).isTrue();
    desk.serve();
    assertThat(clerk.failures).containsExactly(clerk.fault);

    clerk.fault = null;
    leave(2);
    assertThat(desk.leave(move(1))).isFalse();
    assertThat(closed).hasValue(2);
    assertThat(clerk.scans).isEmpty();
    assertThat(clerk.moved).isEmpty();
  }

  @Test
  void leave_faultOfAQuery_doesNotReachWhoLeavesIt() {
    clerk.fault = new IllegalArgumentException("no such vector");
    leave(1);
    assertThat(clerk.failures).containsExactly(clerk.fault);
  }

  @Test
  void close_turnsAwayWhatWaits() {
    clerk.quick = false;
    leave(2);
    desk.close();
    assertThat(closed).hasValue(2);
    leave(1);
    assertThat(closed).hasValue(3);
  }

  /** The actor serves when it is told and not otherwise, and stops after so many turns. */
  @ParameterizedTest
  @CsvSource({"true, 0", "true, 2147483647", "false, 0", "false, 100", "false, 2147483647"})
  void leave_byManyThreads_eachIsDoneOrTurnedAwayOnceByOneThreadAtATime(boolean quick, int turns)
      throws InterruptedException {
    AtomicIntegerArray answered = new AtomicIntegerArray(THREADS * EACH);
    AtomicIntegerArray turnedAway = new AtomicIntegerArray(THREADS * EACH);
    Counting counting = new Counting(quick);
    PartitionDesk busy = new PartitionDesk(counting, told::release);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    for (int t = 0; t < THREADS; t++) {
      int first = t * EACH;
      threads.execute(
          () -> {
            for (int n = first; n < first + EACH; n++) {
              int query = n;
              busy.leave(
                  List.of(
                      waiting(
                          () -> answered.incrementAndGet(query),
                          () -> turnedAway.incrementAndGet(query))));
              busy.leave(move(n));
            }
          });
    }
    threads.shutdown();
    for (int turn = 0; turn < turns && (!threads.isTerminated() || told.availablePermits() > 0); ) {
      if (told.tryAcquire(1, TimeUnit.MILLISECONDS)) {
        busy.serve();
        turn++;
      }
    }
    if (turns < Integer.MAX_VALUE) {
      busy.close();
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
    assertThat(counting.together).isFalse();
    if (turns == Integer.MAX_VALUE) {
      assertThat(counting.moves).isEqualTo(THREADS * EACH);
    }
  }

  /** Notices two threads at once, by numbers that are not safe from them. */
  private static final class Counting implements PartitionDesk.Clerk {
    private final boolean quick;
    private int moves;
    private volatile boolean busy;
    private volatile boolean together;

    Counting(boolean quick) {
      this.quick = quick;
    }

    private void alone(Runnable what) {
      together |= busy;
      busy = true;
      what.run();
      busy = false;
    }

    @Override
    public void move(IndexPartition.Moved move) {
      alone(() -> moves++);
    }

    @Override
    public void answer(List<Waiting> queries) {
      alone(
          () -> queries.forEach(one -> one.answer().accept(new IndexPartition.Hits(0, List.of()))));
    }

    @Override
    public boolean isQuick() {
      return quick;
    }

    @Override
    public void failed(RuntimeException cause) {
      throw cause;
    }
  }
}
