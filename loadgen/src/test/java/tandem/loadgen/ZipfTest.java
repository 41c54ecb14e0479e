package tandem.loadgen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZipfTest {

  private static final int DRAWS = 200_000;

  @ParameterizedTest
  @CsvSource({"1, 1", "10, 0", "1000, 0.5", "1000, 1", "1000, 1.5"})
  void sample_manyDraws_haveTheSharesOfTheLaw(int size, double exponent) {
    Zipf zipf = new Zipf(size, exponent);
    SplittableRandom random = new SplittableRandom(size);
    int[] counts = new int[size];
    for (int i = 0; i < DRAWS; i++) {
      counts[zipf.sample(random)]++;
    }

    double sum = 0;
    for (int r = 1; r <= size; r++) {
      sum += Math.pow(r, -exponent);
    }
    long cumulated = 0;
    double expected = 0;
    for (int r = 1; r <= size; r++) {
      cumulated += counts[r - 1];
      expected += Math.pow(r, -exponent) / sum;
      // Four standard deviations at the widest.
      assertThat((double) cumulated / DRAWS).isCloseTo(expected, within(0.0045));
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "7, 0", "1000, 0.5", "1000, 1", "1000, 3"})
  void sample_lotAtAnEdge_isTheFirstRankAboveIt(int size, double exponent) {
    double[] cumulated = new double[size];
    for (int r = 0; r < size; r++) {
      cumulated[r] = (r == 0 ? 0 : cumulated[r - 1]) + Math.pow(r + 1.0, -exponent);
    }
    double sum = cumulated[size - 1];
    Zipf zipf = new Zipf(size, exponent);
    List<Double> lots = new ArrayList<>();
    for (int r = 0; r < size; r++) {
      for (double edge : List.of((double) r / size, cumulated[r] / sum)) {
        lots.addAll(List.of(Math.nextDown(edge), edge, Math.nextUp(edge)));
      }
    }
    lots.add(Math.nextDown(1.0));
    lots.removeIf(lot -> lot < 0 || lot >= 1);
    assertThat(lots).hasSizeGreaterThan(size);

    for (double lot : lots) {
      int first = 0;
      while (first < size - 1 && cumulated[first] <= lot * sum) {
        first++;
      }
      assertThat(zipf.sample(always(lot))).as("at %s", lot).isEqualTo(first);
    }
  }

  private static RandomGenerator always(double lot) {
    return new RandomGenerator() {
      @Override
      public long nextLong() {
        throw new UnsupportedOperationException();
      }

      @Override
      public double nextDouble() {
        return lot;
      }
    };
  }

  @Test
  void share_ofRanks_isTheCumulatedLaw() {
    Zipf zipf = new Zipf(3, 1);

    assertThat(zipf.share(0)).isZero();
    assertThat(zipf.share(1)).isCloseTo(6.0 / 11, within(1e-12));
    assertThat(zipf.share(3)).isEqualTo(1);
  }
}
