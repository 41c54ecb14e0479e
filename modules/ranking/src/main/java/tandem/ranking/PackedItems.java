package tandem.ranking;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import tandem.model.FactorVector;

/**
 * The items of one index partition, packed for scanning, and exact top-k lists of them. One thread
 * writes and reads; nothing here is synchronized.
 *
 * <p>Items lie in blocks of {@value Block#SLOTS} without gaps, in bands ({@link Bands}). An item
 * costs 4 bytes a factor, 8 for bias and norm, 8 or less a number, about 8 for the look-up of its
 * slot and the reference to its id, and its note.
 *
 * <p>What is packed may be anything with an id and a vector: users as well as items.
 *
 * <p>All lists are in the order of {@link Scored}: score descending, ties by id ascending. They
 * hold k items, or all that are admissible where these are fewer. An exclude set, and penalties,
 * cost one look-up for each of their ids, however many items are scanned.
 *
 * @param <I> the ids of items
 * @param <T> what is noted of an item
 */
public final class PackedItems<I extends Comparable<I>, T> {

  /**
   * The largest magnitude of a factor or bias. Beyond, a model has diverged; below, no score can
   * overflow.
   */
  public static final float LARGEST = 1e9f;

  private final int factors;
  private final List<Block<I, T>> blocks = new ArrayList<>();
  private final Block.Layout<T> layout;
  private final SlotTable<I> slots = new SlotTable<>(this::id);
  private final Bands bands = new Bands();
  private final List<float[]> scores = new ArrayList<>(); // room for those of a block, a query each
  private long scored; // blocks, over all queries
  private long passed;
  private final Bands.Mover mover = this::move;
  private final Tidying tidying = new Tidying();
  private float largestBias;

  /** No items yet, of {@code factors} factors each, at least 1. */
  public PackedItems(int factors) {
    this(factors, ObjectNotes::new, n -> 1);
  }

  /**
   * The same with notes and numbers packed as they are best.
   *
   * @param notes makes room for the notes of so many slots
   * @param units of the numbers, by their place, above 0: whole multiples of it take as many bits
   *     as their range in a block needs, others 8 bytes
   */
  public PackedItems(
      int factors, IntFunction<? extends Notes<T>> notes, IntToDoubleFunction units) {
    require(factors > 0, "factors must be positive");
    this.factors = factors;
    this.layout = new Block.Layout<>(notes, units);
  }

  /** The number of items. */
  public int size() {
    return bands.size();
  }

  /**
   * Inserts an item or overwrites what was known of it.
   *
   * @param item with as many factors as this holds, each of magnitude up to {@link #LARGEST}, its
   *     bias as well
   * @throws IllegalArgumentException for anything else, NaN above all; nothing has changed then
   */
  public void put(PackedItem<I, T> item) {
    float[] vector = usable(item.vector());
    require(Math.abs(item.bias()) <= LARGEST, "bias is NaN or too large");
    requireUsable(item.numbers());
    float norm = (float) Math.max(Float.MIN_NORMAL, Lane.norm(vector));
    int band = bands.wanted(item.bias(), norm);
    int entry = slots.entry(item.id());
    if (entry == SlotTable.ABSENT) {
      int slot = open(band);
      block(slot).set(within(slot), item.id(), item, norm);
      slots.add(item.id(), slot);
    } else {
      I held = id(slots.slot(entry));
      int slot = shift(entry, band);
      block(slot).set(within(slot), held, item, norm);
    }
    largestBias = Math.max(largestBias, Math.abs(item.bias()));
    tidying.puts++;
  }

  private int open(int band) {
    if (size() == blocks.size() * Block.SLOTS) {
      blocks.add(new Block<>(factors, layout));
    } else if (within(size()) == block(size()).room()) {
      block(size()).grow();
    }
    return bands.open(band, mover);
  }

  /** Frees the slot of an entry, and gives it a free one in that band. */
  private int shift(int entry, int band) {
    int before = slots.slot(entry);
    int free = bands.shift(before, bands.of(before), band, mover);
    slots.set(entry, free);
    return free;
  }

  /** Removes an item; answers whether it was here. */
  public boolean remove(I id) {
    int entry = slots.entry(id);
    if (entry == SlotTable.ABSENT) {
      return false;
    }
    int slot = slots.slot(entry);
    slots.remove(entry);
    bands.close(slot, mover);
    block(size()).clear(within(size()));
    if (within(size()) == 0) {
      blocks.remove(blocks.size() - 1);
    }
    return true;
  }

