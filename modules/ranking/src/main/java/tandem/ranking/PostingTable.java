package tandem.ranking;

import java.util.Arrays;

/**
 * Lists of pairs of a number and a weight, by the key of the list: open addressing, the lists
 * sorted by number. A list that has become empty goes when the table grows.
 */
final class PostingTable {

  private static final long[] EMPTY = {};

  private long[] keys = new long[64]; // 0 where there is none
  private long[][] lists = new long[64][];
  private int[] lengths = new int[64];
  private int taken;

  /** The number of a pair. */
  static int number(long pair) {
    return (int) (pair >>> 32);
  }

  /** The weight of a pair. */
  static float weight(long pair) {
    return Float.intBitsToFloat((int) pair);
  }

  /** The list, of which the first {@link #length} pairs count. */
  long[] list(long key) {
    int slot = slot(keys, odd(key));
    return keys[slot] == 0 ? EMPTY : lists[slot];
  }

  /** How long the list is. */
  int length(long key) {
    int slot = slot(keys, odd(key));
    return keys[slot] == 0 ? 0 : lengths[slot];
  }

  /** Gives a number this weight in the list; with 0 it goes from there. */
  void set(long key, int number, float weight) {
    int slot = slot(keys, odd(key));
    if (keys[slot] == 0) {
      if (weight == 0) {
        return;
      }
      slot = add(odd(key), slot);
    }
    int at = find(lists[slot], lengths[slot], number);
    if (weight == 0) {
      remove(slot, at);
    } else if (at >= 0) {
      lists[slot][at] = pair(number, weight);
    } else {
      insert(slot, -at - 1, pair(number, weight));
    }
  }

  private static long pair(int number, float weight) {
    return ((long) number << 32) | (Float.floatToRawIntBits(weight) & 0xffffffffL);
  }

  /** No key is 0: that marks an empty slot. */
  private static long odd(long key) {
    return key == 0 ? 1 : key;
  }

  private static int slot(long[] keys, long key) {
    int mask = keys.length - 1;
    int slot = (int) key & mask;
    while (keys[slot] != 0 && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private int add(long key, int slot) {
    int here = slot;
    if (taken + 1 > keys.length * 2 / 3) {
      rehash();
      here = slot(keys, key);
    }
    keys[here] = key;
    lists[here] = EMPTY;
    taken++;
    return here;
  }

  private void rehash() {
    int live = 0;
    for (int length : lengths) {
      live += length > 0 ? 1 : 0;
    }
    int room = Math.max(64, Integer.highestOneBit(live + 1) * 4);
    long[] nextKeys = new long[room];
    long[][] nextLists = new long[room][];
    int[] nextLengths = new int[room];
    for (int slot = 0; slot < keys.length; slot++) {
      if (lengths[slot] > 0) {
        int to = slot(nextKeys, keys[slot]);
        nextKeys[to] = keys[slot];
        nextLists[to] = lists[slot];
        nextLengths[to] = lengths[slot];
      }
    }
    keys = nextKeys;
    lists = nextLists;
    lengths = nextLengths;
    taken = live;
  }

  /** Where the number is; -1 minus where it belongs, if it is not there. */
  private static int find(long[] list, int length, int number) {
    int low = 0;
    int high = length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int there = number(list[middle]);
      if (there == number) {
        return middle;
      }
      low = there < number ? middle + 1 : low;
      high = there < number ? high : middle - 1;
    }
    return -low - 1;
  }

  private void insert(int slot, int at, long pair) {
    long[] list = lists[slot];
    int length = lengths[slot];
    if (length == list.length) {
      list = Arrays.copyOf(list, length + Math.max(1, length >> 2));
      lists[slot] = list;
    }
    System.arraycopy(list, at, list, at + 1, length - at);
    list[at] = pair;
    lengths[slot]++;
  }

  private void remove(int slot, int at) {
    if (at < 0) {
      return;
    }
    System.arraycopy(lists[slot], at + 1, lists[slot], at, lengths[slot] - at - 1);
    lengths[slot]--;
    if (lengths[slot] < lists[slot].length / 2) {
      lists[slot] = Arrays.copyOf(lists[slot], lengths[slot]);
    }
  }
}
