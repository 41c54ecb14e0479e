package tandem.entity.index;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tandem.entity.item.ItemState;
import tandem.model.ItemId;
import tandem.model.Sgd;
import tandem.model.content.ContentSpace;
import tandem.protocol.Filter;
import tandem.protocol.ItemDescription;
import tandem.protocol.journal.ItemEvent;
import tandem.ranking.Candidates;
import tandem.ranking.ListQuery;
import tandem.ranking.PackedItem;
import tandem.ranking.PackedItems;
import tandem.ranking.Penalties;
import tandem.ranking.PostingLists;
import tandem.ranking.Scored;
import tandem.ranking.SharedThreshold;

/**
 * Items of the index, and ranked lists of those that may be listed: the same whether it is the live
 * index or one as of a moment past. Vectors are only in the packed blocks, those of hidden and
 * removed items too. For one thread.
 */
public final class IndexContents {

  private static final int MOVES = 256;

  private final Sgd sgd;
  private final PackedItems<ItemId, IndexNote> items;
  private final ContentIndex descriptions;
  private final PostingLists rows = new PostingLists();
  private final Shared shared = new Shared();
  private final Shortlists shortlists;
  private final RankNumbers numbers = new RankNumbers();
  private int listed;
  private long events;

  /**
   * A list that is asked for.
   *
   * @param query what it is ranked by, and which items it may have
   * @param k how many items at most
   * @param exclude those that are not to be in it
   * @param penalties what is taken off the scores of some
   * @param at when its items are to be available
   * @param threshold of a list that other partitions make, too
   */
  public record Wanted(
      IndexQuery query,
      int k,
      Collection<ItemId> exclude,
      Penalties<ItemId> penalties,
      Instant at,
      SharedThreshold threshold) {

    /** Of a list of this partition alone. */
    public Wanted(
        IndexQuery query,
        int k,
        Collection<ItemId> exclude,
        Penalties<ItemId> penalties,
        Instant at) {
      this(query, k, exclude, penalties, at, SharedThreshold.none());
    }

    private ListQuery<ItemId, IndexNote> listQuery(RankNumbers numbers) {
      ListQuery<ItemId, IndexNote> all =
          new ListQuery<>(
              switch (query.ranking()) {
                case INNER_PRODUCT -> ListQuery.Ranking.INNER_PRODUCT;
                case COSINE -> ListQuery.Ranking.COSINE;
                case HEAT, TREND, LATEST, COOCCURRENCE -> ListQuery.Ranking.NUMBER;
              },
              query.vector(),
              numbers.of(query),
              k,
              exclude,
              admissible(),
              ListQuery.Boost.none(),
              penalties,
              Candidates.everything(),
              threshold);
      return query.isBoosted()
          ? all.boosted(
              note -> query.boost(note.description(), note.events()), query.largestBoost())
          : all;
    }

    private Predicate<IndexNote> admissible() {
      Filter filter = query.filter();
      return filter.equals(Filter.everything())
          ? note -> note.isListedAt(at)
          : note -> note.isListedAt(at) && filter.admits(note.description());
    }
  }

  /** Without items, for the model of {@code sgd}, and without lists by description. */
  public IndexContents(Sgd sgd) {
    this(sgd, Optional::empty);
  }

  /** Without items, which lie by their descriptions where {@code spaces} says at the moment. */
  IndexContents(Sgd sgd, Supplier<Optional<ContentSpace>> spaces) {
    this.sgd = sgd;
    this.descriptions = new ContentIndex(spaces);
    this.items = new PackedItems<>(sgd.settings().factors(), IndexNotes::new, numbers::unit);
    this.shortlists =
        new Shortlists(
            taker -> items.forEachNote((id, note) -> taker.accept(id, note.description())));
  }

  /** The items, hidden ones and removed ones too. */
  public int size() {
    return items.size();
  }

