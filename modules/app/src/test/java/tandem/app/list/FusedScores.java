package tandem.app.list;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tandem.entity.index.Hit;
import tandem.model.ItemId;
import tandem.protocol.http.Strategy;

/** What a node's fusion makes of lists, for tests of other packages. */
public final class FusedScores {

  private FusedScores() {}

  /** The fused score of each item, which does not depend on what the rankings are. */
  public static Map<ItemId, Double> of(double[] weights, List<List<Hit>> lists) {
    List<Fusion.Ranking> rankings = new ArrayList<>();
    for (int r = 0; r < weights.length; r++) {
      rankings.add(new Fusion.Ranking(Strategy.FACTORS, weights[r], lists.get(r)));
    }
    Map<ItemId, Double> scores = new HashMap<>();
    Fusion.fuse(rankings).forEach(one -> scores.put(one.hit().item(), one.hit().score()));
    return scores;
  }
}
