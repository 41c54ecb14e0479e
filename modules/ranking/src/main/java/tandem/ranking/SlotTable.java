package tandem.ranking;

import java.util.Arrays;
import java.util.function.IntFunction;

/*
 * The slots know their ids, so the table holds nothing but slots: an int each, in the upper bits of
 * which, as many as the slots leave, are bits of the id's hash. An id is compared only where these
 * agree. A length of any number, by the upper half of hash × length (Lemire, Fast random integer
 * generation in an interval, ACM TOMACS 2019), so the table need not double: it is 68 to 85 % full.
 */

/**
 * Which slot an item is in: a hash table with open addressing and linear probing, 4.7 to 5.9 bytes
 * an item where a {@code HashMap} takes 56. A removal moves later entries of the run back (Knuth,
 * The Art of Computer Programming 3, 6.4, algorithm R), so no tombstones gather under churn.
 */
final class SlotTable<I> {

  /** Of an item that is not in: it has neither an entry nor a slot. */
  static final int ABSENT = -1;

  private static final int EMPTY = -1; // no slot has all bits
  private static final int SMALLEST = 16;

  private final IntFunction<I> ids;
  private int[] entries;
  private int slotBits;
  private int size;

  /** Empty; {@code ids} says which id is in a slot that was added here. */
  SlotTable(IntFunction<I> ids) {
    this.ids = ids;
    this.entries = table(SMALLEST);
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
    for (int entry = entries[at]; entry != EMPTY; entry = entries[at]) {
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
    while (entries[at] != wanted) {
      at = next(at);
    }
    return at;
  }

  /** The slot of an entry. */
  int slot(int entry) {
    return slotOf(entries[entry]);
  }

  /** Sets the slot of an entry. */
  void set(int entry, int slot) {
    int mask = mask();
    entries[entry] = (entries[entry] & ~mask) | slot;
  }

  /** Adds an id that is not in. */
  void add(I id, int slot) {
    if ((size + 1L) * 20 > entries.length * 17L) {
      grow();
    }
    size++;
    place(hash(id), slot);
  }

  /** Forgets an entry; the slots of others must still have their ids. */
  void remove(int entry) {
    size--;
    int hole = entry;
    for (int at = next(hole); entries[at] != EMPTY; at = next(at)) {
      if (mayMove(at, hole)) {
        entries[hole] = entries[at];
        hole = at;
      }
    }
    entries[hole] = EMPTY;
  }

  /** Whether the entry at {@code at} is still found from its home when it is put into the hole. */
  private boolean mayMove(int at, int hole) {
    int home = home(hash(ids.apply(slotOf(entries[at]))));
    return distance(home, at) >= distance(hole, at);
  }

  private int distance(int from, int to) {
    return to >= from ? to - from : to - from + entries.length;
  }

  private void place(int hash, int slot) {
    int at = home(hash);
    while (entries[at] != EMPTY) {
      at = next(at);
    }
    entries[at] = entryOf(hash, slot);
  }

  private void grow() {
    int[] before = entries;
    int bitsBefore = mask();
    entries = table(before.length + Math.max(SMALLEST, before.length / 4));
    for (int entry : before) {
      if (entry != EMPTY) {
        int slot = entry & bitsBefore;
        place(hash(ids.apply(slot)), slot);
      }
    }
  }

  private int[] table(int length) {
    slotBits = Integer.SIZE - Integer.numberOfLeadingZeros(length);
    int[] table = new int[length];
    Arrays.fill(table, EMPTY);
    return table;
  }

  private int entryOf(int hash, int slot) {
    return (hash << slotBits) | slot;
  }

  private boolean isTagged(int entry, int hash) {
    return ((entry ^ (hash << slotBits)) & ~mask()) == 0;
  }

  private int slotOf(int entry) {
    return entry & mask();
  }

  private int mask() {
    return (1 << slotBits) - 1;
  }

  private int home(int hash) {
    return (int) (((hash & 0xFFFFFFFFL) * entries.length) >>> Integer.SIZE);
  }

  private int next(int at) {
    return at + 1 == entries.length ? 0 : at + 1;
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
