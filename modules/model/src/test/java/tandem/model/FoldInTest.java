package tandem.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FoldInTest {

  private static final int FACTORS = 6;

  private final Random random = new Random(11);

  @Test
  void user_moreItemsThanFactors_solvesTheNormalEquations() {
    assertMatchesDirectSolve(basket(40), 0.3);
  }

  @Test
  void user_fewerItemsThanFactors_solvesTheNormalEquations() {
    assertMatchesDirectSolve(basket(3), 0.05);
  }

  @Test
  void user_asManyItemsAsFactors_solvesTheNormalEquations() {
    assertMatchesDirectSolve(basket(FACTORS), 1.0);
  }

  @Test
  void user_otherOrder_isTheSameVector() {
    List<Rated> basket = basket(25);
    FactorVector vector = FoldIn.user(basket, FACTORS, 0.1);
    for (int n = 0; n < 20; n++) {
      Collections.shuffle(basket, random);
      assertClose(FoldIn.user(basket, FACTORS, 0.1), vector.toArray(), 1e-5f);
    }
  }

  @Test
  void user_emptyBasket_isZero() {
    assertThat(FoldIn.user(List.of(), 2, 0.1)).isEqualTo(FactorVector.of(0f, 0f));
  }

  @Test
  void user_weightZero_teachesNothing() {
    List<Rated> basket = basket(8);
    FactorVector without = FoldIn.user(basket, FACTORS, 0.1);
    basket.add(new Rated(vector(), 100f, 0f));

    assertClose(FoldIn.user(basket, FACTORS, 0.1), without.toArray(), 1e-5f);
  }

  @Test
  void user_weightTwo_isTheSameAsTwice() {
    List<Rated> once = basket(8);
    Rated last = once.get(7);
    List<Rated> twice = new ArrayList<>(once);
    twice.add(last);
    once.set(7, new Rated(last.vector(), last.residual(), 2 * last.weight()));

    assertClose(FoldIn.user(once, FACTORS, 0.1), FoldIn.user(twice, FACTORS, 0.1).toArray(), 1e-5f);
  }

  @Test
  void user_growingLambda_shrinksTheVector() {
    List<Rated> basket = basket(5);
    float last = Float.MAX_VALUE;
    for (double lambda = 0.01; lambda < 100; lambda *= 3) {
      FactorVector vector = FoldIn.user(basket, FACTORS, lambda);
      assertThat(vector.dot(vector)).isLessThan(last);
      last = vector.dot(vector);
    }
  }

  @Test
  void user_lambdaZero_isRefused() {
    assertThatThrownBy(() -> FoldIn.user(List.of(), 2, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("lambda must be above 0");
  }

  @Test
  void user_vectorOfOtherLength_isRefused() {
    List<Rated> basket = List.of(new Rated(FactorVector.of(1f), 1f, 1f));

    assertThatThrownBy(() -> FoldIn.user(basket, 2, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("1 factors against 2");
  }

  private void assertMatchesDirectSolve(List<Rated> basket, double lambda) {
    float[] expected = directSolve(basket, lambda);
    assertClose(FoldIn.user(basket, FACTORS, lambda), expected, 1e-4f);
  }

  /** Gauss-Jordan elimination with pivoting on the k × k normal equations, by hand. */
  private static float[] directSolve(List<Rated> basket, double lambda) {
    double[][] m = normalEquations(basket, lambda);
    for (int col = 0; col < FACTORS; col++) {
      int pivot = col;
      for (int row = col + 1; row < FACTORS; row++) {
        pivot = Math.abs(m[row][col]) > Math.abs(m[pivot][col]) ? row : pivot;
      }
      double[] swap = m[col];
      m[col] = m[pivot];
      m[pivot] = swap;
      for (int row = 0; row < FACTORS; row++) {
        double factor = row == col ? 0 : m[row][col] / m[col][col];
        for (int c = 0; c <= FACTORS; c++) {
          m[row][c] -= factor * m[col][c];
        }
      }
    }
    float[] solution = new float[FACTORS];
    for (int f = 0; f < FACTORS; f++) {
      solution[f] = (float) (m[f][FACTORS] / m[f][f]);
    }
    return solution;
  }

  private static double[][] normalEquations(List<Rated> basket, double lambda) {
    double[][] m = new double[FACTORS][FACTORS + 1];
    for (int f = 0; f < FACTORS; f++) {
      m[f][f] = lambda;
      for (Rated one : basket) {
        double wq = one.weight() * one.vector().get(f);
        for (int g = 0; g < FACTORS; g++) {
          m[f][g] += wq * one.vector().get(g);
        }
        m[f][FACTORS] += wq * one.residual();
      }
    }
    return m;
  }

  private static void assertClose(FactorVector actual, float[] expected, float tolerance) {
    assertThat(actual.length()).isEqualTo(expected.length);
    for (int f = 0; f < expected.length; f++) {
      assertThat(actual.get(f)).isCloseTo(expected[f], within(tolerance));
    }
  }

  private List<Rated> basket(int items) {
    List<Rated> basket = new ArrayList<>();
    for (int n = 0; n < items; n++) {
      basket.add(new Rated(vector(), (float) random.nextGaussian(), random.nextFloat()));
    }
    return basket;
  }

  private FactorVector vector() {
    float[] values = new float[FACTORS];
    for (int f = 0; f < FACTORS; f++) {
      values[f] = (float) random.nextGaussian();
    }
    return FactorVector.wrap(values);
  }
}
