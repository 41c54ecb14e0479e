package tandem.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/*
 * The cells lie in one array of bytes, sorted by id: one byte for the length of the id, its
 * characters, four bytes for the weight. A row of 64 ids of six characters is 704 bytes that way,
 * where objects would be 5 kB, and what is journaled and stored is a copy.
 *
 * Two rows of the same item can be told apart by few cells (since), and the later one is made again
 * of the earlier one and these (with), without the settings: weights only grow, so whatever was
 * dropped on the way was lighter than all that is kept, and is dropped again.
 */

/**
 * The row of one item in the matrix of co-occurrences: which items its users took before it, each
 * with a weight, at most as many as {@link CooccurrenceSettings#bound}. Immutable; equality is by
 * content. (Item-to-item neighbours: Linden, Smith, York, IEEE Internet Computing 2003.)
 */
public final class Cooccurrence {

  /** Of an item that nobody has taken after another. */
  public static final Cooccurrence NONE = new Cooccurrence(new byte[0], 0);

  private final byte[] cells;
  private final int size;

  private Cooccurrence(byte[] cells, int size) {
    this.cells = cells;
    this.size = size;
  }

  /**
   * Of the bytes that {@link #toBytes} gave, which are copied. Throws {@link
   * IllegalArgumentException} for others: ids must be valid and ascending, weights above 0.
   */
  public static Cooccurrence of(byte[] stored) {
    int size = 0;
    ItemId before = null;
    for (int at = 0; at < stored.length; at += stored[at] + 1 + Float.BYTES, size++) {
      if (stored[at] <= 0 || stored.length - at < stored[at] + 1 + Float.BYTES) {
        throw new IllegalArgumentException("a row of co-occurrences is cut off");
      }
      ItemId id = id(stored, at);
      float weight = weight(stored, at);
      if ((before != null && before.compareTo(id) >= 0)
          || !(weight > 0 && weight < Float.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("no row of co-occurrences");
      }
      before = id;
    }
    return size == 0 ? NONE : new Cooccurrence(stored.clone(), size);
  }

  /** Takes over what {@link CooccurrenceCells#pack} made. */
  static Cooccurrence packed(byte[] cells, int size) {
    return size == 0 ? NONE : new Cooccurrence(cells, size);
  }

  /** A copy of the row as it is stored. */
  public byte[] toBytes() {
    return cells.clone();
  }

  /** How many predecessors there are. */
  public int size() {
    return size;
  }

  /**
   * The row after one more user took the item.
   *
   * @param recent what the user took before, newest first, each once, without the item itself; no
   *     more than {@link CooccurrenceSettings#recent} of them count
   */
  public Cooccurrence add(List<ItemId> recent, CooccurrenceSettings settings) {
    int count = Math.min(recent.size(), settings.recent());
    if (count == 0) {
      return this;
    }
    CooccurrenceCells sum = new CooccurrenceCells(cells, size);
    for (int position = 0; position < count; position++) {
      sum.add(bytes(recent.get(position)), settings.weight(position));
    }
    return sum.keepHeaviest(settings.bound()).pack();
  }

  /**
   * How well the item goes with what a user took last: Σ w(p) · weight(recent_p), 0 or more.
   *
   * @param recent as in {@link #add}
   */
  public double score(List<ItemId> recent, CooccurrenceSettings settings) {
    double score = 0;
    for (int p = 0; p < Math.min(recent.size(), settings.recent()); p++) {
      score += (double) settings.weight(p) * weightOf(recent.get(p));
    }
    return score;
  }

  /** The weight of a predecessor; 0 for one that is not in the row. */
  public float weightOf(ItemId item) {
    byte[] id = bytes(item);
    for (int at = 0; at < cells.length; at = next(cells, at)) {
      if (compare(cells, at, id) == 0) {
        return weight(cells, at);
      }
    }
    return 0;
  }

  /** By what this row differs from {@code before}, an earlier row of the item. */
  public CooccurrenceChange since(Cooccurrence before) {
    if (before.size == 0) {
      return size == 0 ? CooccurrenceChange.NONE : CooccurrenceChange.to(this);
    }
    ByteBuffer changed = ByteBuffer.allocate(cells.length);
    int count = 0;
    int other = 0;
    for (int at = 0; at < cells.length; at = next(cells, at)) {
      while (other < before.cells.length && before.compare(other, this, at) < 0) {
        other = next(before.cells, other);
      }
      if (!isSame(at, before, other)) {
        changed.put(cells, at, next(cells, at) - at);
        count++;
      }
    }
    return count == 0
        ? CooccurrenceChange.NONE
        : new CooccurrenceChange(
            size, false, packed(Arrays.copyOf(changed.array(), changed.position()), count));
  }

  private boolean isSame(int at, Cooccurrence that, int other) {
    return other < that.cells.length
        && Arrays.equals(cells, at, next(cells, at), that.cells, other, next(that.cells, other));
  }

  /** The later row that differs from this one by {@code change}. */
  public Cooccurrence with(CooccurrenceChange change) {
    if (change.whole()) {
      return change.cells();
    }
    return change.cells().size == 0
        ? this
        : over(change.cells()).keepHeaviest(change.kept()).pack();
  }

  /** All cells of both rows, with the weights of {@code newer} where both have one. */
  Cooccurrence union(Cooccurrence newer) {
    return over(newer).pack();
  }

  private CooccurrenceCells over(Cooccurrence newer) {
    CooccurrenceCells both = new CooccurrenceCells(cells, size);
    for (int at = 0; at < newer.cells.length; at = next(newer.cells, at)) {
      byte[] id = Arrays.copyOfRange(newer.cells, at + 1, at + 1 + newer.cells[at]);
      both.set(id, weight(newer.cells, at));
    }
    return both;
  }

  /** Shows each cell, in the order of the ids. */
  public void forEach(Cell cell) {
    for (int at = 0; at < cells.length; at = next(cells, at)) {
      cell.show(id(cells, at), weight(cells, at));
    }
  }

  /** Is shown a cell. */
  @FunctionalInterface
  public interface Cell {
    /**
     * Is shown a cell.
     *
     * @param weight above 0
     */
    void show(ItemId predecessor, float weight);
  }

  static byte[] bytes(ItemId id) {
    return id.value().getBytes(StandardCharsets.ISO_8859_1); // an id is of ASCII
  }

  static float weight(byte[] cells, int at) {
    return ByteBuffer.wrap(cells).order(ByteOrder.LITTLE_ENDIAN).getFloat(at + 1 + cells[at]);
  }

  /** Where the cell after that at {@code at} is. */
  static int next(byte[] cells, int at) {
    return at + 1 + cells[at] + Float.BYTES;
  }

  private static ItemId id(byte[] cells, int at) {
    return new ItemId(new String(cells, at + 1, cells[at], StandardCharsets.ISO_8859_1));
  }

  private static int compare(byte[] cells, int at, byte[] id) {
    return Arrays.compare(cells, at + 1, at + 1 + cells[at], id, 0, id.length);
  }

  private int compare(int at, Cooccurrence that, int other) {
    return Arrays.compare(
        cells, at + 1, at + 1 + cells[at], that.cells, other + 1, other + 1 + that.cells[other]);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Cooccurrence that && Arrays.equals(cells, that.cells);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(cells);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    forEach((id, weight) -> text.append(id).append(' ').append(weight).append(' '));
    return text.toString().trim();
  }
}