  /** Whether the item is here. */
  public boolean contains(I id) {
    return slots.get(id) != SlotTable.ABSENT;
  }

  /** The object that is held as the id of the item, which is here, as long as it is. */
  public I held(I id) {
    return id(slots.get(id));
  }

  /** The note of the item, or empty for an item that is not here. */
  public Optional<T> note(I id) {
    int slot = slots.get(id);
    return slot == SlotTable.ABSENT
        ? Optional.empty()
        : Optional.of(block(slot).note(within(slot)));
  }

  /**
   * What {@code reader} reads of the note of the item, which is here, by the notes of its block and
   * the number of its slot in there: where a whole note is more than is wanted.
   */
  public <R> R read(I id, BiFunction<Notes<T>, Integer, R> reader) {
    int slot = slots.get(id);
    return reader.apply(block(slot).notes(), within(slot));
  }

  /** A copy of the item, or empty for an item that is not here. */
  public Optional<PackedItem<I, T>> find(I id) {
    int slot = slots.get(id);
    return slot == SlotTable.ABSENT
        ? Optional.empty()
        : Optional.of(block(slot).item(within(slot)));
  }

  /** The ids of all items, in no order. */
  public List<I> ids() {
    List<I> ids = new ArrayList<>(size());
    for (int slot = 0; slot < size(); slot++) {
      ids.add(id(slot));
    }
    return ids;
  }

  /** Gives a copy of each item, in no order, to {@code taker}, which must not change this. */
  public void forEach(Consumer<PackedItem<I, T>> taker) {
    for (int slot = 0; slot < size(); slot++) {
      taker.accept(block(slot).item(within(slot)));
    }
  }

  /** Gives the id and the note of each item, in no order. */
  public void forEachNote(BiConsumer<? super I, ? super T> taker) {
    for (int slot = 0; slot < size(); slot++) {
      taker.accept(id(slot), block(slot).note(within(slot)));
    }
  }

  /** The list of one query: {@link #search(List)}. */
  public List<Scored<I>> search(ListQuery<I, T> query) {
    return search(List.of(query)).get(0);
  }

  /**
   * The list of each query, by one scan for all of them: each is the same as if it were alone.
   *
   * @throws IllegalArgumentException for a vector that {@link #put} would not take
   */
  public List<List<Scored<I>>> search(List<ListQuery<I, T>> queries) {
    List<Lane<I, T>> lanes = lanes(queries);
    List<Lane<I, T>> wide = new ArrayList<>(lanes.size());
    for (int q = 0; q < lanes.size(); q++) {
      Candidates<I> candidates = queries.get(q).candidates();
      if (candidates.all()) {
        wide.add(lanes.get(q));
      } else {
        look(lanes.get(q), candidates.items());
      }
    }
    scan(wide);
    return lanes.stream().map(Lane::list).toList();
  }

  private void scan(List<Lane<I, T>> lanes) {
    if (lanes.isEmpty()) {
      return;
    }
    Scan<I, T> scan = new Scan<>(lanes);
    for (int b = 0; b < blocks.size(); b++) {
      scan.block(blocks.get(b), b * Block.SLOTS, Math.min(Block.SLOTS, size() - b * Block.SLOTS));
    }
    scored += scan.scored();
    passed += (long) blocks.size() * lanes.size();
  }

  private void look(Lane<I, T> lane, List<I> items) {
    BitSet met = new BitSet();
    for (int i = 0; i < items.size(); i++) {
      int slot = slots.get(items.get(i));
      if (slot != SlotTable.ABSENT && !met.get(slot)) {
        met.set(slot);
        lane.offer(block(slot), slot - within(slot), within(slot));
      }
    }
  }

  /**
   * The share of blocks, over all queries so far, that were not scored since no item in them could
   * enter the list, 0 to 1; NaN before the first query.
   */
  public double skipped() {
    return 1 - (double) scored / passed;
  }

  /** What is left out of several lists of one answer is looked up once. */
  @SuppressWarnings("ReferenceEquality") // see above
  private List<Lane<I, T>> lanes(List<ListQuery<I, T>> queries) {
    List<Lane<I, T>> lanes = new ArrayList<>(queries.size());
    Collection<I> exclude = List.of();
    BitSet excluded = excluded(exclude);
    for (ListQuery<I, T> query : queries) {
      if (query.exclude() != exclude) {
        exclude = query.exclude();
        excluded = excluded(exclude);
      }
      lanes.add(lane(query, excluded, scores(lanes.size())));
    }
    return lanes;
  }

