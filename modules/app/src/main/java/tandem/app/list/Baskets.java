package tandem.app.list;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tandem.entity.index.Index;
import tandem.entity.index.IndexedItem;
import tandem.entity.user.UserEntity;
import tandem.http.BasketItem;
import tandem.model.FactorVector;
import tandem.model.FoldIn;
import tandem.model.ItemId;
import tandem.model.Objective;
import tandem.model.Rated;
import tandem.model.Target;
import tandem.model.UserId;
import tandem.protocol.Interaction;
import tandem.protocol.InteractionRules;

/*
 * A basket is folded in by a ridge step (FoldIn). For somebody of whom nothing else is known the
 * vector is drawn to zero. For a user it is drawn to the user's own vector: with p = p_u + d,
 *
 *   Σ w (r − p·q)² + λ|p − p_u|² = Σ w ((r − p_u·q) − d·q)² + λ|d|²
 *
 * so d is the fold-in of what the user's vector leaves unexplained.
 */

/** What a basket says of taste. */
final class Baskets {

  /** λ of the fold-in. */
  static final double RIDGE = 0.1;

  private static final double MIDDLE = 2.75; // of the model's rating scale, 0.5 to 5
  private static final UserId NOBODY = new UserId("nobody");

  private final InteractionRules rules;
  private final Objective objective;
  private final int factors;

  Baskets(InteractionRules rules, Objective objective, int factors) {
    this.rules = rules;
    this.objective = objective;
    this.factors = factors;
  }

  /**
   * Items that a request names.
   *
   * @param ids all of them
   * @param known what the index holds of those that it has
   * @param complete whether all partitions have answered
   */
  record Named(Set<ItemId> ids, Map<ItemId, IndexedItem> known, boolean complete) {

    static Named of(Collection<ItemId> ids, Index.Known found) {
      Map<ItemId, IndexedItem> known = new HashMap<>(found.known());
      known.values().removeIf(IndexedItem::removed);
      known.keySet().retainAll(ids);
      return new Named(Set.copyOf(ids), known, found.missing().isEmpty());
    }

    /** Those that are not known; what does not answer may be known. */
    List<ItemId> unknown() {
      return complete
          ? ids.stream().filter(id -> !known.containsKey(id)).sorted().toList()
          : List.of();
    }
  }

  /** The ids of a basket. */
  static Set<ItemId> ids(List<BasketItem> basket) {
    Set<ItemId> ids = new HashSet<>();
    basket.forEach(entry -> ids.add(entry.item()));
    return ids;
  }

  /** The ids of a basket as they were given, the newest last. */
  static List<ItemId> inOrder(List<BasketItem> basket) {
    return basket.stream().map(BasketItem::item).toList();
  }

  /** The known entries, for somebody of whom nothing else is known. */
  List<Rated> rated(List<BasketItem> basket, Map<ItemId, IndexedItem> known) {
    List<Rated> rated = new ArrayList<>(basket.size());
    for (BasketItem entry : basket) {
      IndexedItem item = known.get(entry.item());
      if (item != null) {
        Target target = target(entry);
        double residual =
            objective == Objective.RATING ? target.value() - MIDDLE - item.bias() : target.value();
        rated.add(rated(entry, item, residual));
      }
    }
    return rated;
  }

  /** What the user's own vector leaves unexplained of the known entries. */
  List<Rated> beyond(
      UserEntity.Profile user, List<BasketItem> basket, Map<ItemId, IndexedItem> known) {
    List<Rated> rated = new ArrayList<>(basket.size());
    for (BasketItem entry : basket) {
      IndexedItem item = known.get(entry.item());
      if (item != null) {
        rated.add(rated(entry, item, residual(user, entry, item)));
      }
    }
    return rated;
  }

  /** To take an item is no reason to like it less than before, however much that was. */
  private double residual(UserEntity.Profile user, BasketItem entry, IndexedItem item) {
    double taste = user.factors().vector().dot(item.vector());
    double value = target(entry).value();
    return objective == Objective.RATING
        ? value - user.mean() - user.factors().bias() - item.bias() - taste
        : Math.max(0, value - taste);
  }

  private Rated rated(BasketItem entry, IndexedItem item, double residual) {
    double weight = Math.max(target(entry).weight(), rules.strength(interaction(entry)));
    return new Rated(item.vector(), (float) residual, (float) weight);
  }

  private Target target(BasketItem entry) {
    return rules.target(interaction(entry), objective);
  }

  private static Interaction interaction(BasketItem entry) {
    return new Interaction(NOBODY, entry.item(), entry.type(), entry.value(), Instant.EPOCH, null);
  }

  /** The ids of the entries that are rated, in the same order. */
  static List<ItemId> ratedIds(List<BasketItem> basket, Map<ItemId, IndexedItem> known) {
    return basket.stream().map(BasketItem::item).filter(known::containsKey).toList();
  }

  /** The vector of what is rated. */
  FactorVector vector(List<Rated> rated) {
    return FoldIn.user(rated, factors, RIDGE);
  }
}
