package tandem.ranking;

import org.jspecify.annotations.Nullable;

/**
 * Which slot an item is in: a hash table with open addressing and linear probing, 12 to 24 bytes an
 * item where a {@code HashMap} takes 56. A removal moves later entries of the run back (Knuth, The
 * Art of Computer Programming 3, 6.4, algorithm R), so no tombstones gather under churn.
 */
final class SlotTable<I> {

  /** What {@link #get} answers for an item that is not in. */
  static final int ABSENT = -1;

  private static final int SMALLEST = 16;

  private @Nullable I[] keys = table(SMALLEST);
  private int[] slots = new int[SMALLEST];
  private int size;

  @SuppressWarnings("unchecked") // it never leaves this class
  private static <I> @Nullable I[] table(int length) {
    return (I[]) new Object[length];
  }

  /** The slot of {@code id}, or {@link #ABSENT}. */
  int get(I id) {
    int at = find(id);
    return keys[at] == null ? ABSENT : slots[at];
  }

  /** Sets the slot of {@code id}, new or known. */
  void put(I id, int slot) {
    int at = find(id);
    if (keys[at] == null) {
      size++;
      keys[at] = id;
    }
    slots[at] = slot;
    if (size * 3L > keys.length * 2L) {
      grow();
    }
  }

  /** Forgets {@code id}, if known. */
  void remove(I id) {
    int hole = find(id);
    if (keys[hole] == null) {
      return;
    }
    size--;
    for (int at = next(hole); keys[at] != null; at = next(at)) {
      if (mayMove(at, hole)) {
        keys[hole] = keys[at];
        slots[hole] = slots[at];
        hole = at;
      }
    }
    keys[hole] = null;
  }

  /** Where {@code id} is or, with null there, would go. */
  private int find(I id) {
    int at = home(id);
    for (I key = keys[at]; key != null && !key.equals(id); key = keys[at]) {
      at = next(at);
    }
    return at;
  }

  /** Whether the entry at {@code at} is still found from its home when it is put into the hole. */
  private boolean mayMove(int at, int hole) {
    I key = keys[at];
    int mask = keys.length - 1;
    return key != null && ((at - home(key)) & mask) >= ((at - hole) & mask);
  }

  // Fibonacci hashing (Knuth, 6.4): ids that count up spread over the whole table.
  private int home(I id) {
    return (id.hashCode() * 0x9E3779B9) >>> (Integer.numberOfLeadingZeros(keys.length) + 1);
  }

  private int next(int at) {
    return (at + 1) & (keys.length - 1);
  }

  private void grow() {
    @Nullable I[] oldKeys = keys;
    int[] oldSlots = slots;
    keys = table(oldKeys.length * 2);
    slots = new int[keys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      I key = oldKeys[i];
      if (key != null) {
        int at = find(key);
        keys[at] = key;
        slots[at] = oldSlots[i];
      }
    }
  }
}
