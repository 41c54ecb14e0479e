package tandem.app.evaluate;

import java.util.LinkedHashMap;
import java.util.Map;
import tandem.model.RankingMean;
import tandem.model.RankingScore;

/** The quality of the lists of {@code k} of a run, of all events and of the second half. */
final class PreferenceTally {

  private final RankingMean total = new RankingMean();
  private final RankingMean secondHalf = new RankingMean();
  private final int events;
  private final int k;

  /** Of a run over so many events. */
  PreferenceTally(int events, int k) {
    this.events = events;
    this.k = k;
  }

  /** The item of event {@code e} had this rank. */
  void add(int e, double rank) {
    RankingScore score = RankingScore.ofRank(rank, k);
    total.add(score);
    if (e >= events / 2) {
      secondHalf.add(score);
    }
  }

  Map<String, Double> metrics() {
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
