package tandem.ranking;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tandem.model.FactorVector;
import tandem.model.ItemId;

/**
 * Room for {@value #SLOTS} items, factor-major: a row for each factor, a column for each slot. So a
 * scan reads memory in order and scores many items with one instruction. The owner knows which
 * slots are taken.
 *
 * <p>A row is an array of its own, 4 KiB and a header: one array for the block is humongous to G1
 * from 128 factors on (half its memory wasted), and its rows, exactly 4 KiB apart, compete for the
 * same cache sets.
 */
final class Block {

  /** Slots in a block, a power of two. */
  static final int SLOTS = 1024;

  private final int factors;
  private final float[][] rows;
  private final float[] biases = new float[SLOTS];
  private final float[] inverseNorms = new float[SLOTS];
  private final double[] heats = new double[SLOTS];
  private final @Nullable ItemId[] ids = new ItemId[SLOTS];

  Block(int factors) {
    this.factors = factors;
    this.rows = new float[factors][SLOTS];
  }

  ItemId id(int slot) {
    return Objects.requireNonNull(ids[slot]);
  }

  void set(int slot, ItemId id, FactorVector vector, float bias, double heat) {
    double squares = 0;
    for (int f = 0; f < factors; f++) {
      float value = vector.get(f);
      rows[f][slot] = value;
      squares += (double) value * value;
    }
    ids[slot] = id;
    biases[slot] = bias;
    inverseNorms[slot] = inverseNorm(squares);
    heats[slot] = heat;
  }

  void copy(Block from, int fromSlot, int slot) {
    for (int f = 0; f < factors; f++) {
      rows[f][slot] = from.rows[f][fromSlot];
    }
    ids[slot] = from.ids[fromSlot];
    biases[slot] = from.biases[fromSlot];
    inverseNorms[slot] = from.inverseNorms[fromSlot];
    heats[slot] = from.heats[fromSlot];
  }

  void clear(int slot) {
    ids[slot] = null;
  }

  FactorVector vector(int slot) {
    float[] vector = new float[factors];
    for (int f = 0; f < factors; f++) {
      vector[f] = rows[f][slot];
    }
    return FactorVector.wrap(vector);
  }

  /** Sets {@code scores} of the first {@code count} slots to bias + query · vector. */
  void innerProducts(float[] query, int count, float[] scores) {
    System.arraycopy(biases, 0, scores, 0, count);
    Products.add(query, rows, count, scores);
  }

  /** Sets {@code scores} to the cosine with a query of length 1; 0 for a zero vector. */
  void cosines(float[] unitQuery, int count, float[] scores) {
    Arrays.fill(scores, 0, count, 0f);
    Products.add(unitQuery, rows, count, scores);
    Products.scaleToCosine(inverseNorms, count, scores);
  }

  /** The heats by slot: not a copy, not to be written. */
  double[] heats() {
    return heats;
  }

  // A vector so short (below 3e-39) that this overflows has no direction to speak of.
  private static float inverseNorm(double squares) {
    float inverse = (float) (1 / Math.sqrt(squares));
    return Float.isInfinite(inverse) ? 0f : inverse;
  }
}
