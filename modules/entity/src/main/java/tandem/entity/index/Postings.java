package tandem.entity.index;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tandem.model.ItemId;

/*
 * Most keys of a catalogue have one item or a few, and a few keys have most items. So the only item
 * of a key is held as itself, several as an array, and of a key with more than is any good to a list
 * nothing but the number; when the number has fallen and a list wants them, they are gathered again.
 */

/**
 * Sets of items by key: a hash table with open addressing and linear probing. About 5 bytes for
 * each item of a key with several, 12 to 24 for a key. For one thread.
 */
final class Postings {

  private static final int SMALLEST = 16;

  private int[] keys = new int[SMALLEST];
  private @Nullable Object[] sets = new Object[SMALLEST]; // ItemId, Some or Many
  private int size;

  /** Several items. */
  private static final class Some {
    private ItemId[] items;
    private int count;

    Some(ItemId first, ItemId second) {
      items = new ItemId[] {first, second};
      count = 2;
    }

    void add(ItemId item) {
      if (count == items.length) {
        items = Arrays.copyOf(items, count + 1 + count / 2);
      }
      items[count++] = item;
    }

    @SuppressWarnings("ReferenceEquality") // see remove() below
    void remove(ItemId item) {
      int at = 0;
      while (items[at] != item) {
        at++;
      }
      items[at] = items[--count];
      if (count < items.length / 2) {
        items = Arrays.copyOf(items, count);
      }
    }

    List<ItemId> list() {
      return Arrays.asList(items).subList(0, count);
    }
  }

  /** More items than are held. */
  private static final class Many {
    private int count;

    Many(int count) {
      this.count = count;
    }
  }

  /** How many items the key has. */
  int count(int key) {
    Object set = sets[find(key)];
    if (set instanceof Some some) {
      return some.count;
    }
    return set instanceof Many many ? many.count : set == null ? 0 : 1;
  }

  /** Whether the items of the key are held: else they can be {@link #gathered}. */
  boolean isHeld(int key) {
    return !(sets[find(key)] instanceof Many);
  }

  /** The items of the key, where they are held; good until something is added or removed. */
  List<ItemId> items(int key) {
    Object set = sets[find(key)];
    if (set instanceof Some some) {
      return some.list();
    }
    return set instanceof ItemId item ? List.of(item) : List.of();
  }

  /** Adds an item to the key, which does not have it. Of more than {@code most} none are held. */
  void add(int key, ItemId item, int most) {
    int at = find(key);
    Object set = sets[at];
    if (set == null) {
      insert(at, key, item);
    } else if (set instanceof ItemId first) {
      sets[at] = new Some(first, item);
    } else if (set instanceof Many many) {
      many.count++;
    } else if (set instanceof Some some) {
      some.add(item);
      if (some.count > most) {
        sets[at] = new Many(some.count);
      }
    }
  }

  /** Takes an item from the key, which has it: the same object as was added. */
  void remove(int key, ItemId item) {
    int at = find(key);
    Object set = sets[at];
    if (set instanceof Some some) {
      some.remove(item);
      if (some.count == 1) {
        sets[at] = some.items[0];
      }
    } else if (set instanceof Many many && many.count > 1) {
      many.count--;
    } else {
      free(at);
    }
  }

  /** All items of a key that are not held: they are from now on. */
  void gathered(int key, List<ItemId> items) {
    int at = find(key);
    free(at);
    for (ItemId item : items) {
      add(key, item, Integer.MAX_VALUE);
    }
  }

  private int find(int key) {
    int at = home(key);
    while (sets[at] != null && keys[at] != key) {
      at = next(at);
    }
    return at;
  }

  private void insert(int at, int key, ItemId item) {
    keys[at] = key;
    sets[at] = item;
    size++;
    if (size * 3L > keys.length * 2L) {
      grow();
    }
  }

  /** Removes an entry, and moves later ones of the run back (Knuth, TAOCP 3, 6.4, algorithm R). */
  private void free(int entry) {
    int hole = entry;
    for (int at = next(hole); sets[at] != null; at = next(at)) {
      int mask = keys.length - 1;
      if (((at - home(keys[at])) & mask) >= ((at - hole) & mask)) {
        keys[hole] = keys[at];
        sets[hole] = sets[at];
        hole = at;
      }
    }
    sets[hole] = null;
    size--;
  }

  private void grow() {
    int[] oldKeys = keys;
    @Nullable Object[] oldSets = sets;
    keys = new int[oldKeys.length * 2];
    sets = new Object[keys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldSets[i] != null) {
        int at = find(oldKeys[i]);
        keys[at] = oldKeys[i];
        sets[at] = oldSets[i];
      }
    }
  }

  private int home(int key) {
    return key & (keys.length - 1); // keys are hashes already
  }

  private int next(int at) {
    return (at + 1) & (keys.length - 1);
  }
}
