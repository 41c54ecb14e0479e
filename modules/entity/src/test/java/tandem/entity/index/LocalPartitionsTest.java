package tandem.entity.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class LocalPartitionsTest {

  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final IndexPartition.Hits HERE = new IndexPartition.Hits(3, List.of());
  private static final IndexPartition.Hits THERE = new IndexPartition.Hits(3, List.of(), true);

  private final LocalPartitions local = new LocalPartitions();
  private final QueryDesk desk = new QueryDesk(() -> {});
  private final List<Integer> others = new ArrayList<>();
  private final Scatter.Asker<IndexPartition.Command> asker =
      local.or(new Others(others), KIT.system());

  /** Answers at once. */
  private record Others(List<Integer> asked) implements Scatter.Asker<IndexPartition.Command> {
    @Override
    @SuppressWarnings("unchecked") // the tests ask for nothing else
    public <T> CompletionStage<T> ask(
        int partition, Function<ActorRef<T>, IndexPartition.Command> query, Duration timeout) {
      asked.add(partition);
      return CompletableFuture.completedFuture((T) THERE);
    }
  }

  @AfterAll
  static void end() {
    KIT.shutdownTestKit();
  }

  private CompletableFuture<IndexPartition.Hits> topK(Duration timeout) {
    return asker.<IndexPartition.Hits>ask(3, IndexFixture::anyTopK, timeout).toCompletableFuture();
  }

  @Test
  void ask_partitionThatIsHere_isAnsweredAtItsDesk() {
    local.open(3, desk);
    CompletableFuture<IndexPartition.Hits> asked = topK(LONG);
    assertThat(asked).isNotDone();
    desk.take(16).forEach(one -> one.answer().accept(HERE));

    assertThat(asked).isCompletedWithValue(HERE);
    assertThat(others).isEmpty();
  }

  @Test
  void ask_partitionThatIsElsewhereOrIsAskedForOtherThings_isAskedThere() {
    assertThat(topK(LONG)).isCompletedWithValue(THERE);
    local.open(3, desk);
    asker.ask(3, IndexPartition.GetStatus::new, LONG);

    assertThat(others).containsExactly(3, 3);
    assertThat(desk.take(16)).isEmpty();
  }

  @Test
  void close_whileAQueryWaits_asksElsewhere() {
    local.open(3, desk);
    CompletableFuture<IndexPartition.Hits> asked = topK(LONG);
    local.close(3, desk);

    assertThat(asked).isCompletedWithValue(THERE);
    assertThat(topK(LONG)).isCompletedWithValue(THERE);
  }

  @Test
  void starts_whereOneHasFailed_asksElsewhereUntilItIsLoaded() {
    local.open(3, desk);
    CompletableFuture<IndexPartition.Hits> asked = topK(LONG);
    local.starts(3);
    assertThat(asked).isCompletedWithValue(THERE);

    QueryDesk next = new QueryDesk(() -> {});
    local.open(3, next);
    local.close(3, desk); // the failed one is late: it takes nothing away
    assertThat(topK(LONG)).isNotDone();
    assertThat(next.take(16)).hasSize(1);
  }

  @Test
  void ask_notAnsweredInTime_fails() {
    local.open(3, desk);
    CompletableFuture<IndexPartition.Hits> asked = topK(Duration.ofMillis(1));

    assertThatThrownBy(asked::join).hasCauseInstanceOf(TimeoutException.class);
  }
}
