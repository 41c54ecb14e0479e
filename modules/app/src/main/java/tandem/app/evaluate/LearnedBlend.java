package tandem.app.evaluate;

import java.util.Arrays;
import tandem.model.BlendWeights;

/*
 * By ranks, an item has 10 / (10 + rank) of each ranking that has it among its best, as on a node. By scores, it has of each ranking
 * the logarithm of its share of what the best together have, plus 1 % of that; of factors its log-odds as they are. Those the
 * rankings must say of all candidates, not only of their own best, and that is what is worth more (docs/decisions/0032).
 */

/**
 * A blend whose weights are learned: an item that was taken is ranked first, then the weights move.
 * What is in no pool can't be ranked, and teaches nothing.
 */
final class LearnedBlend implements Way {

  private static final double LEAST_SHARE = 0.01;

  private final int[] rankings;
  private final int pool;
  private final boolean byScores;
  private final int[] candidates;
  private final int[] number; // of a candidate, from 1, by item
  private double[] features = {};
  private BlendWeights weights;

  private LearnedBlend(int[] rankings, BlendWeights first, int pool, int items, boolean byScores) {
    this.rankings = rankings.clone();
    this.weights = first;
    this.pool = pool;
    this.byScores = byScores;
    this.candidates = new int[rankings.length * pool];
    this.number = new int[items];
  }

  /**
   * With equal weights at first.
   *
   * @param rankings by number
   * @param pool how many of the best of each are candidates
   * @param items they are below this
   * @param byScores whether candidates are compared by their scores, or by their ranks
   */
  static LearnedBlend of(int[] rankings, int pool, int items, boolean byScores) {
    double[] first = new double[rankings.length];
    Arrays.fill(first, 1);
    return new LearnedBlend(rankings, BlendWeights.of(first), pool, items, byScores);
  }

  @Override
  public double rank(RankedPools pools, int item) {
    int count = gather(pools);
    int taken = number[item] - 1;
    double rank = Double.POSITIVE_INFINITY;
    if (taken >= 0) {
      rank = rank(taken, count);
      weights = weights.taken(Arrays.copyOf(features, count * rankings.length), taken);
    }
    for (int c = 0; c < count; c++) {
      number[candidates[c]] = 0;
    }
    return rank;
  }

  /** How much each counts now. */
  BlendWeights weights() {
    return weights;
  }

  private int gather(RankedPools pools) {
    features = new double[candidates.length * rankings.length];
    int count = 0;
    for (int m = 0; m < rankings.length; m++) {
      int[] best = pools.best(rankings[m]);
      int size = Math.min(pool, pools.size(rankings[m]));
      for (int place = 0; place < size; place++) {
        int item = best[place];
        if (number[item] == 0) {
          candidates[count++] = item;
          number[item] = count;
        }
        features[(number[item] - 1) * rankings.length + m] = BlendWeights.feature(place);
      }
    }
    for (int m = 0; byScores && m < rankings.length; m++) {
      byScores(pools, m, count);
    }
    return count;
  }

  private void byScores(RankedPools pools, int m, int count) {
    int ranking = rankings[m];
    RankingModel.Scale scale = pools.scale(ranking);
    float[] scores = pools.scores(ranking);
    int size = Math.min(pool, pools.size(ranking));
    float most = size == 0 ? 0 : scores[pools.best(ranking)[0]];
    double sum = 0;
    for (int place = 0; place < size; place++) {
      sum += amount(scores[pools.best(ranking)[place]], most, scale);
    }
    for (int c = 0; c < count; c++) {
      float score = scores[candidates[c]];
      features[c * rankings.length + m] =
          scale == RankingModel.Scale.ODDS
              ? score - most
              : sum == 0 ? 0 : Math.log(amount(score, most, scale) / sum + LEAST_SHARE);
    }
  }

  private static double amount(float score, float most, RankingModel.Scale scale) {
    return switch (scale) {
      case LOG_AMOUNT -> Math.pow(2, score - most);
      case AMOUNT, COSINE, ODDS -> Math.max(0, score);
    };
  }

  private double rank(int taken, int count) {
    double own = weights.score(features, taken);
    double rank = 1;
    for (int c = 0; c < count; c++) {
      double other = weights.score(features, c);
      rank += other > own ? 1 : other == own && c != taken ? 0.5 : 0;
    }
    return rank;
  }
}
