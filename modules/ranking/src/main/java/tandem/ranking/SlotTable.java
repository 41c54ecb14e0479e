package tandem.ranking;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.IntFunction;

/*
 * The slots know their ids, so the table holds nothing but slots: 3 or 4 bytes each, in the upper bits
 * of which, as many as the slots leave, are bits of the id's hash. An id is compared only where these
 * agree: 3 bytes, while 6 bits or more are left. A length of any number, by the upper half of
 * hash × length (Lemire, Fast random integer generation in an interval, ACM TOMACS 2019), so the
 * table need not double: it is 78 to 88 % full, and an id that is in is found at the fifth entry at the
 * latest, on the average.
 */

/**
 * Which slot an item is in: a hash table with open addressing and linear probing, 3.4 to 3.9 bytes
 * an item (4.5 to 5.2 beyond 200,000 items) where a {@code HashMap} takes 56. A removal moves later
 * entries of the run back (Knuth, The Art of Computer Programming 3, 6.4, algorithm R), so no
 * tombstones gather under churn.
 */
final class SlotTable<I> {

  /** Of an item that is not in: it has neither an entry nor a slot. */
  static final int ABSENT = -1;

  private static final VarHandle FOUR_BYTES =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int SMALLEST = 16;
  private static final int TAG_BITS = 6; // at least

  private final IntFunction<I> ids;
  private byte[] bytes = {};
  private int length; // entries
  private int width; // bytes an entry
  private int empty; // an entry of ones only: no slot has all bits
  private int slotBits;
  private int size;

  /** Empty; {@code ids} says which id is in a slot that was added here. */
  SlotTable(IntFunction<I> ids) {
    this.ids = ids;
    clear(SMALLEST);
  }

  /** The slot of {@code id}, or {@link #ABSENT}. */
  int get(I id) {
    int entry = entry(id);
    return entry == ABSENT ? ABSENT : slot(entry);
  }

  /** The entry of {@code id}, good until something is added or removed, or {@link #ABSENT}. */
  int entry(I id) {
    int hash = hash(id);
    int at = home(hash);
    for (int entry = read(at); entry != empty; entry = read(at)) {
      if (isTagged(entry, hash) && ids.apply(slotOf(entry)).equals(id)) {
        return at;
      }
      at = next(at);
    }
    return ABSENT;
  }

  /** The entry of {@code id}, whose slot that is. */
  int entry(I id, int slot) {
    int hash = hash(id);
    int wanted = entryOf(hash, slot);
    int at = home(hash);
    while (read(at) != wanted) {
      at = next(at);
    }
    return at;
  }

  /** The slot of an entry. */
  int slot(int entry) {
    return slotOf(read(entry));
  }

  /** Sets the slot of an entry. */
  void set(int entry, int slot) {
    write(entry, (read(entry) & ~mask()) | slot);
  }

  /** Adds an id that is not in. */
  void add(I id, int slot) {
    if ((size + 1L) * 25 > length * 22L) {
      grow();
    }
    size++;
    place(hash(id), slot);
  }

  /** Forgets an entry; the slots of others must still have their ids. */
  void remove(int entry) {
    size--;
    int hole = entry;
    for (int at = next(hole); read(at) != empty; at = next(at)) {
      if (mayMove(at, hole)) {
        write(hole, read(at));
        hole = at;
      }
    }
    write(hole, empty);
  }

  /** Whether the entry at {@code at} is still found from its home when it is put into the hole. */
  private boolean mayMove(int at, int hole) {
    int home = home(hash(ids.apply(slot(at))));
    return distance(home, at) >= distance(hole, at);
  }

  private int distance(int from, int to) {
    return to >= from ? to - from : to - from + length;
  }

  private void place(int hash, int slot) {
    int at = home(hash);
    while (read(at) != empty) {
      at = next(at);
    }
    write(at, entryOf(hash, slot));
  }

  private void grow() {
    SlotTable<I> larger = new SlotTable<>(ids);
    larger.clear(length + Math.max(SMALLEST, length / 8));
    for (int at = 0; at < length; at++) {
      if (read(at) != empty) {
        int slot = slot(at);
        larger.place(hash(ids.apply(slot)), slot);
      }
    }
    bytes = larger.bytes;
    length = larger.length;
    width = larger.width;
    empty = larger.empty;
    slotBits = larger.slotBits;
  }

  private void clear(int entries) {
    length = entries;
    slotBits = Integer.SIZE - Integer.numberOfLeadingZeros(entries);
    width = slotBits + TAG_BITS > 24 ? 4 : 3;
    empty = -1 >>> (Integer.SIZE - Byte.SIZE * width);
    bytes = new byte[length * width + 1]; // 4 are read at the last one, too
    Arrays.fill(bytes, (byte) -1);
  }

  private int read(int at) {
    return (int) FOUR_BYTES.get(bytes, at * width) & empty;
  }

  private void write(int at, int entry) {
    int others = (int) FOUR_BYTES.get(bytes, at * width) & ~empty;
    FOUR_BYTES.set(bytes, at * width, others | entry);
  }

  private int entryOf(int hash, int slot) {
    return tag(hash) | slot;
  }

  private int tag(int hash) {
    return (hash << slotBits) & empty;
  }

  private boolean isTagged(int entry, int hash) {
    return (entry & ~mask()) == tag(hash);
  }

  private int slotOf(int entry) {
    return entry & mask();
  }

  private int mask() {
    return (1 << slotBits) - 1;
  }

  private int home(int hash) {
    return (int) (((hash & 0xFFFFFFFFL) * length) >>> Integer.SIZE);
  }

  private int next(int at) {
    return at + 1 == length ? 0 : at + 1;
  }

  // Ids that count up spread over the whole table; and other bits than ItemId's partition has,
  // which
  // the items of a partition have in common.
  private static int hash(Object id) {
    int hash = id.hashCode() * 0x9E3779B9;
    hash = (hash ^ (hash >>> 15)) * 0x2C1B3C6D;
    return hash ^ (hash >>> 13);
  }
}
