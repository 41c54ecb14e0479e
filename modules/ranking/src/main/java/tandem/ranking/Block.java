package tandem.ranking;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tandem.model.FactorVector;

/**
 * Room for {@value #SLOTS} items, factor-major: a row for each factor, a column for each slot. So a
 * scan reads memory in order and scores many items with one instruction. The owner knows which
 * slots are taken.
 *
 * <p>A row is an array of its own, 4 KiB and a header: one array for the block is humongous to G1
 * from 128 factors on (half its memory wasted), and its rows, exactly 4 KiB apart, compete for the
 * same cache sets.
 */
final class Block<I, T> {

  /** Slots in a block, a power of two. */
  static final int SLOTS = 1024;

  private final float[][] rows;
  private final float[] biases;
  private final float[] norms;
  private double[][] numbers = {}; // by their place; rows of what no item has are not there
  private final @Nullable Object[] ids;
  private final @Nullable Object[] notes;

  Block(int factors) {
    this(factors, SLOTS);
  }

  /** Room for fewer items: not to be scanned. */
  Block(int factors, int slots) {
    this.rows = new float[factors][slots];
    this.biases = new float[slots];
    this.norms = new float[slots];
    this.ids = new Object[slots];
    this.notes = new Object[slots];
  }

  @SuppressWarnings("unchecked") // as with notes
  I id(int slot) {
    return (I) Objects.requireNonNull(ids[slot]);
  }

  @SuppressWarnings("unchecked") // set() and copy() write nothing else
  T note(int slot) {
    return (T) Objects.requireNonNull(notes[slot]);
  }

  float bias(int slot) {
    return biases[slot];
  }

  /** The length of the vector; for a zero vector the smallest length there is. */
  float norm(int slot) {
    return norms[slot];
  }

  void set(int slot, PackedItem<I, T> item, float norm) {
    FactorVector vector = item.vector();
    for (int f = 0; f < rows.length; f++) {
      rows[f][slot] = vector.get(f);
    }
    ids[slot] = item.id();
    biases[slot] = item.bias();
    norms[slot] = norm;
    set(slot, item.numbers());
    notes[slot] = item.note();
  }

  void copy(Block<I, T> from, int fromSlot, int slot) {
    for (int f = 0; f < rows.length; f++) {
      rows[f][slot] = from.rows[f][fromSlot];
    }
    ids[slot] = from.ids[fromSlot];
    biases[slot] = from.biases[fromSlot];
    norms[slot] = from.norms[fromSlot];
    copyNumbers(from, fromSlot, slot);
    notes[slot] = from.notes[fromSlot];
  }

  private void set(int slot, Numbers values) {
    makeRoom(values.size());
    for (int n = 0; n < numbers.length; n++) {
      numbers[n][slot] = values.get(n);
    }
  }

  private void copyNumbers(Block<I, T> from, int fromSlot, int slot) {
    makeRoom(from.numbers.length);
    for (int n = 0; n < numbers.length; n++) {
      numbers[n][slot] =
          n < from.numbers.length ? from.numbers[n][fromSlot] : Double.NEGATIVE_INFINITY;
    }
  }

  private void makeRoom(int count) {
    int before = numbers.length;
    if (count > before) {
      numbers = Arrays.copyOf(numbers, count);
      for (int n = before; n < count; n++) {
        numbers[n] = new double[ids.length];
        Arrays.fill(numbers[n], Double.NEGATIVE_INFINITY);
      }
    }
  }

  private Numbers numbers(int slot) {
    double[] values = new double[numbers.length];
    for (int n = 0; n < values.length; n++) {
      values[n] = numbers[n][slot];
    }
    return Numbers.of(values);
  }

  void clear(int slot) {
    ids[slot] = null;
    notes[slot] = null;
  }

  PackedItem<I, T> item(int slot) {
    float[] vector = new float[rows.length];
    for (int f = 0; f < rows.length; f++) {
      vector[f] = rows[f][slot];
    }
    return new PackedItem<>(
        id(slot), FactorVector.wrap(vector), biases[slot], numbers(slot), note(slot));
  }

  /** The rows, a factor each: not to be written. */
  float[][] rows() {
    return rows;
  }

  /** Number {@code n} by slot: not a copy, not to be written; null if no item here has it. */
  double @Nullable [] number(int n) {
    return n < numbers.length ? numbers[n] : null;
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
