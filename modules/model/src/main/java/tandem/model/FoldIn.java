package tandem.model;

import java.util.List;
import org.ojalgo.matrix.decomposition.Cholesky;
import org.ojalgo.matrix.store.R064Store;

/*
 * The vector p that minimises Σ w (r − p·q)² + λ|p|², in closed form: the ridge step of alternating
 * least squares (Zhou, Wilkinson, Schreiber, Pan, AAIM 2008; weighted: Hu, Koren, Volinsky, ICDM
 * 2008). With A = W^½ Q (n × k) and y = W^½ r:
 *
 *   primal   p = (AᵀA + λI)⁻¹ Aᵀy      k × k, used for n > k
 *   dual     p = Aᵀ (AAᵀ + λI)⁻¹ y     n × n, used for n ≤ k: a basket of three is a 3 × 3 system
 *
 * Both matrices are symmetric and, with λ > 0, positive definite: Cholesky.
 */

/** Places a new user among known items, or a new item among known users, without any steps. */
public final class FoldIn {

  private FoldIn() {}

  /**
   * The best vector for what is known, whatever the order of {@code rated} (up to rounding); zero
   * where it is empty.
   *
   * @param factors k, the length of every vector in {@code rated}
   * @param lambda λ, how strongly the vector is drawn to zero, above 0
   */
  public static FactorVector user(List<Rated> rated, int factors, double lambda) {
    Checks.positive("lambda", lambda);
    Checks.between("factors", factors, 1, Integer.MAX_VALUE);
    if (rated.isEmpty()) {
      return FactorVector.wrap(new float[factors]);
    }
    R064Store a = weightedVectors(rated, factors);
    R064Store y = weightedResiduals(rated);
    return vector(rated.size() > factors ? primal(a, y, lambda) : dual(a, y, lambda), factors);
  }

  private static R064Store primal(R064Store a, R064Store y, double lambda) {
    return solve(
        product(a.transpose().collect(R064Store.FACTORY), a),
        lambda,
        a.transpose().multiply(y).collect(R064Store.FACTORY));
  }

  private static R064Store dual(R064Store a, R064Store y, double lambda) {
    R064Store z = solve(product(a, a.transpose().collect(R064Store.FACTORY)), lambda, y);
    return product(a.transpose().collect(R064Store.FACTORY), z);
  }

  private static R064Store product(R064Store left, R064Store right) {
    R064Store product = R064Store.FACTORY.make(left.countRows(), right.countColumns());
    left.multiply(right, product);
    return product;
  }

  private static R064Store solve(R064Store gram, double lambda, R064Store right) {
    for (long d = 0; d < gram.countRows(); d++) {
      gram.add(d, d, lambda);
    }
    Cholesky<Double> cholesky = Cholesky.R064.make(gram);
    if (!cholesky.decompose(gram)) {
      throw new IllegalArgumentException("lambda " + lambda + " is too small for these vectors");
    }
    return cholesky.getSolution(right).collect(R064Store.FACTORY);
  }

  private static R064Store weightedVectors(List<Rated> rated, int factors) {
    R064Store a = R064Store.FACTORY.make(rated.size(), factors);
    for (int row = 0; row < rated.size(); row++) {
      fill(a, row, rated.get(row), factors);
    }
    return a;
  }

  private static void fill(R064Store a, int row, Rated one, int factors) {
    if (one.vector().length() != factors) {
      throw new IllegalArgumentException(one.vector().length() + " factors against " + factors);
    }
    double root = Math.sqrt(one.weight());
    for (int f = 0; f < factors; f++) {
      a.set(row, f, root * one.vector().get(f));
    }
  }

  private static R064Store weightedResiduals(List<Rated> rated) {
    R064Store y = R064Store.FACTORY.make(rated.size(), 1);
    for (int row = 0; row < rated.size(); row++) {
      y.set(row, 0, Math.sqrt(rated.get(row).weight()) * rated.get(row).residual());
    }
    return y;
  }

  private static FactorVector vector(R064Store p, int factors) {
    float[] values = new float[factors];
    for (int f = 0; f < factors; f++) {
      values[f] = p.floatValue(f);
    }
    return FactorVector.wrap(values);
  }
}
