package tandem.model;

import java.util.Objects;

/**
 * What the model has learned of one user or one item.
 *
 * @param vector the k latent factors, P_u or Q_i
 * @param bias the deviation from the mean of all ratings, in rating units; the sum of a lasting and
 *     a recent part
 * @param squaredGradients G, the running sum of the mean squared gradient of the vector (row-wise
 *     Adagrad: Duchi, Hazan, Singer, JMLR 12, 2011, one accumulator a row)
 * @param count how many interactions it has learned from
 * @param recentBias the part of the bias that fades from one interaction to the next, see {@link
 *     StepSettings}
 */
public record Factors(
    FactorVector vector, float bias, float squaredGradients, long count, float recentBias) {

  /** Throws {@link IllegalArgumentException} for a negative count or accumulator. */
  public Factors {
    Objects.requireNonNull(vector);
    if (count < 0 || squaredGradients < 0) {
      throw new IllegalArgumentException("count and squaredGradients must not be negative");
    }
  }

  /** The same with another vector. */
  public Factors with(FactorVector other) {
    return new Factors(other, bias, squaredGradients, count, recentBias);
  }

  /** Without a recent part of the bias. */
  public Factors(FactorVector vector, float bias, float squaredGradients, long count) {
    this(vector, bias, squaredGradients, count, 0f);
  }
}
