package tandem.model.content;

import java.util.Arrays;
import java.util.List;

/**
 * The matrix A of items × terms, of which only what is not zero is kept, row after row. What is
 * asked of it needs one pass over the rows and memory for terms × columns, however many items there
 * are.
 */
final class SparseRows {

  private final int[] starts;
  private final int[] terms;
  private final float[] weights;
  private final int columns;

  private SparseRows(int[] starts, int[] terms, float[] weights, int columns) {
    this.starts = starts;
    this.terms = terms;
    this.weights = weights;
    this.columns = columns;
  }

  static SparseRows of(Vocabulary vocabulary, List<Terms> items) {
    int[] starts = new int[items.size() + 1];
    int[] terms = new int[items.stream().mapToInt(item -> item.values().size()).sum()];
    float[] weights = new float[terms.length];
    int end = 0;
    for (int i = 0; i < items.size(); i++) {
      int[] numbers = vocabulary.numbers(items.get(i));
      System.arraycopy(numbers, 0, terms, end, numbers.length);
      System.arraycopy(vocabulary.row(numbers), 0, weights, end, numbers.length);
      end += numbers.length;
      starts[i + 1] = end;
    }
    return new SparseRows(
        starts, Arrays.copyOf(terms, end), Arrays.copyOf(weights, end), vocabulary.size());
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
