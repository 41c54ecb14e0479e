package tandem.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarginalRelevanceTest {

  private static double[] scores(Random random, int size) {
    double[] scores =
        IntStream.range(0, size).mapToDouble(i -> -3 * random.nextDouble()).sorted().toArray();
    return IntStream.range(0, size).mapToDouble(i -> scores[size - 1 - i]).toArray();
  }

  @Test
  void pick_noDiversity_isTheBest() {
    double[] scores = scores(new Random(1), 30);
    assertThat(MarginalRelevance.pick(scores, 7, 0, (a, b) -> 1))
        .containsExactly(0, 1, 2, 3, 4, 5, 6);
    assertThat(MarginalRelevance.pick(scores, 50, 0, (a, b) -> 1)).hasSize(30);
    assertThat(MarginalRelevance.pick(new double[0], 5, 0.5, (a, b) -> 1)).isEmpty();
  }

  @Test
  void pick_allDiversity_isTheBestAndThenOneOfEachKind() {
    double[] scores = {9, 8, 7, 6, 5, 4};
    int[] kinds = {1, 1, 1, 2, 2, 3};
    assertThat(MarginalRelevance.pick(scores, 4, 1, (a, b) -> kinds[a] == kinds[b] ? 1 : 0))
        .containsExactly(0, 3, 5, 1);
  }

  @Test
  void pick_neverSeenItems_comeLikeTheLeast() {
    double[] scores = {3, 1, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
    assertThat(MarginalRelevance.pick(scores, 4, 0.5, (a, b) -> 0)).containsExactly(0, 1, 2, 3);
    double[] none = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
    assertThat(MarginalRelevance.pick(none, 2, 0.5, (a, b) -> 1)).containsExactly(0, 1);
  }

  /** Against the definition, with every likeness taken anew for every choice. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void pick_anyPool_isTheDefinition(long seed) {
    Random random = new Random(seed);
    int size = 2 + random.nextInt(60);
    double[] scores = scores(random, size);
    double[][] likeness = new double[size][size];
    for (int a = 0; a < size; a++) {
      for (int b = 0; b <= a; b++) {
        likeness[a][b] = 2 * random.nextDouble() - 1;
        likeness[b][a] = likeness[a][b];
      }
    }
    double diversity = random.nextDouble();
    int[] list = MarginalRelevance.pick(scores, 12, diversity, (a, b) -> likeness[a][b]);

    assertThat(list).doesNotHaveDuplicates().hasSize(Math.min(12, size));
    for (int n = 0; n < list.length; n++) {
      int[] before = Arrays.copyOf(list, n);
      double chosen = marginal(list[n], before, scores, likeness, diversity);
      for (int i = 0; i < size; i++) {
        int other = i;
        if (IntStream.of(before).noneMatch(b -> b == other)) {
          assertThat(marginal(i, before, scores, likeness, diversity))
              .isLessThanOrEqualTo(chosen + 1e-12);
        }
      }
    }
  }

  private static double marginal(
      int item, int[] before, double[] scores, double[][] likeness, double diversity) {
    double least = scores[scores.length - 1];
    double relevance = (scores[item] - least) / (scores[0] - least);
    double most = IntStream.of(before).mapToDouble(b -> likeness[item][b]).max().orElse(0);
    return (1 - diversity) * relevance - diversity * most;
  }
}
