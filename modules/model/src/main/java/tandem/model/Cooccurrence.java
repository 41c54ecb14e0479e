package tandem.model;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
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
 * Nothing is ever made lighter: an event of the item counts more than the one before, by the unit,
 * in which weights are told (forward decay: Cormode, Shkapenyuk, Srivastava, Xu, ICDE 2009). So a
 * step changes only the cells that it adds to.
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
  public static final Cooccurrence NONE = new Cooccurrence(new byte[0], 0, 1f);

  private static final float LARGEST_UNIT = 0x1p50f;

  // A buffer around the cells for each weight that is read was a tenth of all that a node
  // allocated.
  private static final VarHandle FLOATS =
      MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] cells;
  private final int size;
  private final float unit; // what the last event added a weight of 1 by

  private Cooccurrence(byte[] cells, int size, float unit) {
    this.cells = cells;
    this.size = size;
    this.unit = unit;
  }

  /**
   * Of the bytes that {@link #toBytes} gave, which are copied. Throws {@link
   * IllegalArgumentException} for others: ids must be valid and ascending, weights above 0.
   */
  public static Cooccurrence of(byte[] stored) {
    if (stored.length == 0) {
      return NONE;
    }
    if (stored.length < Float.BYTES) {
      throw new IllegalArgumentException("a row of co-occurrences is cut off");
    }
    byte[] cells = Arrays.copyOfRange(stored, Float.BYTES, stored.length);
    float unit = ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN).getFloat();
    if (!isWeight(unit)) {
      throw new IllegalArgumentException("no row of co-occurrences");
    }
    return new Cooccurrence(cells, sizeOf(cells), unit);
  }

  private static int sizeOf(byte[] cells) {
    int size = 0;
    ItemId before = null;
    for (int at = 0; at < cells.length; at = next(cells, at), size++) {
      if (cells[at] <= 0 || cells.length - at < cells[at] + 1 + Float.BYTES) {
        throw new IllegalArgumentException("a row of co-occurrences is cut off");
      }
      ItemId id = id(cells, at);
      if ((before != null && before.compareTo(id) >= 0) || !isWeight(weight(cells, at))) {
        throw new IllegalArgumentException("no row of co-occurrences");
      }
      before = id;
    }
    return size;
  }

  private static boolean isWeight(float weight) {
    return weight > 0 && weight < Float.POSITIVE_INFINITY;
  }

  /** Takes over what {@link CooccurrenceCells#pack} made. */
  static Cooccurrence packed(byte[] cells, int size, float unit) {
    return size == 0 && unit == NONE.unit ? NONE : new Cooccurrence(cells, size, unit);
  }

  /** A copy of the row as it is stored: the unit, and the cells. */
  public byte[] toBytes() {
    return size == 0 && unit == NONE.unit
        ? new byte[0]
        : ByteBuffer.allocate(Float.BYTES + cells.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putFloat(unit)
            .put(cells)
            .array();
  }

  /** How many bytes {@link #toBytes} gives at most. */
  public int bytes() {
    return Float.BYTES + cells.length;
  }

  /** In what weights are told that are not divided by it: what the last event counted. */
  public float unit() {
    return unit;
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
    if (unit > LARGEST_UNIT) {
      return inItsUnit().add(recent, settings);
    }
    CooccurrenceCells sum = new CooccurrenceCells(cells, size);
    float now = (float) (unit * settings.growth());
    for (int position = 0; position < count; position++) {
      sum.add(bytes(recent.get(position)), settings.weight(position) * now);
    }
    return sum.keepHeaviest(settings.bound()).pack(now);
  }

  /** The same with the unit 1. */
  private Cooccurrence inItsUnit() {
    CooccurrenceCells divided = new CooccurrenceCells(cells, size);
    divided.divide(unit);
    return divided.pack(1f);
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

  /** The weight of a predecessor in events of now; 0 for one that is not in the row. */
  public float weightOf(ItemId item) {
    byte[] id = bytes(item);
    for (int at = 0; at < cells.length; at = next(cells, at)) {
      if (compare(cells, at, id) == 0) {
        return weight(cells, at) / unit;
      }
    }
    return 0;
  }

  /** By what this row differs from {@code before}, an earlier row of the item. */
  public CooccurrenceChange since(Cooccurrence before) {
    if (before.size == 0 || unit < before.unit) {
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
    return count == 0 && unit == before.unit
        ? CooccurrenceChange.NONE
        : new CooccurrenceChange(
            size, false, packed(Arrays.copyOf(changed.array(), changed.position()), count, unit));
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
    return change.changesNothing()
        ? this
        : over(change.cells()).keepHeaviest(change.kept()).pack(change.cells().unit);
  }

  /** The heaviest of the cells of both, with the weights of {@code newer} where both have one. */
  Cooccurrence union(Cooccurrence newer, int kept) {
    return over(newer).keepHeaviest(kept).pack(newer.unit);
  }

  private CooccurrenceCells over(Cooccurrence newer) {
    CooccurrenceCells both = new CooccurrenceCells(cells, size);
    for (int at = 0; at < newer.cells.length; at = next(newer.cells, at)) {
      byte[] id = Arrays.copyOfRange(newer.cells, at + 1, at + 1 + newer.cells[at]);
      both.set(id, weight(newer.cells, at));
    }
    return both;
  }

  /**
   * Shows by what this row differs from {@code before}, an earlier or a later one: each cell that
   * is new or has another weight, in no unit, and with the weight 0 each that is gone.
   */
  public void forEachDifference(Cooccurrence before, KeyedCell cell) {
    int other = 0;
    int at = 0;
    while (at < cells.length || other < before.cells.length) {
      int order =
          at == cells.length ? 1 : other == before.cells.length ? -1 : compare(at, before, other);
      if (order > 0) {
        cell.show(key(before.cells, other), 0f);
        other = next(before.cells, other);
        continue;
      }
      if (order < 0 || weight(cells, at) != weight(before.cells, other)) {
        cell.show(key(cells, at), weight(cells, at));
      }
      at = next(cells, at);
      other = order == 0 ? next(before.cells, other) : other;
    }
  }

  /**
   * A number that stands for an id where ids would take too much room. Of a million ids two have
   * the same with a probability of 3 in 10⁸.
   */
  public static long key(ItemId id) {
    byte[] text = bytes(id);
    return key(text, 0, text.length);
  }

  private static long key(byte[] cells, int at) {
    return key(cells, at + 1, cells[at]);
  }

  /** FNV-1a (Fowler, Noll, Vo), and the finaliser of MurmurHash3 (A. Appleby); public domain. */
  private static long key(byte[] text, int from, int length) {
    long key = 0xcbf29ce484222325L;
    for (int n = from; n < from + length; n++) {
      key = (key ^ text[n]) * 0x100000001b3L;
    }
    key = (key ^ (key >>> 33)) * 0xff51afd7ed558ccdL;
    key = (key ^ (key >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return key ^ (key >>> 33);
  }

  /** Shows each cell, in the order of the ids, with its weight in events of now. */
  public void forEach(Cell cell) {
    for (int at = 0; at < cells.length; at = next(cells, at)) {
      cell.show(id(cells, at), weight(cells, at) / unit);
    }
  }

  /** Is shown a cell by the {@link #key} of its predecessor. */
  @FunctionalInterface
  public interface KeyedCell {
    /**
     * Is shown a cell.
     *
     * @param weight 0 or more
     */
    void show(long key, float weight);
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
    return (float) FLOATS.get(cells, at + 1 + cells[at]);
  }

  /** Where the cell after that at {@code at} is. */
  static int next(byte[] cells, int at) {
    return at + 1 + cells[at] + Float.BYTES;
  }

  private static ItemId id(byte[] cells, int at) {
    return ItemId.of(new String(cells, at + 1, cells[at], StandardCharsets.ISO_8859_1));
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
    return other instanceof Cooccurrence that
        && unit == that.unit
        && Arrays.equals(cells, that.cells);
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
