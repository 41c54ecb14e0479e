package tandem.model;

import java.util.Objects;

/**
 * What the model has learned of one user or one item.
 *
 * @param vector the k latent factors, P_u or Q_i
 * @param bias the deviation from the mean of all ratings, in rating units
 * @param squaredGradients G, the running sum of the mean squared gradient of the vector (row-wise
 *     Adagrad: Duchi, Hazan, Singer, JMLR 12, 2011, one accumulator a row)
 * @param count how many interactions it has learned from
 */
public record Factors(FactorVector vector, float bias, float squaredGradients, long count) {

  /** Throws {@link IllegalArgumentException} for a negative count or accumulator. */
  public Factors {
    Objects.requireNonNull(vector);
    if (count < 0 || squaredGradients < 0) {
      throw new IllegalArgumentException("count and squaredGradients must not be negative");
    }
  }
}
