package tandem.model;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How good one list of k is, each 0 to 1.
 *
 * @param recall share of the relevant items that are in the list
 * @param precision share of the list's k places that hold a relevant item; empty places are misses
 * @param f1 harmonic mean of recall and precision, 0 where both are 0
 * @param ndcg normalised discounted cumulative gain, gain 1, discount log2(1 + rank) (Järvelin,
 *     Kekäläinen, TOIS 20(4), 2002)
 */
public record RankingScore(double recall, double precision, double f1, double ndcg) {

  /** The score of a list without a relevant item. */
  public static final RankingScore MISS = new RankingScore(0, 0, 0, 0);

  /**
   * The score of the first {@code k} of {@code ranked}, best first. A repeated item counts once;
   * without relevant items it is {@link #MISS}.
   */
  public static <T> RankingScore of(List<T> ranked, Set<T> relevant, int k) {
    Checks.between("k", k, 1, Integer.MAX_VALUE);
    Set<T> open = new HashSet<>(relevant);
    double gain = 0;
    for (int place = 0; place < Math.min(k, ranked.size()); place++) {
      gain += open.remove(ranked.get(place)) ? discount(place + 1) : 0;
    }
    return of(relevant.size() - open.size(), relevant.size(), gain, k);
  }

  /**
   * The score where one item alone is relevant and has this rank. A rank may end in a half, from a
   * tie; NaN is a miss.
   */
  public static RankingScore ofRank(double rank, int k) {
    Checks.between("k", k, 1, Integer.MAX_VALUE);
    return rank <= k ? of(1, 1, discount(rank), k) : MISS;
  }

  private static RankingScore of(int hits, int relevant, double gain, int k) {
    return hits == 0
        ? MISS
        : new RankingScore(
            (double) hits / relevant,
            (double) hits / k,
            2.0 * hits / (relevant + k),
            gain / ideal(Math.min(relevant, k)));
  }

  private static double ideal(int relevant) {
    double gain = 0;
    for (int rank = 1; rank <= relevant; rank++) {
      gain += discount(rank);
    }
    return gain;
  }

  private static double discount(double rank) {
    return Math.log(2) / Math.log(1 + rank);
  }
}
