package tandem.model;

import java.util.Arrays;

/*
 * Several rankings of the same items, of each the best of them. An item that is at place r of ranking m, from 0, has the feature
 * x_m = 10 / (10 + r + 1) there, and 0 where the ranking's best do not have it; Σ w_m x_m ranks as reciprocal rank fusion does
 * (Cormack, Clarke, Büttcher, SIGIR 2009). Which weights are right depends on the traffic, and what users then take says it: with
 * p = softmax of Σ w_m x_m over all candidates, the step after an item was taken goes up the gradient of its log p,
 *
 *   g_m = x_m(taken) − Σ_i p_i x_m(i),   G_m ← G_m + g_m²,   w_m ← max(0, w_m + g_m / √G_m)
 *
 * which is multinomial logistic regression with Adagrad (Duchi, Hazan, Singer, JMLR 12, 2011). Ranks, since scores of different
 * rankings have no common scale; not below 0, so that a weight says how much a ranking counts (docs/decisions/0032).
 */

/** How much each of several rankings counts in a blend, learned from what users took. Immutable. */
public final class BlendWeights {

  /** What is added to ranks. */
  public static final int SMOOTHING = 10;

  private static final double FIRST_SQUARES = 1; // as of one step of the largest gradient
  private static final double MOST = 1e6;

  private final double[] weights;
  private final double[] squares;

  private BlendWeights(double[] weights, double[] squares) {
    this.weights = weights;
    this.squares = squares;
  }

  /** Nothing learned yet. Throws {@link IllegalArgumentException} unless each is 0 to 1,000,000. */
  public static BlendWeights of(double... first) {
    double[] squares = new double[first.length];
    Arrays.fill(squares, FIRST_SQUARES);
    return of(first, squares);
  }

  /**
   * A stored state, which is copied. Throws {@link IllegalArgumentException} for one that never was
   * stored.
   *
   * @param squares sums of squared gradients, one for each weight
   */
  public static BlendWeights of(double[] weights, double[] squares) {
    if (weights.length != squares.length) {
      throw new IllegalArgumentException(weights.length + " weights, " + squares.length + " sums");
    }
    for (int m = 0; m < weights.length; m++) {
      Checks.between("weight", weights[m], 0, MOST);
      Checks.between("sum of squares", squares[m], FIRST_SQUARES, Double.MAX_VALUE);
    }
    return new BlendWeights(weights.clone(), squares.clone());
  }

  /** How many rankings there are. */
  public int size() {
    return weights.length;
  }

  /** How much ranking {@code m} counts, 0 or more; only the proportions matter for a list. */
  public double weight(int m) {
    return weights[m];
  }

  /** The sum of squared gradients of ranking {@code m}, 1 or more. */
  public double squares(int m) {
    return squares[m];
  }

  /** What an item has of a ranking that has it at that place, from 0: above 0, below 1. */
  public static double feature(int place) {
    return SMOOTHING / (double) (SMOOTHING + place + 1);
  }

  /**
   * The weights after an item was taken.
   *
   * @param features of each candidate in turn, one for each ranking
   * @param taken the number of the candidate that was taken
   */
  public BlendWeights taken(double[] features, int taken) {
    int size = weights.length;
    double[] gradient = new double[size];
    double[] chances = chances(features);
    for (int c = 0; c < chances.length; c++) {
      double missing = (c == taken ? 1 : 0) - chances[c];
      for (int m = 0; m < size; m++) {
        gradient[m] += missing * features[c * size + m];
      }
    }
    double[] newWeights = new double[size];
    double[] newSquares = new double[size];
    for (int m = 0; m < size; m++) {
      newSquares[m] = squares[m] + gradient[m] * gradient[m];
      newWeights[m] = clip(weights[m] + gradient[m] / Math.sqrt(newSquares[m]));
    }
    return new BlendWeights(newWeights, newSquares);
  }

  private double[] chances(double[] features) {
    double[] chances = new double[features.length / weights.length];
    double most = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < chances.length; c++) {
      chances[c] = score(features, c);
      most = Math.max(most, chances[c]);
    }
    double sum = 0;
    for (int c = 0; c < chances.length; c++) {
      chances[c] = Math.exp(chances[c] - most);
      sum += chances[c];
    }
    for (int c = 0; c < chances.length; c++) {
      chances[c] /= sum;
    }
    return chances;
  }

  /** Σ w_m x_m of candidate {@code c}: the higher, the nearer to the top of the list. */
  public double score(double[] features, int c) {
    double score = 0;
    for (int m = 0; m < weights.length; m++) {
      score += weights[m] * features[c * weights.length + m];
    }
    return score;
  }

  /**
   * What others made of {@code base} meanwhile, {@code theirs}, and on top of it what was learned
   * here since. Sums of gradients, so that nothing that was learned at several places at once is
   * lost, whoever comes first.
   */
  public BlendWeights since(BlendWeights base, BlendWeights theirs) {
    double[] sum = new double[weights.length];
    double[] sumOfSquares = new double[weights.length];
    for (int m = 0; m < weights.length; m++) {
      sum[m] = clip(theirs.weights[m] + weights[m] - base.weights[m]);
      sumOfSquares[m] = theirs.squares[m] + squares[m] - base.squares[m];
    }
    return new BlendWeights(sum, sumOfSquares);
  }

  private static double clip(double weight) {
    return Math.max(0, Math.min(MOST, weight));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BlendWeights that
        && Arrays.equals(weights, that.weights)
        && Arrays.equals(squares, that.squares);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(weights);
  }

  @Override
  public String toString() {
    return Arrays.toString(weights);
  }
}
