package tandem.loadgen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
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

  @Test
  void share_ofRanks_isTheCumulatedLaw() {
    Zipf zipf = new Zipf(3, 1);

    assertThat(zipf.share(0)).isZero();
    assertThat(zipf.share(1)).isCloseTo(6.0 / 11, within(1e-12));
    assertThat(zipf.share(3)).isEqualTo(1);
  }
}
