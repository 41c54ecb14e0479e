package tandem.app.evaluate;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tandem.model.Rank;
import tandem.model.RankingMean;
import tandem.model.RankingScore;

/**
 * Prequential quality of lists: each event's item is ranked among all items seen so far that the
 * user does not have, and only then learned. A user's first event is not scored; an item never seen
 * before is a miss.
 */
final class PreferenceRun {

  private final EventLog log;
  private final int k;

  PreferenceRun(EventLog log, int k) {
    this.log = log;
    this.k = k;
  }

  Scores run(RankingModel model, Progress progress) {
    RankingMean total = new RankingMean();
    RankingMean secondHalf = new RankingMean();
    Ranker ranker = new Ranker(model);
    long start = System.nanoTime();
    for (int e = 0; e < log.size(); e++) {
      if (ranker.knows(log.user(e))) {
        RankingScore score = RankingScore.ofRank(ranker.rank(log.user(e), log.item(e)), k);
        total.add(score);
        if (e >= log.size() / 2) {
          secondHalf.add(score);
        }
      }
      ranker.add(log.user(e), log.item(e));
      model.learn(e);
      progress.step();
    }
    return new Scores(metrics(total, secondHalf), log.size(), System.nanoTime() - start);
  }

  /** Ranks among the candidates: items that were seen and that the user does not have. */
  private final class Ranker {
    private final RankingModel model;
    private final List<BitSet> histories = new ArrayList<>();
    private final float[] scores = new float[log.itemCount()];
    private int seen;

    Ranker(RankingModel model) {
      this.model = model;
    }

    boolean knows(int user) {
      return user < histories.size();
    }

    void add(int user, int item) {
      if (!knows(user)) {
        histories.add(new BitSet());
      }
      histories.get(user).set(item);
      seen = Math.max(seen, item + 1);
    }

    double rank(int user, int item) {
      if (item >= seen) {
        return Double.POSITIVE_INFINITY;
      }
      model.score(user, scores, seen);
      Rank rank = new Rank(scores[item]);
      BitSet history = histories.get(user);
      for (int i = history.nextClearBit(0); i < seen; i = history.nextClearBit(i + 1)) {
        if (i != item) {
          rank.meet(scores[i]);
        }
      }
      return rank.value();
    }
  }

  private Map<String, Double> metrics(RankingMean total, RankingMean secondHalf) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("recall@" + k, total.mean().recall());
    metrics.put("precision@" + k, total.mean().precision());
    metrics.put("F1@" + k, total.mean().f1());
    metrics.put("NDCG@" + k, total.mean().ndcg());
    metrics.put("recall@" + k + " second half", secondHalf.mean().recall());
    metrics.put("NDCG@" + k + " second half", secondHalf.mean().ndcg());
    return metrics;
  }
}
