package tandem.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BlendWeightsTest {

  private static final double[] TWO_CANDIDATES = {0.9, 0.1, 0.2, 0.8};

  @Test
  void taken_once_goesUpTheGradientOfTheLogLikelihood() {
    BlendWeights before = BlendWeights.of(1.5, 0.7);

    BlendWeights after = before.taken(TWO_CANDIDATES, 1);

    for (int m = 0; m < 2; m++) {
      double gradient = numericGradient(before, m, 1);
      assertThat(after.squares(m)).isCloseTo(1 + gradient * gradient, within(1e-6));
      assertThat(after.weight(m) - before.weight(m))
          .isCloseTo(gradient / Math.sqrt(1 + gradient * gradient), within(1e-6));
    }
  }

  private static double numericGradient(BlendWeights at, int m, int taken) {
    double h = 1e-5;
    double[] up = {at.weight(0), at.weight(1)};
    double[] down = up.clone();
    up[m] += h;
    down[m] -= h;
    return (logChance(up, taken) - logChance(down, taken)) / (2 * h);
  }

  private static double logChance(double[] weights, int taken) {
    double[] scores = new double[2];
    for (int c = 0; c < 2; c++) {
      scores[c] = weights[0] * TWO_CANDIDATES[2 * c] + weights[1] * TWO_CANDIDATES[2 * c + 1];
    }
    return scores[taken] - Math.log(Math.exp(scores[0]) + Math.exp(scores[1]));
  }

  @Test
  void taken_whatTheSecondRankingSays_makesItCountMost() {
    Random random = new Random(5);
    BlendWeights weights = BlendWeights.of(1, 1, 1);
    for (int n = 0; n < 2_000; n++) {
      double[] features = new double[20 * 3];
      for (int f = 0; f < features.length; f++) {
        features[f] = BlendWeights.feature(random.nextInt(100));
      }
      int taken = best(features, random.nextInt(4) == 0 ? 0 : 1);
      weights = weights.taken(features, taken);
    }

    assertThat(weights.weight(1)).isGreaterThan(1.5 * weights.weight(0));
    assertThat(weights.weight(0)).isGreaterThan(weights.weight(2));
  }

  private static int best(double[] features, int ranking) {
    int best = 0;
    for (int c = 1; c < features.length / 3; c++) {
      best = features[c * 3 + ranking] > features[best * 3 + ranking] ? c : best;
    }
    return best;
  }

  @Test
  void taken_againstARanking_neverMakesItsWeightNegative() {
    BlendWeights weights = BlendWeights.of(0.5, 0.5);
    for (int n = 0; n < 200; n++) {
      weights = weights.taken(new double[] {1, 0, 0, 1}, 1);
    }

    assertThat(weights.weight(0)).isZero();
    assertThat(weights.weight(1)).isGreaterThan(1);
  }

  @Test
  void taken_whereAllCandidatesAreAlike_changesNothing() {
    BlendWeights weights = BlendWeights.of(2, 3);

    assertThat(weights.taken(new double[] {0.5, 0.5, 0.5, 0.5}, 0)).isEqualTo(weights);
  }

  @Test
  void since_learnedAtTwoPlaces_hasBoth() {
    BlendWeights base = BlendWeights.of(1, 1);
    BlendWeights here = base.taken(TWO_CANDIDATES, 0);
    BlendWeights there = base.taken(TWO_CANDIDATES, 1);

    BlendWeights both = here.since(base, there);

    for (int m = 0; m < 2; m++) {
      assertThat(both.weight(m))
          .isCloseTo(here.weight(m) + there.weight(m) - base.weight(m), within(1e-12));
      assertThat(both.squares(m))
          .isCloseTo(here.squares(m) + there.squares(m) - base.squares(m), within(1e-12));
    }
    assertThat(both).isEqualTo(there.since(base, here));
    assertThat(here.since(base, base)).isEqualTo(here);
  }

  @Test
  void score_ofCandidate_isTheWeightedSum() {
    assertThat(BlendWeights.of(2, 10).score(TWO_CANDIDATES, 1)).isCloseTo(8.4, within(1e-12));
  }

  @Test
  void of_whatNeverWasStored_isRefused() {
    assertThatThrownBy(() -> BlendWeights.of(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> BlendWeights.of(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> BlendWeights.of(new double[] {1}, new double[] {0.5}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> BlendWeights.of(new double[] {1}, new double[] {2, 2}))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
