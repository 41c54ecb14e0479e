package tandem.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

final class SharedMeanTest {

  private static final int THREADS = 4;
  private static final int ADDS = 20_000;

  private final SharedMean mean = new SharedMean();

  @Test
  void value_noRating_isZero() {
    assertThat(mean.value()).isEqualTo(0f);
  }

  @Test
  void add_rating_givesTheMeanWithIt() {
    assertThat(mean.add(0, 4.0)).isEqualTo(4f);
    assertThat(mean.add(0, 1.0)).isEqualTo(2.5f);
    assertThat(mean.value()).isEqualTo(2.5f);
  }

  @Test
  void add_severalPartitions_isOneMean() {
    mean.add(0, 5.0);
    mean.add(1, 2.0);
    assertThat(mean.add(7, 2.0)).isEqualTo(3f);
  }

  @Test
  void add_moreRatingsThanAFloatCounts_losesNone() {
    mean.restore(0, 1 << 24, 1 << 24);
    for (int i = 0; i < 1_000; i++) {
      mean.add(0, 1.0);
    }
    assertThat(mean.value()).isEqualTo(1f);
  }

  @Test
  void restore_partitionCountedBefore_replacesItsPart() {
    mean.add(0, 1.0);
    mean.add(0, 1.0);
    mean.add(1, 3.0);
    mean.restore(0, 1, 5.0);
    assertThat(mean.value()).isEqualTo(4f);
  }

  @Test
  void restore_newPartition_addsItsPart() {
    mean.add(0, 1.0);
    mean.restore(1, 3, 15.0);
    assertThat(mean.value()).isEqualTo(4f);
  }

  @Test
  void restore_twice_countsTheLastOnly() {
    mean.restore(2, 10, 10.0);
    mean.restore(2, 2, 9.0);
    assertThat(mean.add(2, 3.0)).isEqualTo(4f);
  }

  @Test
  void restore_toNothing_isZeroAgain() {
    mean.add(0, 3.0);
    mean.restore(0, 0, 0.0);
    assertThat(mean.value()).isEqualTo(0f);
  }

  @Test
  void add_manyThreadsAtOnce_losesNone() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      CountDownLatch together = new CountDownLatch(THREADS);
      List<Future<?>> running = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        int partition = thread % 2; // two threads a partition
        running.add(pool.submit(() -> addMany(partition, together)));
      }
      for (Future<?> future : running) {
        future.get();
      }
    } finally {
      pool.shutdownNow();
    }
    mean.restore(9, 1, 2.0 * THREADS * ADDS); // any lost count or sum shows in the mean
    long count = (long) THREADS * ADDS + 1;
    assertThat(mean.value()).isEqualTo((float) (3.0 * THREADS * ADDS / count));
    mean.restore(0, 0, 0.0);
    mean.restore(1, 0, 0.0);
    assertThat(mean.value()).isEqualTo(2f * THREADS * ADDS);
  }

  private Void addMany(int partition, CountDownLatch together) throws InterruptedException {
    together.countDown();
    together.await();
    for (int i = 0; i < ADDS; i++) {
      mean.add(partition, 1.0);
    }
    return null;
  }
}
