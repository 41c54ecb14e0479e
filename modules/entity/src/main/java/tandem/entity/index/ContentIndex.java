package tandem.entity.index;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tandem.model.FactorVector;
import tandem.model.ItemId;
import tandem.model.UnitSum;
import tandem.model.content.ContentSpace;
import tandem.model.content.Terms;
import tandem.protocol.ItemDescription;
import tandem.ranking.ListQuery;
import tandem.ranking.Numbers;
import tandem.ranking.PackedItem;
import tandem.ranking.PackedItems;
import tandem.ranking.Scored;

/**
 * Where the described items of a partition lie in the content space, and lists by the cosine there.
 * An item none of whose terms is known lies nowhere. When the node has another space, all are
 * placed in it anew, some at a time; until that is done the one before answers, so two are held for
 * that time. Without a space nothing is held. For one thread.
 */
final class ContentIndex {

  private static final int STEP = 64; // items: a partition answers between two steps

  private final Supplier<Optional<ContentSpace>> spaces;
  private @Nullable Placed placed;
  private @Nullable Round round;

  ContentIndex(Supplier<Optional<ContentSpace>> spaces) {
    this.spaces = spaces;
  }

  /**
   * A list that is asked for.
   *
   * @param like what its items are to be like
   * @param shared whether it is to be said what each of these adds
   * @param query what else is wanted
   */
  record Wanted(List<IndexQuery.Described> like, boolean shared, ListQuery<ItemId, ItemId> query) {}

  /**
   * A list.
   *
   * @param list best first
   * @param shares of its items what each that they are to be like adds to the score, where wanted
   */
  record Found(List<Scored<ItemId>> list, Map<ItemId, List<Double>> shares) {}

  /** Items in a space, noted with their ids: what else is known of them moves with every event. */
  private record Placed(ContentSpace space, PackedItems<ItemId, ItemId> items) {

    static Placed in(ContentSpace space) {
      return new Placed(space, new PackedItems<>(space.dimensions()));
    }

    void put(ItemId id, Terms terms) {
      FactorVector where = space.coordinates(terms);
      if (where.isZero()) {
        items.remove(id);
      } else {
        items.put(new PackedItem<>(id, where, 0f, Numbers.of(), id));
      }
    }
  }

  /** Places all items. */
  private static final class Round {
    private final Placed next;
    private final List<ItemId> open;

    Round(ContentSpace space, List<ItemId> items) {
      this.next = Placed.in(space);
      this.open = new ArrayList<>(items);
    }

    void step(Function<ItemId, ItemDescription> descriptions) {
      for (int n = 0; n < STEP && !open.isEmpty(); n++) {
        ItemId id = open.remove(open.size() - 1);
        next.put(id, DescriptionTerms.of(descriptions.apply(id)));
      }
    }
  }

  /** Whether lists can be made. */
  boolean isPlaced() {
    return placed != null;
  }

  /** Whether {@link #step} is to be called. */
  @SuppressWarnings("ReferenceEquality") // a node has one object for each space that it knows
  boolean isBehind() {
    Optional<ContentSpace> newest = spaces.get();
    return round != null
        || (newest.isPresent() && (placed == null || placed.space() != newest.get()));
  }

  /** Places some items of all that there are. */
  @SuppressWarnings("ReferenceEquality") // likewise
  void step(Supplier<List<ItemId>> items, Function<ItemId, ItemDescription> descriptions) {
    Optional<ContentSpace> newest = spaces.get();
    if (newest.isEmpty()) {
      return;
    }
    if (round == null || round.next.space() != newest.get()) {
      round = new Round(newest.get(), items.get());
    }
    round.step(descriptions);
    if (round.open.isEmpty()) {
      placed = round.next;
      round = null;
    }
  }

  /** An item has another description. */
  void described(ItemId id, ItemDescription description) {
    if (placed == null && round == null) {
      return;
    }
    Terms terms = DescriptionTerms.of(description);
    if (placed != null) {
      placed.put(id, terms);
    }
    if (round != null) {
      round.next.put(id, terms);
    }
  }

  /** The list of each, by one scan for all of them; empty while nothing is placed. */
  List<Found> search(List<Wanted> wanted) {
    Placed here = placed;
    List<Found> found = new ArrayList<>(wanted.size());
    if (here == null || wanted.isEmpty()) {
      wanted.forEach(one -> found.add(new Found(List.of(), Map.of())));
      return found;
    }
    List<List<FactorVector>> parts = new ArrayList<>(wanted.size());
    List<ListQuery<ItemId, ItemId>> queries = new ArrayList<>(wanted.size());
    for (Wanted one : wanted) {
      parts.add(parts(here.space(), one.like()));
      queries.add(query(here.space(), parts.get(parts.size() - 1), one.query()));
    }
    List<List<Scored<ItemId>>> lists = here.items().search(queries);
    for (int w = 0; w < lists.size(); w++) {
      Map<ItemId, List<Double>> shares =
          wanted.get(w).shared() ? shares(here, parts.get(w), lists.get(w)) : Map.of();
      found.add(new Found(lists.get(w), shares));
    }
    return found;
  }

  private static List<FactorVector> parts(ContentSpace space, List<IndexQuery.Described> like) {
    List<FactorVector> parts = new ArrayList<>(like.size());
    for (IndexQuery.Described item : like) {
      parts.add(UnitSum.part(space.coordinates(new Terms(item.terms())), item.weight()));
    }
    return parts;
  }

  /** What is like nothing that lies anywhere has no place in a list. */
  private static ListQuery<ItemId, ItemId> query(
      ContentSpace space, List<FactorVector> parts, ListQuery<ItemId, ItemId> wanted) {
    FactorVector sum = UnitSum.of(parts, space.dimensions());
    ListQuery<ItemId, ItemId> query = wanted.against(sum);
    return sum.isZero() ? query.of(id -> false) : query;
  }

  private static Map<ItemId, List<Double>> shares(
      Placed here, List<FactorVector> parts, List<Scored<ItemId>> list) {
    FactorVector sum = UnitSum.of(parts, here.space().dimensions());
    double length = Math.sqrt(sum.dot(sum));
    Map<ItemId, List<Double>> shares = new HashMap<>();
    for (Scored<ItemId> scored : list) {
      FactorVector where = here.items().find(scored.item()).orElseThrow().vector();
      double scale = 1 / (length * Math.sqrt(where.dot(where)));
      shares.put(scored.item(), parts.stream().map(part -> scale * part.dot(where)).toList());
    }
    return shares;
  }
}
