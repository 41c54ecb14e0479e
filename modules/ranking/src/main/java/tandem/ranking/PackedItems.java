package tandem.ranking;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tandem.model.FactorVector;
import tandem.model.ItemId;

/**
 * The vectors of one index partition, packed for scanning, and exact top-k lists of them. One
 * thread writes and reads; nothing here is synchronized.
 *
 * <p>Items lie in blocks of {@value Block#SLOTS} without gaps: a new item takes the next slot, and
 * a removed one's slot is filled with the last. An item costs 4 bytes a factor, 16 for bias, norm
 * and heat, about 25 for the look-up of its slot, and its id.
 *
 * <p>All lists are in the order of {@link Scored}: score descending, ties by id ascending. They
 * hold k items, or all that are not excluded where these are fewer. An exclude set costs one
 * look-up for each of its ids, however many items are scanned; ids in it that are not here do no
 * harm.
 */
public final class PackedItems {

  /**
   * The largest magnitude of a factor or bias. Beyond, a model has diverged; below, no score can
   * overflow.
   */
  public static final float LARGEST = 1e9f;

  private final int factors;
  private final List<Block> blocks = new ArrayList<>();
  private final SlotTable slots = new SlotTable();
  private final float[] scores = new float[Block.SLOTS];
  private int size;

  /** No items yet, of {@code factors} factors each, at least 1. */
  public PackedItems(int factors) {
    require(factors > 0, "factors must be positive");
    this.factors = factors;
  }

  /** The number of items. */
  public int size() {
    return size;
  }

  /**
   * Inserts an item or overwrites what was known of it.
   *
   * @param vector of as many factors as this holds, each of magnitude up to {@link #LARGEST}
   * @param bias added to its inner products, of magnitude up to {@link #LARGEST}
   * @param heat how popular it is, in any unit, finite or -infinity for never seen
   * @throws IllegalArgumentException for anything else, NaN above all; nothing has changed then
   */
  public void put(ItemId id, FactorVector vector, float bias, double heat) {
    requireUsable(vector);
    require(Math.abs(bias) <= LARGEST, "bias is NaN or too large");
    require(heat < Double.POSITIVE_INFINITY, "heat is NaN or infinite");
    int slot = slots.get(id);
    if (slot == SlotTable.ABSENT) {
      slot = append(id);
    }
    block(slot).set(within(slot), id, vector, bias, heat);
  }

  /** Removes an item; answers whether it was here. */
  public boolean remove(ItemId id) {
    int slot = slots.get(id);
    if (slot == SlotTable.ABSENT) {
      return false;
    }
    slots.remove(id);
    size--;
    if (slot != size) {
      block(slot).copy(block(size), within(size), within(slot));
      slots.put(block(slot).id(within(slot)), slot);
    }
    dropLast();
    return true;
  }

  /** Whether the item is here. */
  public boolean contains(ItemId id) {
    return slots.get(id) != SlotTable.ABSENT;
  }

  /** A copy of the item's vector, or empty for an item that is not here. */
  public Optional<FactorVector> vector(ItemId id) {
    int slot = slots.get(id);
    return slot == SlotTable.ABSENT
        ? Optional.empty()
        : Optional.of(block(slot).vector(within(slot)));
  }

  /**
   * The items with the largest bias + query · vector.
   *
   * @throws IllegalArgumentException for a negative {@code k}, or a query that {@link #put} would
   *     not take
   */
  public List<Scored> byInnerProduct(FactorVector query, int k, Set<ItemId> exclude) {
    requireUsable(query);
    float[] wanted = query.toArray();
    return scan(k, exclude, (block, count) -> block.innerProducts(wanted, count, scores));
  }

  /**
   * The items whose vectors point most nearly where the query does: cosine, -1 to 1, biases left
   * out. A zero vector, or a zero query, scores 0.
   *
   * @throws IllegalArgumentException for a negative {@code k}, or a query that {@link #put} would
   *     not take
   */
  public List<Scored> byCosine(FactorVector query, int k, Set<ItemId> exclude) {
    requireUsable(query);
    float[] unit = unit(query);
    return scan(k, exclude, (block, count) -> block.cosines(unit, count, scores));
  }

  /**
   * The most popular items by heat; those never seen (-infinity) come last.
   *
   * @throws IllegalArgumentException for a negative {@code k}
   */
  public List<Scored> byHeat(int k, Set<ItemId> exclude) {
    TopK top = top(k, exclude);
    for (int b = 0; k > 0 && b < blocks.size(); b++) {
      Block block = blocks.get(b);
      top.offer(block, b * Block.SLOTS, taken(b), block.heats());
    }
    return top.list();
  }

  /** Sets {@link #scores} for the first {@code count} slots of a block. */
  @FunctionalInterface
  private interface Scorer {
    void score(Block block, int count);
  }

  private List<Scored> scan(int k, Set<ItemId> exclude, Scorer scorer) {
    TopK top = top(k, exclude);
    for (int b = 0; k > 0 && b < blocks.size(); b++) {
      Block block = blocks.get(b);
      scorer.score(block, taken(b));
      top.offer(block, b * Block.SLOTS, taken(b), scores);
    }
    return top.list();
  }

  private TopK top(int k, Set<ItemId> exclude) {
    require(k >= 0, "k must not be negative");
    BitSet excluded = new BitSet(exclude.isEmpty() ? 0 : size);
    for (ItemId id : exclude) {
      int slot = slots.get(id);
      if (slot != SlotTable.ABSENT) {
        excluded.set(slot);
      }
    }
    return new TopK(Math.min(k, size), excluded);
  }

  private int append(ItemId id) {
    if (size == blocks.size() * Block.SLOTS) {
      blocks.add(new Block(factors));
    }
    slots.put(id, size);
    return size++;
  }

  private void dropLast() {
    block(size).clear(within(size));
    if (within(size) == 0) {
      blocks.remove(blocks.size() - 1);
    }
  }

  private Block block(int slot) {
    return blocks.get(slot / Block.SLOTS);
  }

  private static int within(int slot) {
    return slot % Block.SLOTS;
  }

  private int taken(int block) {
    return Math.min(Block.SLOTS, size - block * Block.SLOTS);
  }

  private float[] unit(FactorVector query) {
    float[] unit = query.toArray();
    double squares = 0;
    for (float value : unit) {
      squares += (double) value * value;
    }
    double norm = Math.sqrt(squares);
    for (int f = 0; norm > 0 && f < factors; f++) {
      unit[f] = (float) (unit[f] / norm);
    }
    return unit;
  }

  private void requireUsable(FactorVector vector) {
    require(vector.length() == factors, "the number of factors differs");
    for (int f = 0; f < factors; f++) {
      require(Math.abs(vector.get(f)) <= LARGEST, "a factor is NaN or too large");
    }
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
