package tandem.model.content;

import java.util.Arrays;
import org.ojalgo.matrix.decomposition.Cholesky;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;
import tandem.model.FactorVector;
import tandem.model.Factors;

/*
 * Ridge regression from coordinates x to what the model has learned of an item, vector and bias
 * (Gantner, Drumond, Freudenthaler, Rendle, Schmidt-Thieme, ICDM 2010, map attributes to factors
 * likewise):
 *
 *   B = (Σ w x xᵀ + λ I)⁻¹ Σ w x yᵀ,   x = (1, coordinates), y = (bias, vector)
 *
 * The weight of an item that was learned from n events is n / (n + 10): what an item with few events
 * has learned is mostly noise, and beyond some tens of events it is as good as it gets. λ does not
 * hold on to the constant, x₀.
 */

/** The factors from which an item without events starts, by where it lies in the content space. */
public final class ContentPrior {

  private static final double HALF_WEIGHT = 10;

  private final float[] coefficients; // (1 + dimensions) × (1 + factors)
  private final int factors;

  /** Takes the coefficients over. */
  ContentPrior(float[] coefficients, int factors) {
    this.coefficients = coefficients;
    this.factors = factors;
  }

  /** What the items taught; not to be written. */
  float[] coefficients() {
    return coefficients;
  }

  /** The length of the vectors. */
  int factors() {
    return factors;
  }

  /** The factors of an item that lies there, which has learned nothing yet. */
  public Factors factors(FactorVector coordinates) {
    int width = 1 + factors;
    float[] result = new float[width];
    System.arraycopy(coefficients, 0, result, 0, width);
    for (int d = 0; d < coordinates.length(); d++) {
      float x = coordinates.get(d);
      int from = (1 + d) * width;
      for (int f = 0; f < width; f++) {
        result[f] += x * coefficients[from + f];
      }
    }
    return new Factors(FactorVector.wrap(Arrays.copyOfRange(result, 1, width)), result[0], 0f, 0L);
  }

  /** Gathers the items that the model has learned from. */
  public static final class Fit {

    private final int inputs;
    private final int outputs;
    private final boolean withBias;
    private final double[] gram;
    private final double[] products;
    private long items;

    /**
     * Without items yet, for a space of so many dimensions and vectors of so many factors.
     *
     * @param withBias whether the bias is foreseen, too; else it is 0
     */
    public Fit(int dimensions, int factors, boolean withBias) {
      this.inputs = 1 + dimensions;
      this.outputs = 1 + factors;
      this.withBias = withBias;
      this.gram = new double[inputs * inputs];
      this.products = new double[inputs * outputs];
    }

    /** An item that lies there and has learned this; one without events teaches nothing. */
    public void add(FactorVector coordinates, Factors learned) {
      if (learned.count() == 0) {
        return;
      }
      items++;
      double weight = learned.count() / (learned.count() + HALF_WEIGHT);
      double[] x = withFirst(1, coordinates);
      double[] y = withFirst(withBias ? learned.bias() : 0, learned.vector());
      for (int i = 0; i < inputs; i++) {
        addMultiple(gram, i * inputs, x, weight * x[i]);
        addMultiple(products, i * outputs, y, weight * x[i]);
      }
    }

    /** How many items taught something. */
    public long items() {
      return items;
    }

    /**
     * The prior that explains them best.
     *
     * @param ridge λ, above 0
     */
    public ContentPrior solve(double ridge) {
      R064Store left = matrix(gram, inputs);
      for (int i = 0; i < inputs; i++) {
        left.add(i, i, i == 0 ? 1e-6 : ridge); // without items it is still positive definite
      }
      Cholesky<Double> cholesky = Cholesky.R064.make(left);
      if (!cholesky.decompose(left)) {
        throw new IllegalArgumentException("ridge " + ridge + " is too small");
      }
      MatrixStore<Double> solution = cholesky.getSolution(matrix(products, outputs));
      float[] coefficients = new float[inputs * outputs];
      for (int c = 0; c < coefficients.length; c++) {
        coefficients[c] = (float) solution.doubleValue(c / outputs, c % outputs);
      }
      return new ContentPrior(coefficients, outputs - 1);
    }

    private static double[] withFirst(double first, FactorVector rest) {
      double[] all = new double[1 + rest.length()];
      all[0] = first;
      for (int r = 0; r < rest.length(); r++) {
        all[1 + r] = rest.get(r);
      }
      return all;
    }

    private static void addMultiple(double[] to, int from, double[] values, double times) {
      for (int v = 0; v < values.length; v++) {
        to[from + v] += times * values[v];
      }
    }

    private static R064Store matrix(double[] rows, int width) {
      R064Store matrix = R064Store.FACTORY.make(rows.length / width, width);
      for (int n = 0; n < rows.length; n++) {
        matrix.set(n / width, n % width, rows[n]);
      }
      return matrix;
    }
  }
}
