package tandem.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SlidingSumsTest {

  @Test
  void last_window_holdsTheRunningMinuteAndThoseBefore() {
    SlidingSums sums = new SlidingSums(2);
    sums.add(100, 1, 10);
    sums.add(101, 2, 20);
    sums.add(105, 4, 40);

    assertThat(sums.last(105, 1)).containsExactly(4, 40);
    assertThat(sums.last(105, 5)).containsExactly(6, 60);
    assertThat(sums.last(105, 6)).containsExactly(7, 70);
    assertThat(sums.last(106, 1)).containsExactly(0, 0);
    assertThat(sums.all()).containsExactly(7, 70);
  }

  @Test
  void last_clockThatWentBack_leavesOutWhatIsAhead() {
    SlidingSums sums = new SlidingSums(1);
    sums.add(100, 1);
    sums.add(99, 2);

    assertThat(sums.last(99, 5)).containsExactly(2);
    assertThat(sums.last(100, 1)).containsExactly(1);
  }

  @Test
  void last_randomTimesOverDays_areThoseOfAPlainSum() {
    SplittableRandom random = new SplittableRandom(7);
    SlidingSums sums = new SlidingSums(1);
    List<long[]> log = new ArrayList<>();
    long minute = 0;
    for (int n = 0; n < 3_000; n++) {
      minute += random.nextInt(4);
      int amount = random.nextInt(100);
      sums.add(minute, amount);
      log.add(new long[] {minute, amount});
      int window = 1 + random.nextInt(SlidingSums.MOST_MINUTES);
      long now = minute;
      assertThat(sums.last(now, window)[0])
          .isEqualTo(
              (double) log.stream().filter(e -> e[0] > now - window).mapToLong(e -> e[1]).sum());
    }
  }
}
