package tandem.model.svd;

import java.util.SplittableRandom;
import org.ojalgo.matrix.decomposition.Eigenvalue;
import org.ojalgo.matrix.decomposition.QR;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/*
 * Randomised subspace iteration (Halko, Martinsson, Tropp, SIAM Review 53(2), 2011, algorithms 4.4
 * and 5.3) on AᵀA, which is never formed:
 *
 *   Q ← orthonormal basis of AᵀAΩ, Ω terms × r of random signs, r = k + 10
 *   Q ← orthonormal basis of AᵀAQ, a few times
 *   (AQ)ᵀ(AQ) = WΛWᵀ                r × r
 *   V = QW, the right singular vectors of A; Λ their squared singular values
 *
 * The left vectors are not wanted: the coordinates of an item are its row times V. So items are
 * only passed over, and no dense matrix has a row for each of them.
 */

/** The truncated singular value decomposition of a sparse matrix: its right vectors. */
public final class RightVectors {

  private static final int OVERSAMPLING = 10;
  private static final int ITERATIONS = 4;
  private static final double NOTHING = 1e-10; // of the largest squared singular value

  private final SparseRows rows;
  private final int width;

  private RightVectors(SparseRows rows, int width) {
    this.rows = rows;
    this.width = width;
  }

  /**
   * The first {@code most} right singular vectors, fewer where the matrix has no more: terms × as
   * many, row after row.
   */
  public static float[] of(SparseRows rows, int most, long seed) {
    int width = Math.min(most + OVERSAMPLING, Math.min(rows.rows(), rows.columns()));
    return width == 0 ? new float[0] : new RightVectors(rows, width).find(most, seed);
  }

  private float[] find(int most, long seed) {
    double[] q = orthonormal(rows.gramTimes(signs(seed), width));
    for (int i = 0; i < ITERATIONS; i++) {
      q = orthonormal(rows.gramTimes(q, width));
    }
    R064Store gram = R064Store.FACTORY.make(width, width);
    double[] projected = rows.projectedGram(q, width);
    for (int c = 0; c < projected.length; c++) {
      gram.set(c / width, c % width, projected[c]);
    }
    Eigenvalue<Double> eigen = Eigenvalue.R064.make(gram, true);
    if (!eigen.decompose(gram)) {
      throw new ArithmeticException("the eigenvalues of a symmetric matrix were not found");
    }
    return times(q, eigen, most);
  }

  private double[] signs(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] signs = new double[rows.columns() * width];
    for (int n = 0; n < signs.length; n++) {
      signs[n] = random.nextInt(2) * 2 - 1;
    }
    return signs;
  }

  private double[] orthonormal(double[] z) {
    R064Store matrix = R064Store.FACTORY.make(rows.columns(), width);
    for (int n = 0; n < z.length; n++) {
      matrix.set(n / width, n % width, z[n]);
    }
    QR<Double> qr = QR.R064.make(matrix);
    qr.decompose(matrix);
    MatrixStore<Double> q = qr.getQ();
    for (int n = 0; n < z.length; n++) {
      z[n] = q.doubleValue(n / width, n % width);
    }
    return z;
  }

  /** QW, for the largest eigenvalues, of which ojAlgo gives the largest first. */
  private float[] times(double[] q, Eigenvalue<Double> eigen, int most) {
    MatrixStore<Double> w = eigen.getV();
    int rank = rank(eigen.getD(), most);
    float[] vectors = new float[rows.columns() * rank];
    for (int term = 0; term < rows.columns(); term++) {
      for (int v = 0; v < rank; v++) {
        double sum = 0;
        for (int c = 0; c < width; c++) {
          sum += q[term * width + c] * w.doubleValue(c, v);
        }
        vectors[term * rank + v] = (float) sum;
      }
    }
    return vectors;
  }

  private int rank(MatrixStore<Double> squares, int most) {
    int rank = 0;
    while (rank < Math.min(most, width)
        && squares.doubleValue(rank, rank) > NOTHING * squares.doubleValue(0, 0)) {
      rank++;
    }
    return rank;
  }
}