  /** Room for the scores of a block, for each of the queries of a search. */
  private float[] scores(int query) {
    while (scores.size() <= query) {
      scores.add(new float[Block.SLOTS]);
    }
    return scores.get(query);
  }

  private Lane<I, T> lane(ListQuery<I, T> query, BitSet excluded, float[] scores) {
    float[] vector =
        switch (query.ranking()) {
          case INNER_PRODUCT -> queried(usable(query.vector()));
          case COSINE -> unit(usable(query.vector()));
          case NUMBER -> new float[0];
        };
    return new Lane<>(
        query,
        vector,
        Math.min(query.k(), size()),
        excluded,
        SlotPenalties.of(query.penalties(), slots),
        largestBias,
        scores);
  }

  private float[] queried(float[] vector) {
    bands.queried(Lane.norm(vector));
    return vector;
  }

  private BitSet excluded(Collection<I> exclude) {
    BitSet excluded = new BitSet(exclude.isEmpty() ? 0 : size());
    for (I id : exclude) {
      int slot = slots.get(id);
      if (slot != SlotTable.ABSENT) {
        excluded.set(slot);
      }
    }
    return excluded;
  }

  /**
   * Goes on with bringing items into the bands that they belong in, when there is a reason to: to
   * be called now and then, between searches. Lists are the same without, only slower.
   *
   * @param moves how many items to move at most: a few microseconds each
   */
  public void tidy(int moves) {
    tidying.go(moves);
  }

  /** A round through all slots, made in steps. */
  private final class Tidying {

    private static final int CHECKS = 4 * Block.SLOTS;
    private static final int SAMPLE = 4096;

    private int next = -1; // of the round under way, or -1
    private long puts; // since the last one began

    void go(int moves) {
      if (next < 0 && (puts > Math.max(Block.SLOTS, size()) || bands.isOff()) && size() > 0) {
        begin();
      }
      int end = Math.min(size(), next + CHECKS);
      int left = moves;
      while (next >= 0 && next < end && left > 0) {
        left -= place(next++);
      }
      if (next >= size()) {
        next = -1;
      }
    }

    private void begin() {
      bands.weigh();
      float[] keys = new float[Math.min(size(), SAMPLE)];
      for (int i = 0; i < keys.length; i++) {
        int slot = (int) ((long) size() * i / keys.length);
        Block<I, T> block = block(slot);
        keys[i] = bands.key(block.bias(within(slot)), block.norm(within(slot)));
      }
      bands.settle(keys);
      next = 0;
      puts = 0;
    }

    private int place(int slot) {
      Block<I, T> block = block(slot);
      int wanted = bands.wanted(block.bias(within(slot)), block.norm(within(slot)));
      int band = bands.of(slot);
      if (wanted == band) {
        return 0;
      }
      PackedItem<I, T> item = block.item(within(slot));
      float norm = block.norm(within(slot));
      int free = shift(slots.entry(item.id(), slot), wanted);
      block(free).set(within(free), item.id(), item, norm);
      return 1;
    }
  }

  private void move(int from, int to) {
    int entry = slots.entry(id(from), from);
    block(to).copy(block(from), within(from), within(to));
    slots.set(entry, to);
  }

  private I id(int slot) {
    return block(slot).id(within(slot));
  }

  private Block<I, T> block(int slot) {
    return blocks.get(slot / Block.SLOTS);
  }

  private static int within(int slot) {
    return slot % Block.SLOTS;
  }

  private static float[] unit(float[] query) {
    double norm = Lane.norm(query);
    for (int f = 0; norm > 0 && f < query.length; f++) {
      query[f] = (float) (query[f] / norm);
    }
    return query;
  }

  private float[] usable(FactorVector vector) {
    require(vector.length() == factors, "the number of factors differs");
    float[] values = vector.toArray();
    for (float value : values) {
      require(Math.abs(value) <= LARGEST, "a factor is NaN or too large");
    }
    return values;
  }

  private static void requireUsable(Numbers numbers) {
    for (int n = 0; n < numbers.size(); n++) {
      require(numbers.get(n) < Double.POSITIVE_INFINITY, "a number is NaN or infinite");
    }
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