  /** Gives each of them, in no order, to {@code taker}. */
  public void forEach(Consumer<IndexedItem> taker) {
    items.forEach(packed -> taker.accept(row(packed)));
  }

  /** What is known of the item, hidden or removed too. */
  public Optional<IndexedItem> find(ItemId id) {
    return items.find(id).map(this::row);
  }

  /** The sequence number of the item's newest event in here; 0 if it is not known. */
  long sequence(ItemId id) {
    return items.note(id).map(IndexNote::sequence).orElse(0L);
  }

  /** How many interactions the item has learned from; 0 if it is not known. */
  long events(ItemId id) {
    return items.note(id).map(IndexNote::events).orElse(0L);
  }

  /** Applies an event of the item; whether it was newer than what was kept. */
  public boolean apply(ItemId id, long sequence, ItemEvent event) {
    IndexedItem base =
        find(id).orElseGet(() -> IndexedItem.of(id, 0, ItemState.fresh(sgd.freshItem(id))));
    return keep(base.apply(sequence, event));
  }

  /**
   * The best {@code k} of the items that the query admits and that are available {@code at} that
   * moment, without {@code exclude}.
   */
  public List<Hit> topK(IndexQuery query, int k, Collection<ItemId> exclude, Instant at) {
    return topK(List.of(new Wanted(query, k, exclude, Penalties.none(), at))).get(0);
  }

  /** The list of each, by one scan for all of them. */
  public List<List<Hit>> topK(List<Wanted> wanted) {
    List<ListQuery<ItemId, IndexNote>> byVector = new ArrayList<>(wanted.size());
    List<ContentIndex.Wanted> byDescription = new ArrayList<>(0);
    for (Wanted one : wanted) {
      if (one.query().byDescription()) {
        byDescription.add(described(one));
      } else if (!isByRows(one.query())) {
        byVector.add(listQuery(one));
      }
    }
    Iterator<List<Scored<ItemId>>> found = items.search(byVector).iterator();
    Iterator<ContentIndex.Found> alike = descriptions.search(byDescription).iterator();
    List<List<Hit>> lists = new ArrayList<>(wanted.size());
    for (Wanted one : wanted) {
      lists.add(
          isByRows(one.query())
              ? hits(byRows(one), one.query())
              : one.query().byDescription()
                  ? hits(alike.next(), one.query())
                  : hits(new ContentIndex.Found(found.next(), Map.of()), one.query()));
    }
    return lists;
  }

  private ListQuery<ItemId, IndexNote> listQuery(Wanted wanted) {
    return wanted.listQuery(numbers).among(shortlists.of(wanted.query().filter(), size()));
  }

  private static boolean isByRows(IndexQuery query) {
    return query.ranking() == IndexQuery.Ranking.COOCCURRENCE;
  }

  /** An item may be in a row and not here yet. */
  private List<PostingLists.Given> given(IndexQuery query) {
    return query.given().stream().filter(one -> items.contains(one.item())).toList();
  }

  private ContentIndex.Found byRows(Wanted wanted) {
    IndexQuery query = wanted.query();
    List<Scored<ItemId>> list =
        rows.search(
            query.taken(),
            given(query),
            wanted.listQuery(numbers).noted(id -> items.note(id).orElseThrow()));
    Map<ItemId, List<Double>> shares = new HashMap<>();
    if (query.detailed()) {
      list.forEach(
          one -> shares.put(one.item(), rows.shares(one.item(), query.taken(), query.given())));
    }
    return new ContentIndex.Found(list, shares);
  }

  private ContentIndex.Wanted described(Wanted wanted) {
    return new ContentIndex.Wanted(
        wanted.query().like(),
        wanted.query().detailed(),
        listQuery(wanted).noted(id -> items.note(id).orElseThrow()));
  }

  private List<Hit> hits(ContentIndex.Found found, IndexQuery query) {
    return found.list().stream()
        .map(scored -> hit(scored, query, found.shares().get(scored.item())))
        .toList();
  }

