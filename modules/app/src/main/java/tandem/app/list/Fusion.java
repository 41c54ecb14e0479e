package tandem.app.list;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tandem.entity.index.Hit;
import tandem.model.ItemId;
import tandem.protocol.http.Strategy;

/*
 * Weighted reciprocal rank fusion (Cormack, Clarke, Büttcher, SIGIR 2009): an item has
 * Σ w / (10 + rank), the rank from 1, of the rankings that have it. Ranks, since the scores of
 * different rankings have no common scale. Theirs is 60: the larger it is, the more what several
 * rankings have comes before what one of them has first. 10 was better wherever it was measured
 * (docs/decisions/0026).
 */

/** Several rankings as one. */
public final class Fusion {

  /** What is added to ranks. */
  public static final int SMOOTHING = 10;

  private Fusion() {}

  /** What an item at that place of a ranking, from 0, has of it. */
  public static double share(double weight, int smoothing, int place) {
    return weight / (smoothing + place + 1);
  }

  /** A ranking and how much it counts. */
  record Ranking(Strategy strategy, double weight, List<Hit> hits) {}

  /**
   * An item of several rankings.
   *
   * @param hit with the fused score
   * @param shares what each that has it adds
   */
  record Fused(Hit hit, List<Share> shares) {

    private Fused summed() {
      double sum = 0;
      for (Share share : shares) {
        sum += share.amount();
      }
      return new Fused(hit.withScore(sum), shares);
    }

    /** Which rankings have it, that which adds most first. */
    List<Strategy> by() {
      return shares.stream()
          .sorted(Comparator.comparingDouble(share -> -share.amount()))
          .map(Share::strategy)
          .toList();
    }
  }

  /** What a ranking adds to an item. */
  record Share(Strategy strategy, double amount) {}

  /** All items of the rankings, best first, those with equal scores by id. */
  static List<Fused> fuse(List<Ranking> rankings) {
    Map<ItemId, Fused> items = new HashMap<>();
    for (Ranking ranking : rankings) {
      for (int place = 0; place < ranking.hits().size(); place++) {
        Hit hit = ranking.hits().get(place);
        if (hit.score() == Double.NEGATIVE_INFINITY) {
          break; // what nobody has taken has no rank by popularity
        }
        double amount = share(ranking.weight(), SMOOTHING, place);
        items
            .computeIfAbsent(hit.item(), none -> new Fused(hit, new ArrayList<>(rankings.size())))
            .shares()
            .add(new Share(ranking.strategy(), amount));
      }
    }
    return items.values().stream()
        .map(Fused::summed)
        .sorted((one, other) -> Hit.ORDER.compare(one.hit(), other.hit()))
        .toList();
  }
}
