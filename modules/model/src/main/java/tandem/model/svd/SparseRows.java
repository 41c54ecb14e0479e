package tandem.model.svd;

import java.util.Arrays;

/**
 * A matrix A, of which only what is not zero is kept, row after row. What is asked of it needs one
 * pass over the rows and memory for its columns, however many rows there are.
 */
public final class SparseRows {

  private final int[] starts;
  private final int[] terms;
  private final float[] weights;
  private final int columns;

  /**
   * Takes the arrays over.
   *
   * @param starts where each row starts in the others, and where the last one ends
   * @param terms the columns of what is not zero, 0 to {@code columns - 1}
   * @param weights what stands there
   */
  public SparseRows(int[] starts, int[] terms, float[] weights, int columns) {
    this.starts = starts;
    this.terms = terms;
    this.weights = weights;
    this.columns = columns;
  }

  int rows() {
    return starts.length - 1;
  }

  int columns() {
    return columns;
  }

  /** Aᵀ(A·Q) for Q by rows of {@code width}. */
  double[] gramTimes(double[] q, int width) {
    double[] result = new double[q.length];
    double[] y = new double[width];
    for (int row = 0; row < rows(); row++) {
      multiply(row, q, y);
      for (int n = starts[row]; n < starts[row + 1]; n++) {
        addMultiple(result, terms[n] * width, y, weights[n]);
      }
    }
    return result;
  }

  /** (A·Q)ᵀ(A·Q), width × width by rows. */
  double[] projectedGram(double[] q, int width) {
    double[] result = new double[width * width];
    double[] y = new double[width];
    for (int row = 0; row < rows(); row++) {
      multiply(row, q, y);
      for (int c = 0; c < width; c++) {
        addMultiple(result, c * width, y, y[c]);
      }
    }
    return result;
  }

  /** A·V for V by rows of {@code width}: a row of as many for each row of A. */
  float[] times(float[] v, int width) {
    float[] result = new float[rows() * width];
    for (int row = 0; row < rows(); row++) {
      for (int n = starts[row]; n < starts[row + 1]; n++) {
        for (int c = 0; c < width; c++) {
          result[row * width + c] += weights[n] * v[terms[n] * width + c];
        }
      }
    }
    return result;
  }

  private void multiply(int row, double[] q, double[] y) {
    Arrays.fill(y, 0);
    for (int n = starts[row]; n < starts[row + 1]; n++) {
      int from = terms[n] * y.length;
      double weight = weights[n];
      for (int c = 0; c < y.length; c++) {
        y[c] += weight * q[from + c];
      }
    }
  }

  private static void addMultiple(double[] to, int from, double[] y, double times) {
    for (int c = 0; c < y.length; c++) {
      to[from + c] += times * y[c];
    }
  }
}
