package tandem.app.evaluate;

import java.util.LinkedHashMap;
import java.util.Map;
import tandem.model.RankingMean;
import tandem.model.RankingScore;

/** The quality of the lists of {@code k} of a run, of all events and of the second half. */
final class PreferenceTally {

  private final RankingMean total = new RankingMean();
  private final RankingMean secondHalf = new RankingMean();
  private final RankingMean repeats = new RankingMean();
  private final RankingMean firsts = new RankingMean();
  private final EventLog log;
  private final int k;

  /** Of a run over a log. */
  PreferenceTally(EventLog log, int k) {
    this.log = log;
    this.k = k;
  }

  /** The item of event {@code e} had this rank; {@code again} if its user had it before. */
  void add(int e, double rank, boolean again) {
    RankingScore score = RankingScore.ofRank(rank, k);
    total.add(score);
    (again ? repeats : firsts).add(score);
    if (e >= log.size() / 2) {
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
    if (log.repeats().count()) {
      metrics.put("recall@" + k + " taken again", repeats.mean().recall());
      metrics.put("recall@" + k + " new to the user", firsts.mean().recall());
    }
    return metrics;
  }
}
