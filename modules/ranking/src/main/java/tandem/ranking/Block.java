package tandem.ranking;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;
import tandem.model.FactorVector;

/**
 * Room for up to {@value #SLOTS} items, factor-major: a row for each factor, a column for each
 * slot. So a scan reads memory in order and scores many items with one instruction. The owner knows
 * which slots are taken, and makes room before it takes more.
 *
 * <p>A row is an array of its own, 4 KiB and a header: one array for the block is humongous to G1
 * from 128 factors on (half its memory wasted), and its rows, exactly 4 KiB apart, compete for the
 * same cache sets.
 */
final class Block<I, T> {

  /** Slots in a block, a power of two. */
  static final int SLOTS = 1024;

  private static final int FIRST = 64; // slots: most partitions of a small catalogue need no more
  private static final int STEP = 128; // of a last block, half of it is free on the average

  private final float[][] rows;
  private float[] biases;
  private float[] norms;
  private final NumberColumns numbers;
  private @Nullable Object[] ids;
  private final Notes<T> notes;

  /**
   * How blocks hold what is not scored by vectors.
   *
   * @param notes makes room for the notes of so many slots
   * @param units of the numbers, by their place: {@link NumberColumn}
   */
  record Layout<T>(IntFunction<? extends Notes<T>> notes, IntToDoubleFunction units) {}

  Block(int factors, Layout<T> layout) {
    this.rows = new float[factors][FIRST];
    this.biases = new float[FIRST];
    this.norms = new float[FIRST];
    this.ids = new Object[FIRST];
    this.numbers = new NumberColumns(FIRST, layout.units());
    this.notes = layout.notes().apply(FIRST);
  }

  /** How many items there is room for. */
  int room() {
    return biases.length;
  }

  /** Makes room for {@value #STEP} more, or for all {@link #SLOTS} where these are fewer. */
  void grow() {
    int slots = Math.min(SLOTS, room() + STEP);
    for (int f = 0; f < rows.length; f++) {
      rows[f] = Arrays.copyOf(rows[f], slots);
    }
    biases = Arrays.copyOf(biases, slots);
    norms = Arrays.copyOf(norms, slots);
    ids = Arrays.copyOf(ids, slots);
    numbers.resize(slots);
    notes.resize(slots);
  }

  @SuppressWarnings("unchecked") // set() and copy() write nothing else
  I id(int slot) {
    return (I) Objects.requireNonNull(ids[slot]);
  }

  Notes<T> notes() {
    return notes;
  }

  T note(int slot) {
    return notes.get(slot);
  }

  float bias(int slot) {
    return biases[slot];
  }

  /** The length of the vector; for a zero vector the smallest length there is. */
  float norm(int slot) {
    return norms[slot];
  }

  /** Puts an item there, under an id that equals its own. */
  void set(int slot, I id, PackedItem<I, T> item, float norm) {
    FactorVector vector = item.vector();
    for (int f = 0; f < rows.length; f++) {
      rows[f][slot] = vector.get(f);
    }
    ids[slot] = id;
    biases[slot] = item.bias();
    norms[slot] = norm;
    numbers.set(slot, item.numbers());
    notes.set(slot, item.note());
  }

  void copy(Block<I, T> from, int fromSlot, int slot) {
    for (int f = 0; f < rows.length; f++) {
      rows[f][slot] = from.rows[f][fromSlot];
    }
    ids[slot] = from.ids[fromSlot];
    biases[slot] = from.biases[fromSlot];
    norms[slot] = from.norms[fromSlot];
    numbers.copy(from.numbers, fromSlot, slot);
    notes.set(slot, from.notes.get(fromSlot));
  }

  void clear(int slot) {
    ids[slot] = null;
    notes.clear(slot);
  }

  PackedItem<I, T> item(int slot) {
    float[] vector = new float[rows.length];
    for (int f = 0; f < rows.length; f++) {
      vector[f] = rows[f][slot];
    }
    return new PackedItem<>(
        id(slot), FactorVector.wrap(vector), biases[slot], numbers.get(slot), note(slot));
  }

  /** The rows, a factor each: not to be written. */
  float[][] rows() {
    return rows;
  }

  /** Number {@code n} by slot; null if no item here has it. */
  @Nullable NumberColumn number(int n) {
    return numbers.column(n);
  }

  /** Number {@code n} of a slot. */
  double numberOf(int n, int slot) {
    NumberColumn column = numbers.column(n);
    return column == null ? Double.NEGATIVE_INFINITY : column.get(slot);
  }

  /**
   * Sets {@code bounds} of the first {@code count} slots to bias + reach × norm, of others to -∞.
   */
  void bounds(float reach, int count, float[] bounds) {
    Products.bounds(biases, norms, reach, count, bounds);
    Arrays.fill(bounds, count, SLOTS, Float.NEGATIVE_INFINITY);
  }

  /** What inner products are added to. */
  void startInnerProducts(int count, float[] scores) {
    System.arraycopy(biases, 0, scores, 0, count);
  }

  /** Makes cosines of inner products with a query of length 1; 0 for a zero vector. */
  void scaleToCosines(int count, float[] scores) {
    Products.scaleToCosines(norms, count, scores);
  }
}
