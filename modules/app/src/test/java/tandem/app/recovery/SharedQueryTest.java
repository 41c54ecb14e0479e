package tandem.app.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;
import scala.concurrent.Promise;
import scala.util.Failure;
import scala.util.Success;
import scala.util.Try;

final class SharedQueryTest {

  private final RuntimeException lost = new IllegalStateException("connection lost");

  private final List<List<Integer>> queries = new ArrayList<>();
  private final List<Promise<Map<Integer, Integer>>> underWay = new ArrayList<>();
  private final SharedQuery<Integer, Integer> shared =
      new SharedQuery<>(ExecutionContext.fromExecutor(Runnable::run), this::query, -1);

  @Test
  void ask_nothingUnderWay_asksAtOnce() {
    shared.ask(7);

    assertThat(queries).containsExactly(List.of(7));
  }

  @Test
  void ask_whileAllLanesAreBusy_goTogetherAsManyAsFit() {
    occupyLanes();
    List<Future<Integer>> answers = asks(2, SharedQuery.MOST + 1);

    assertThat(queries).hasSize(SharedQuery.LANES);
    answer(0);
    assertThat(queries.get(SharedQuery.LANES)).hasSize(SharedQuery.MOST);
    answer(1);
    assertThat(queries.get(SharedQuery.LANES + 1)).hasSize(1);
    answer(2);
    answer(3);

    assertThat(answers).extracting(SharedQueryTest::value).isEqualTo(doubled(2, answers.size()));
    assertThat(queries).hasSize(SharedQuery.LANES + 2);
  }

  @Test
  void ask_sameKeyTwice_isAskedForOnceAndAnsweredTwice() {
    occupyLanes();
    Future<Integer> first = shared.ask(5);
    Future<Integer> second = shared.ask(5);
    answer(0);
    answer(SharedQuery.LANES);

    assertThat(queries.get(SharedQuery.LANES)).containsExactly(5);
    assertThat(value(first)).isEqualTo(10);
    assertThat(value(second)).isEqualTo(10);
  }

  @Test
  void ask_unknownKey_isAnsweredWithNothing() {
    Future<Integer> unknown = shared.ask(-3);
    answer(0);

    assertThat(value(unknown)).isEqualTo(-1);
  }

  @Test
  void ask_queryFails_failsForThoseInItAndNotForTheNext() {
    occupyLanes();
    Future<Integer> failed = shared.ask(5);
    answer(0);
    Future<Integer> next = shared.ask(6);
    underWay.get(SharedQuery.LANES).complete(new Failure<>(lost));
    answer(SharedQuery.LANES + 1);

    assertThat(failed.value().get().failed().get()).isSameAs(lost);
    assertThat(value(next)).isEqualTo(12);
  }

  private void occupyLanes() {
    asks(0, SharedQuery.LANES);
  }

  private List<Future<Integer>> asks(int from, int count) {
    return IntStream.range(from, from + count).mapToObj(shared::ask).toList();
  }

  private Future<Map<Integer, Integer>> query(List<Integer> keys) {
    queries.add(keys);
    underWay.add(Promise.apply());
    return underWay.get(underWay.size() - 1).future();
  }

  /** Ends a query: each key that is not negative is answered with its double. */
  private void answer(int query) {
    Map<Integer, Integer> found =
        queries.get(query).stream()
            .filter(key -> key >= 0)
            .collect(Collectors.toMap(Function.identity(), key -> 2 * key));
    underWay.get(query).complete(new Success<>(new HashMap<>(found)));
  }

  private static List<Integer> doubled(int from, int count) {
    return IntStream.range(from, from + count).map(key -> 2 * key).boxed().toList();
  }

  private static Integer value(Future<Integer> answer) {
    Try<Integer> value = answer.value().get();
    return value.get();
  }
}
