package tandem.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TokenBucketsTest {

  private long now;
  private final TokenBuckets buckets = new TokenBuckets(10, Duration.ofSeconds(1), 100, () -> now);

  @Test
  void take_moreThanThereIs_takesNoneAndTellsHowLong() {
    assertThat(buckets.take("a", 7)).isZero();
    assertThat(buckets.take("a", 5)).isBetween(Duration.ofMillis(200), Duration.ofMillis(201));
    assertThat(buckets.take("a", 3)).isZero();
  }

  @Test
  void take_moreThanABucketHolds_tellsWhenItIsFull() {
    assertThat(buckets.take("a", 11)).isLessThan(Duration.ofMillis(1)).isPositive();
    buckets.take("a", 10);
    assertThat(buckets.take("a", 11)).isBetween(Duration.ofMillis(1_000), Duration.ofMillis(1_001));
  }

  @Test
  void take_afterAWhile_hasWhatCameInAndNoMoreThanFull() {
    buckets.take("a", 10);
    now += Duration.ofMillis(300).toNanos();
    assertThat(buckets.take("a", 3)).isZero();
    assertThat(buckets.take("a", 1)).isPositive();
    now += Duration.ofMillis(999).toNanos();
    buckets.take("a", 0);
    now += Duration.ofDays(1).toNanos();
    assertThat(buckets.take("a", 10)).isZero();
    assertThat(buckets.take("a", 1)).isPositive();
  }

  @Test
  void putBack_whatWasTaken_canBeTakenAgain() {
    buckets.take("a", 10);
    buckets.putBack("a", 4);
    assertThat(buckets.take("a", 4)).isZero();
    assertThat(buckets.take("a", 1)).isPositive();
  }

  @Test
  void take_manyKeys_remembersABoundedNumber() {
    for (int key = 0; key < 10_000; key++) {
      buckets.take("k" + key, 10);
    }
    assertThat(buckets.size()).isLessThanOrEqualTo(100);
  }
}
