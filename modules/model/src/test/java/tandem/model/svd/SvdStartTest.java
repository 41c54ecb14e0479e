package tandem.model.svd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tandem.model.FactorVector;

class SvdStartTest {

  private static SparseRows rows(double[][] dense) {
    int columns = dense[0].length;
    int[] starts = new int[dense.length + 1];
    int[] terms = new int[dense.length * columns];
    float[] weights = new float[dense.length * columns];
    int end = 0;
    for (int r = 0; r < dense.length; r++) {
      for (int c = 0; c < columns; c++) {
        if (dense[r][c] != 0) {
          terms[end] = c;
          weights[end++] = (float) dense[r][c];
        }
      }
      starts[r + 1] = end;
    }
    return new SparseRows(starts, terms, weights, columns);
  }

  /** 12 × 9 of rank 2, some rows empty. */
  private static double[][] rankTwo() {
    SplittableRandom random = new SplittableRandom(3);
    double[][] dense = new double[12][9];
    double[][] left = new double[12][2];
    double[][] right = new double[9][2];
    for (int n = 0; n < 12; n++) {
      left[n] = new double[] {random.nextGaussian(), n % 4 == 0 ? 0 : random.nextGaussian()};
    }
    for (int n = 0; n < 9; n++) {
      right[n] = new double[] {random.nextGaussian(), random.nextGaussian()};
    }
    for (int r = 0; r < 12; r++) {
      for (int c = 0; c < 9; c++) {
        dense[r][c] = r == 5 ? 0 : left[r][0] * right[c][0] + left[r][1] * right[c][1];
      }
    }
    return dense;
  }

  @Test
  void start_ofItsRank_givesTheMatrixBack() {
    double[][] dense = rankTwo();
    SvdStart start = SvdStart.of(rows(dense), 2, 1);
    FactorVector zero = FactorVector.of(0f, 0f);
    for (int r = 0; r < dense.length; r++) {
      for (int c = 0; c < dense[r].length; c++) {
        assertThat(start.user(r, zero).dot(start.item(c, zero)))
            .isCloseTo((float) dense[r][c], within(1e-4f));
      }
    }
  }

  @Test
  void start_moreFactorsThanRank_keepsTheFreshOnes() {
    SvdStart start = SvdStart.of(rows(rankTwo()), 8, 1);
    FactorVector fresh = FactorVector.of(9f, 9f, 0.25f, -0.5f);

    assertThat(start.user(0, fresh).get(2)).isEqualTo(0.25f);
    assertThat(start.item(0, fresh).get(3)).isEqualTo(-0.5f);
    assertThat(start.user(0, fresh).get(0)).isNotEqualTo(9f);
  }

  @Test
  void start_emptyMatrix_isFresh() {
    SvdStart start =
        SvdStart.of(new SparseRows(new int[] {0, 0}, new int[0], new float[0], 3), 4, 1);
    FactorVector fresh = FactorVector.of(1f, 2f);

    assertThat(start.user(0, fresh)).isEqualTo(fresh);
    assertThat(start.item(2, fresh)).isEqualTo(fresh);
  }
}
