package tandem.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistinctItemsTest {

  private final DistinctItems items = new DistinctItems();

  private void add(int minute, int from, int to) {
    for (int n = from; n < to; n++) {
      items.add(minute, new ItemId("item-" + n));
    }
  }

  private double count(int minute, int window) {
    return DistinctItems.estimate(items.registers(minute, window));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 20, 300, 1_500, 3_000, 20_000, 200_000})
  void estimate_soManyItems_isWithinThreeStandardErrors(int count) {
    add(7, 0, count);
    add(8, 0, count / 2); // again
    assertThat(count(8, 5)).isCloseTo(count, within(0.15 * count));
  }

  @Test
  void registers_ofAWindow_haveWhatCameInIt() {
    add(10, 0, 1_000);
    add(14, 900, 1_000);
    add(15, 1_000, 1_200);
    assertThat(count(15, 1)).isCloseTo(200, within(20.0));
    assertThat(count(15, 2)).isCloseTo(300, within(30.0));
    assertThat(count(15, 6)).isCloseTo(1_200, within(150.0));
    assertThat(count(16, 1)).isZero();
    assertThat(count(400, Integer.MAX_VALUE)).isEqualTo(count(15, 6));
  }

  @Test
  void registers_inMinuteZero_areNotLost() {
    add(0, 0, 10);
    assertThat(count(0, 1)).isCloseTo(10, within(1.0));
  }

  @Test
  void registers_ofTwoPlaces_areThoseOfAllTogether() {
    DistinctItems other = new DistinctItems();
    add(1, 0, 600);
    for (int n = 400; n < 1_000; n++) {
      other.add(1, new ItemId("item-" + n));
    }
    int[] both = items.registers(1, 1);
    int[] theirs = other.registers(1, 1);
    for (int r = 0; r < both.length; r++) {
      both[r] = Math.max(both[r], theirs[r]);
    }
    add(1, 600, 1_000);
    assertThat(both).isEqualTo(items.registers(1, 1));
  }
}
