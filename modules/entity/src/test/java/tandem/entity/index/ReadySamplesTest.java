package tandem.entity.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ReadySamplesTest {

  private final ReadySamples ready = new ReadySamples();

  private void add(long number) {
    ready.add(new IndexPartition.Sampled(0, List.of(), number));
  }

  /** The numbers of all that are left, as they are taken. */
  private List<Long> left() {
    List<Long> numbers = new ArrayList<>();
    for (IndexPartition.Sampled one = ready.take(); one != null; one = ready.take()) {
      numbers.add(one.share());
    }
    return numbers;
  }

  @Test
  void take_newestFirst_eachOnce() {
    LongStream.range(0, 3).forEach(this::add);
    assertThat(left()).containsExactly(2L, 1L, 0L);
    LongStream.range(3, 5).forEach(this::add);
    assertThat(Objects.requireNonNull(ready.take()).share()).isEqualTo(4);
    add(5);
    assertThat(left()).containsExactly(5L, 3L);
  }

  @Test
  void add_beyondSixteen_takesThePlaceOfTheOldest() {
    LongStream.range(0, 20).forEach(this::add);
    assertThat(left())
        .containsExactlyElementsOf(LongStream.range(0, 16).mapToObj(n -> 19 - n).toList());
  }

  @Test
  void take_byManyWhileAdded_eachAtMostOnce() throws ExecutionException, InterruptedException {
    AtomicBoolean added = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<List<Long>>> takers = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      takers.add(
          threads.submit(
              () -> {
                List<Long> taken = new ArrayList<>();
                while (!added.get()) {
                  taken.addAll(left());
                }
                return taken;
              }));
    }
    LongStream.range(0, 200_000).forEach(this::add);
    added.set(true);
    List<Long> all = new ArrayList<>(left());
    for (Future<List<Long>> taker : takers) {
      all.addAll(taker.get());
    }
    threads.shutdown();
    assertThat(all).doesNotHaveDuplicates().contains(199_999L);
  }
}
