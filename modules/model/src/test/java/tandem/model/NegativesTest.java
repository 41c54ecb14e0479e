package tandem.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class NegativesTest {

  @Test
  void pairwiseError_isTheSlopeOfTheLoss() {
    double h = 1e-4;
    for (double difference : new double[] {-3, -0.5, 0, 0.2, 4}) {
      double slope = (loss(difference + h) - loss(difference - h)) / (2 * h);

      assertThat((double) Negatives.pairwiseError((float) (1 + difference), 1f))
          .isCloseTo(-slope, within(1e-5));
    }
  }

  private static double loss(double difference) {
    return Math.log(1 + Math.exp(-difference));
  }

  @Test
  void pairwiseError_farApart_isInRange() {
    assertThat(Negatives.pairwiseError(1e30f, -1e30f)).isZero();
    assertThat(Negatives.pairwiseError(-1e30f, 1e30f)).isEqualTo(1);
    assertThat(Negatives.pairwiseError(Float.NaN, 0)).isNaN();
  }
}
