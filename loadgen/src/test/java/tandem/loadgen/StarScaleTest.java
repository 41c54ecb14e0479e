package tandem.loadgen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StarScaleTest {

  private static final int DRAWS = 100_000;

  @ParameterizedTest
  @ValueSource(doubles = {-3, 0.2, 0.5, 1.3, 2.75, 3.6, 4.9, 5.4, 9})
  void expected_anyOpinion_isTheMeanOfTheRatings(double opinion) {
    StarScale scale = new StarScale(0.6);
    SplittableRandom random = new SplittableRandom(1);
    double sum = 0;
    for (int i = 0; i < DRAWS; i++) {
      double rating = scale.sample(opinion, random);
      assertThat(rating).isBetween(0.5, 5.0);
      assertThat(rating * 2).isEqualTo(Math.rint(rating * 2));
      sum += rating;
    }

    // Four standard deviations of the mean.
    assertThat(sum / DRAWS).isCloseTo(scale.expected(opinion), within(0.0076));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.25, 0.45, 0.6})
  void expected_farFromTheEnds_hasTheConfiguredError(double noise) {
    StarScale scale = new StarScale(noise);
    SplittableRandom random = new SplittableRandom(2);
    double squares = 0;
    for (int i = 0; i < DRAWS; i++) {
      double opinion = 2.5 + random.nextDouble() / 2;
      double error = scale.sample(opinion, random) - scale.expected(opinion);
      squares += error * error;
    }

    assertThat(Math.sqrt(squares / DRAWS) / noise).isCloseTo(1, within(0.02));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.15, 0.5, 1.5})
  void expected_betterOpinion_isHigher(double noise) {
    StarScale scale = new StarScale(noise);
    for (double opinion = 0.5; opinion < 5; opinion += 0.1) {
      assertThat(scale.expected(opinion + 0.1)).isGreaterThan(scale.expected(opinion));
    }
  }
}
