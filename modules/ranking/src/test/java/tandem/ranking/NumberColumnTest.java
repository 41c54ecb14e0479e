package tandem.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberColumnTest {

  private static final int SLOTS = 64;

  /** Each range has some that are no whole units, or too far apart, or neither. */
  @ParameterizedTest
  @CsvSource({
    "1000, 1.7e12, 1e9, 0",
    "1000, 1.7e12, 1e9, 0.01",
    "1000, 0, 1e13, 0",
    "0x1p-20, 2970, 50, 0",
    "0x1p-20, 2970, 1e4, 0",
    "0x1p-10, -3, 2e6, 0.001",
    "1, 0, 5, 0"
  })
  void column_anyNumbers_areExactlyWhatWasSet(
      String unitText, double from, double span, double odd) {
    double unit = Double.parseDouble(unitText);
    Random random = new Random(unitText.hashCode() + (long) span);
    NumberColumn column = new NumberColumn(SLOTS, unit);
    double[] plain = new double[SLOTS];
    Arrays.fill(plain, Double.NEGATIVE_INFINITY);
    for (int step = 0; step < 5_000; step++) {
      int slot = random.nextInt(plain.length);
      double value = from + Math.rint(span * random.nextDouble() / unit) * unit;
      plain[slot] =
          random.nextInt(9) == 0
              ? Double.NEGATIVE_INFINITY
              : random.nextDouble() < odd ? value + unit / 3 : value;
      column.set(slot, plain[slot]);
      if (step == 2_500) {
        plain = Arrays.copyOf(plain, 2 * SLOTS);
        Arrays.fill(plain, SLOTS, 2 * SLOTS, Double.NEGATIVE_INFINITY);
        column.resize(2 * SLOTS);
      }
      for (int s = 0; s < plain.length; s += 7) {
        assertThat(column.get(s)).isEqualTo(plain[s]);
      }
      assertThat(reaching(column, plain.length, plain[slot]))
          .isEqualTo(reaching(plain, plain[slot]));
    }
  }

  private static List<Integer> reaching(NumberColumn column, int count, double least) {
    List<Integer> slots = new ArrayList<>();
    for (int s = column.next(0, count, least); s < count; s = column.next(s + 1, count, least)) {
      if (column.get(s) >= least) {
        slots.add(s);
      }
    }
    return slots;
  }

  private static List<Integer> reaching(double[] plain, double least) {
    return IntStream.range(0, plain.length).filter(s -> plain[s] >= least).boxed().toList();
  }
}
