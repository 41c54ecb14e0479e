package tandem.app.list;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tandem.entity.index.Hit;
import tandem.model.ItemId;
import tandem.protocol.http.Strategy;

/**
 * What each ranking has for a user at a moment, before the user takes a certain item: the best of
 * each, as many as the longest list that is made of them needs.
 *
 * @param standing of user and item
 * @param pools the best of each ranking that has something to say of the user, best first; empty
 *     unless the item is open to the user
 * @param seen how many items the user had
 */
public record UserPools(UserPools.Standing standing, Map<Strategy, List<Hit>> pools, int seen) {

  /** The longest list. */
  public static final int MOST = 20;

  /** How user and item stand to each other. */
  public enum Standing {
    /** Nothing is known of the user. */
    NEW_USER,
    /** The user had the item before. */
    HAD,
    /** The user is known and did not have the item. */
    OPEN
  }

  /**
   * Keeps of each pool what its ranking can order: a score that is no number, of a model that has
   * gone wrong, ends it, as one does by which nobody has taken the item.
   */
  public UserPools {
    Map<Strategy, List<Hit>> sound = new LinkedHashMap<>();
    pools.forEach((strategy, hits) -> sound.put(strategy, sound(hits)));
    pools = sound;
  }

  private static List<Hit> sound(List<Hit> hits) {
    int end = 0;
    while (end < hits.size() && hits.get(end).score() > Double.NEGATIVE_INFINITY) {
      end++;
    }
    return List.copyOf(hits.subList(0, end));
  }

  static UserPools none(Standing standing) {
    return new UserPools(standing, Map.of(), 0);
  }

  /** Whether a list by that ranking is its own, and not the one that stands in for it. */
  public boolean has(Strategy ranking) {
    return pools.containsKey(ranking);
  }

  /** The candidates of a blend of ten by that ranking. */
  List<Hit> best(Strategy ranking) {
    List<Hit> pool = pools.getOrDefault(ranking, List.of());
    return pool.subList(0, Math.min(Diversity.pool(1), pool.size()));
  }

  /** The list of {@code k}, at most 20, by one ranking, as the user would get it. */
  public List<ItemId> list(Strategy ranking, int k) {
    List<Hit> pool = pools.getOrDefault(ranking, pools.getOrDefault(Strategy.FACTORS, List.of()));
    return pool.stream().limit(k).map(Hit::item).toList();
  }

  /** The same by a blend with these weights. */
  public List<ItemId> blend(BlendSettings weights, int k) {
    List<Fusion.Ranking> rankings = new ArrayList<>(pools.size());
    pools.forEach(
        (ranking, hits) -> {
          double weight = weights.of(ranking);
          if (weight > 0) {
            List<Hit> best = hits.subList(0, Math.min(Diversity.pool(k), hits.size()));
            rankings.add(new Fusion.Ranking(ranking, weight, best));
          }
        });
    return rankings.isEmpty()
        ? list(Strategy.FACTORS, k)
        : Fusion.fuse(rankings).stream().limit(k).map(one -> one.hit().item()).toList();
  }
}
