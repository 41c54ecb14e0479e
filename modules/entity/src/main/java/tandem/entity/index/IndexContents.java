package tandem.entity.index;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tandem.entity.item.ItemState;
import tandem.model.FactorVector;
import tandem.model.ItemId;
import tandem.model.Sgd;
import tandem.protocol.Availability;
import tandem.protocol.Filter;
import tandem.protocol.ItemDescription;
import tandem.protocol.journal.ItemEvent;
import tandem.ranking.Merge;
import tandem.ranking.PackedItems;
import tandem.ranking.Scored;

/**
 * Items of the index, and ranked lists of those that may be listed: the same whether it is the live
 * index or one as of a moment past. For one thread.
 */
public final class IndexContents {

  private final Sgd sgd;
  private final PackedItems listed;
  private final Map<ItemId, IndexedItem> items = new HashMap<>();
  private final Map<ItemId, Availability> limited = new HashMap<>(); // of those listed
  private final Shared shared = new Shared();

  /** Without items, for the model of {@code sgd}. */
  public IndexContents(Sgd sgd) {
    this.sgd = sgd;
    this.listed = new PackedItems(sgd.settings().factors());
  }

  /** The items, hidden ones and removed ones too. */
  public int size() {
    return items.size();
  }

  /** All of them. */
  public Collection<IndexedItem> all() {
    return Collections.unmodifiableCollection(items.values());
  }

  /** What is known of the item, hidden or removed too. */
  public Optional<IndexedItem> find(ItemId id) {
    return Optional.ofNullable(items.get(id));
  }

  /** Applies an event of the item; whether it was newer than what was kept. */
  public boolean apply(ItemId id, long sequence, ItemEvent event) {
    IndexedItem before = items.get(id);
    IndexedItem base =
        before == null ? IndexedItem.of(id, 0, ItemState.fresh(sgd.freshItem(id))) : before;
    return keep(base.apply(sequence, event));
  }

  /**
   * The best {@code k} of the items that the query admits and that are available {@code at} that
   * moment, without {@code exclude}.
   */
  public List<Hit> topK(IndexQuery query, int k, Set<ItemId> exclude, Instant at) {
    Set<ItemId> without = withInadmissible(query.filter(), exclude, at);
    List<Scored> best =
        query.boosts().isEmpty() ? scan(query, k, without) : boosted(query, k, without);
    return best.stream().map(this::hit).toList();
  }

  /** Exact, since items with the same boost keep their order: the best k of each such class. */
  private List<Scored> boosted(IndexQuery query, int k, Set<ItemId> without) {
    Map<Double, List<ItemId>> classes = new HashMap<>();
    for (IndexedItem item : items.values()) {
      if (item.isListed() && !without.contains(item.id())) {
        double boost = query.boost(item.description());
        classes.computeIfAbsent(boost, none -> new ArrayList<>()).add(item.id());
      }
    }
    List<List<Scored>> best = new ArrayList<>(classes.size());
    for (double boost : classes.keySet()) {
      Set<ItemId> others = new HashSet<>(without);
      classes.forEach(
          (other, ids) -> {
            if (other != boost) {
              others.addAll(ids);
            }
          });
      best.add(
          scan(query, k, others).stream()
              .map(scored -> new Scored(scored.item(), scored.score() + boost))
              .sorted()
              .toList());
    }
    return Merge.merge(best, k);
  }

  private List<Scored> scan(IndexQuery query, int k, Set<ItemId> exclude) {
    FactorVector vector = query.vector();
    return switch (query.ranking()) {
      case INNER_PRODUCT -> listed.byInnerProduct(vector, k, exclude);
      case COSINE -> listed.byCosine(vector, k, exclude);
      case HEAT -> listed.byHeat(k, exclude);
    };
  }

  private Set<ItemId> withInadmissible(Filter filter, Set<ItemId> exclude, Instant at) {
    boolean filtered = !filter.equals(Filter.everything());
    if (limited.isEmpty() && !filtered) {
      return exclude;
    }
    Set<ItemId> without = new HashSet<>(exclude);
    limited.forEach(
        (id, availability) -> {
          if (!availability.includes(at)) {
            without.add(id);
          }
        });
    if (filtered) {
      for (IndexedItem item : items.values()) {
        if (item.isListed() && !filter.admits(item.description())) {
          without.add(item.id());
        }
      }
    }
    return without;
  }

  /** How many items lists may show. */
  int listed() {
    return listed.size();
  }

  /** The item, which is here. */
  IndexedItem known(ItemId id) {
    return Objects.requireNonNull(items.get(id), "a listed item is known");
  }

  /** Keeps the item if it is newer than what is kept; whether it is. */
  boolean keep(IndexedItem item) {
    IndexedItem before = items.get(item.id());
    if (before != null && before.sequence() >= item.sequence()) {
      return false;
    }
    IndexedItem kept = item.with(description(before, item));
    items.put(kept.id(), kept);
    if (kept.isListed()) {
      listed.put(kept.id(), kept.vector(), kept.bias(), kept.heat());
    } else {
      listed.remove(kept.id());
    }
    limit(kept);
    return true;
  }

  private void limit(IndexedItem item) {
    Availability availability = item.description().availability();
    if (item.isListed() && !availability.equals(Availability.ALWAYS)) {
      limited.put(item.id(), availability);
    } else {
      limited.remove(item.id());
    }
  }

  /** Most moves leave the description as it was. */
  private ItemDescription description(@Nullable IndexedItem before, IndexedItem item) {
    return before != null && before.description().equals(item.description())
        ? before.description()
        : item.description().shared(shared);
  }

  private Hit hit(Scored scored) {
    ItemDescription description = known(scored.item()).description();
    return new Hit(scored.item(), scored.score(), description.title(), description.categories());
  }
}
