package tandem.model;

import java.util.List;

/**
 * Sums of weighted unit vectors: the inner product of a unit vector x with Σ w_n x_n / |x_n| is Σ
 * w_n cos(x, x_n), so one query ranks by a sum of cosines, exactly.
 */
public final class UnitSum {

  private UnitSum() {}

  /**
   * What the n-th newest of a user's items weighs, n from 0: 1 / (n + 1). Of 20 items the newest
   * has 0.28 of the weight, and the older ten together 0.19.
   */
  public static double weightOfAge(int n) {
    return 1.0 / (n + 1);
  }

  /** The unit vector in the direction of {@code vector}, so many times; zero for a zero vector. */
  public static FactorVector part(FactorVector vector, double weight) {
    double norm = Math.sqrt(vector.dot(vector));
    return vector.times(norm == 0 ? 0 : weight / norm);
  }

  /** The sum of parts of that length; zero if there are none. */
  public static FactorVector of(List<FactorVector> parts, int length) {
    double[] sum = new double[length];
    for (int p = 0; p < parts.size(); p++) {
      FactorVector part = parts.get(p);
      for (int f = 0; f < length; f++) {
        sum[f] += part.get(f);
      }
    }
    float[] vector = new float[length];
    for (int f = 0; f < length; f++) {
      vector[f] = (float) sum[f];
    }
    return FactorVector.wrap(vector);
  }
}
