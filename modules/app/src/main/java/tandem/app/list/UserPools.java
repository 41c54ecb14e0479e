package tandem.app.list;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tandem.entity.index.Hit;
import tandem.model.ItemId;
import tandem.protocol.http.Strategy;

/**
 * What each ranking has for a user at a moment, before the user takes a certain item: the best
 * hundred of each.
 *
 * @param standing of user and item
 * @param pools the best of each ranking that has something to say of the user, best first; empty
 *     unless the item is open to the user
 * @param seen how many items the user had
 */
public record UserPools(UserPools.Standing standing, Map<Strategy, List<Hit>> pools, int seen) {

  /** The longest list. */
  public static final int MOST = 20;

  /** How many of the best of each ranking there are: as a list of ten has them for a blend. */
  static final int POOL = Diversity.pool(10);

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

  /** The best of a ranking; empty where it has nothing to say of the user. */
  List<Hit> best(Strategy ranking) {
    return pools.getOrDefault(ranking, List.of());
  }

  /** The list of 20 by one ranking, as the user would get it. */
  public List<ItemId> list(Strategy ranking) {
    return first(pools.getOrDefault(ranking, best(Strategy.FACTORS)).stream().map(Hit::item));
  }

  /**
   * The same by a blend with these weights: its first ten are those of a list of ten; what is
   * behind them a list of 20 would take from twice as many of the best.
   */
  public List<ItemId> blend(BlendSettings weights) {
    List<Fusion.Ranking> rankings = new ArrayList<>(pools.size());
    pools.forEach(
        (ranking, hits) -> {
          if (weights.of(ranking) > 0) {
            rankings.add(new Fusion.Ranking(ranking, weights.of(ranking), hits));
          }
        });
    return rankings.isEmpty()
        ? list(Strategy.FACTORS)
        : first(Fusion.fuse(rankings).stream().map(one -> one.hit().item()));
  }

  private static List<ItemId> first(Stream<ItemId> items) {
    return items.limit(MOST).toList();
  }
}
