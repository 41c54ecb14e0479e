package tandem.ranking;

import java.util.Arrays;

/*
 * Maximal marginal relevance: Carbonell, Goldstein, SIGIR 1998. The next item is the one with the
 * largest (1 - d) · relevance - d · (likeness to the item of the list that it is most like). The
 * relevance is the score, drawn to 0 to 1 over the pool, so that d means the same whatever the
 * scores are.
 */

/** Picks from a pool of ranked items a list whose items are not all alike. */
public final class MarginalRelevance {

  /** How like two items of the pool are, at most 1. */
  public interface Likeness {
    /** Of the items at these places of the pool. */
    double of(int a, int b);
  }

  private MarginalRelevance() {}

  /**
   * The places in the pool of the items that are picked, in order; as many as the pool has if that
   * is fewer than {@code k}.
   *
   * @param scores of the pool, the best first; -infinity counts as the least finite one
   * @param diversity 0 (the best {@code k}) to 1 (the best, then whatever is least like the others)
   */
  public static int[] pick(double[] scores, int k, double diversity, Likeness likeness) {
    double[] relevance = relevance(scores);
    double[] most = new double[scores.length]; // likeness to what is picked
    Arrays.fill(most, Double.NEGATIVE_INFINITY);
    boolean[] picked = new boolean[scores.length];
    int[] list = new int[Math.min(k, scores.length)];
    for (int n = 0; n < list.length; n++) {
      int next = best(relevance, most, picked, diversity);
      list[n] = next;
      picked[next] = true;
      for (int i = 0; i < scores.length; i++) {
        if (!picked[i]) {
          most[i] = Math.max(most[i], likeness.of(i, next));
        }
      }
    }
    return list;
  }

  private static int best(double[] relevance, double[] most, boolean[] picked, double diversity) {
    int best = -1;
    double value = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < relevance.length; i++) {
      if (!picked[i]) {
        double penalty = most[i] == Double.NEGATIVE_INFINITY ? 0 : diversity * most[i];
        double marginal = (1 - diversity) * relevance[i] - penalty;
        if (best < 0 || marginal > value) {
          best = i;
          value = marginal;
        }
      }
    }
    return best;
  }

  private static double[] relevance(double[] scores) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (double score : scores) {
      if (score > Double.NEGATIVE_INFINITY) {
        least = Math.min(least, score);
        most = Math.max(most, score);
      }
    }
    double[] relevance = new double[scores.length];
    for (int i = 0; i < scores.length; i++) {
      relevance[i] = most > least ? Math.max(0, (scores[i] - least) / (most - least)) : 0;
    }
    return relevance;
  }
}