  /** Whether lists by that query can't be made here yet. */
  boolean isUnplaced(IndexQuery query) {
    return query.byDescription() && !descriptions.isPlaced();
  }

  /** Whether items are to be placed by their descriptions: {@link #place} is to be called. */
  boolean hasToPlace() {
    return descriptions.isBehind();
  }

  /** Places some of them. */
  void place() {
    descriptions.step(items::ids, this::description);
  }

  /** Spends a moment on the order that makes scans short; between scans. */
  public void tidy() {
    items.tidy(MOVES);
  }

  /** How many items lists may show. */
  int listed() {
    return listed;
  }

  /** How many interactions the items have learned from together. */
  long events() {
    return events;
  }

  /** The item, which is here. */
  IndexedItem known(ItemId id) {
    return find(id).orElseThrow();
  }

  /** Keeps the item if it is newer than what is kept; whether it is. */
  @SuppressWarnings("ReferenceEquality") // an equal description stays the same object
  boolean keep(IndexedItem item) {
    Optional<IndexNote> before = items.note(item.id());
    if (before.isPresent() && before.get().sequence() >= item.sequence()) {
      return false;
    }
    IndexNote note = IndexNote.of(item, description(before, item));
    items.put(new PackedItem<>(item.id(), item.vector(), item.bias(), numbers.of(item), note));
    rows.put(item.id(), item.row());
    if (before.isEmpty() || before.get().description() != note.description()) {
      descriptions.described(item.id(), note.description());
      shortlists.described(
          items.held(item.id()),
          before.map(IndexNote::description).orElse(ItemDescription.NONE),
          note.description(),
          size());
    }
    events += note.events() - before.map(IndexNote::events).orElse(0L);
    listed += (note.listed() ? 1 : 0) - (before.isPresent() && before.get().listed() ? 1 : 0);
    return true;
  }

  /** Most moves leave the description as it was. */
  private ItemDescription description(Optional<IndexNote> before, IndexedItem item) {
    return before
        .map(IndexNote::description)
        .filter(item.description()::equals)
        .orElseGet(() -> shared(item.description()));
  }

  private ItemDescription shared(ItemDescription description) {
    return description.equals(ItemDescription.NONE)
        ? ItemDescription.NONE
        : description.shared(shared);
  }

  private IndexedItem row(PackedItem<ItemId, IndexNote> packed) {
    IndexNote note = packed.note();
    return new IndexedItem(
        packed.id(),
        note.sequence(),
        packed.vector(),
        packed.bias(),
        packed.numbers().get(RankNumbers.HEAT),
        note.events(),
        note.description(),
        note.removed(),
        numbers.recency(packed.numbers(), note.since(RankNumbers.second(packed.numbers()))),
        rows.row(packed.id()));
  }

  private Hit hit(Scored<ItemId> scored, IndexQuery query, @Nullable List<Double> shares) {
    ItemDescription description = description(scored.item());
    return new Hit(
        scored.item(),
        scored.score(),
        description.title(),
        description.categories(),
        query.detailed() ? detail(scored.item(), description, query, shares) : null,
        query.ranking() == IndexQuery.Ranking.LATEST ? since(scored.item()) : null);
  }

  /** Without the numbers of the note, whose coding takes longer than all else of a hit. */
  private ItemDescription description(ItemId id) {
    return items.read(id, (notes, slot) -> ((IndexNotes) notes).description(slot));
  }

  private @Nullable Instant since(ItemId id) {
    long since = known(id).since();
    return since == 0 ? null : Instant.ofEpochMilli(since);
  }

  private Hit.Detail detail(
      ItemId id, ItemDescription description, IndexQuery query, @Nullable List<Double> shares) {
    PackedItem<ItemId, IndexNote> packed = items.find(id).orElseThrow();
    return new Hit.Detail(
        packed.vector(),
        packed.bias(),
        query.boostsOf(description),
        query.bonusOf(packed.note().events()),
        shares);
  }
}
