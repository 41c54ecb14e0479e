package tandem.entity.user;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tandem.model.ItemId;
import tandem.protocol.Minutes;

/*
 * A hash trie as of Bagwell ("Ideal Hash Trees", 2001), but with up to 16 items in a leaf: a node holds millions of items in the
 * histories of its users, and with an object or two for each they are most of its heap, and of what its collector copies. A leaf is two
 * arrays, so an item takes some 27 bytes where a map of objects takes 96, and a change copies one leaf and the short way to it.
 */

/**
 * Every item that a user has taken, with what is kept of the interactions with it. Immutable: with
 * another item it is another one, which shares all leaves but one with this.
 */
public final class History extends AbstractMap<ItemId, History.Seen> {

  /** Nothing taken. */
  public static final History EMPTY = new History(Leaf.EMPTY, 0);

  private static final int MOST = 16; // items in a leaf that can still be split
  private static final int BITS = 2; // of the hash, that a fork goes by
  private static final int WAYS = 1 << BITS;

  private final Node root;
  private final int size;

  private History(Node root, int size) {
    this.root = root;
    this.size = size;
  }

  /**
   * What is kept of the interactions with an item.
   *
   * @param key of the newest, so that its repetition is recognised however long ago it was
   * @param minute the latest of them, since the epoch; its complement (below 0) where the journal
   *     says no more than that it was not after that minute
   */
  public record Seen(long key, int minute) {

    /** The latest minute that it can have been. */
    public int latest() {
      return minute < 0 ? ~minute : minute;
    }
  }

  private sealed interface Node permits Leaf, Fork {}

  /** What comes next by two bits of the hash. */
  private static final class Fork implements Node {
    private final Node[] ways;

    Fork(Node... ways) {
      this.ways = ways;
    }
  }

  /** Items, and two numbers for each: its key, and its hash above its minute. */
  private static final class Leaf implements Node {
    private static final Leaf EMPTY = new Leaf(new ItemId[0], new long[0]);

    private final ItemId[] items;
    private final long[] numbers;

    Leaf(ItemId[] items, long[] numbers) {
      this.items = items;
      this.numbers = numbers;
    }

    int find(ItemId item, int hash) {
      for (int n = 0; n < items.length; n++) {
        if (hash(n) == hash && items[n].equals(item)) {
          return n;
        }
      }
      return -1;
    }

    int hash(int n) {
      return (int) (numbers[2 * n + 1] >>> Integer.SIZE);
    }

    int minute(int n) {
      return (int) numbers[2 * n + 1];
    }

    Seen seen(int n) {
      return new Seen(numbers[2 * n], minute(n));
    }

    Stream<Map.Entry<ItemId, Seen>> entries() {
      return IntStream.range(0, items.length).mapToObj(n -> Map.entry(items[n], seen(n)));
    }

    /** With this one in place {@code n}, which may be the next free one. */
    Leaf with(int n, ItemId item, int hash, long key, int minute) {
      ItemId[] nowItems = items; // shared, unless it is longer
      if (n == items.length) {
        nowItems = Arrays.copyOf(items, n + 1);
        nowItems[n] = item;
      }
      long[] nowNumbers = Arrays.copyOf(numbers, 2 * nowItems.length);
      nowNumbers[2 * n] = key;
      nowNumbers[2 * n + 1] = (long) hash << Integer.SIZE | Integer.toUnsignedLong(minute);
      return new Leaf(nowItems, nowNumbers);
    }

    /** The same items in a leaf for each value of the two bits from {@code shift} on. */
    Fork split(int shift) {
      Node[] ways = new Node[WAYS];
      Arrays.fill(ways, EMPTY);
      for (int n = 0; n < items.length; n++) {
        int way = way(hash(n), shift);
        Leaf to = (Leaf) ways[way];
        ways[way] = to.with(to.items.length, items[n], hash(n), numbers[2 * n], minute(n));
      }
      return new Fork(ways);
    }
  }

  private static int way(int hash, int shift) {
    return hash >>> shift & WAYS - 1;
  }

  // Multiplicative hashing (Knuth, TAOCP 3, 6.4): ids that count up differ in their low bits only.
  private static int hash(ItemId item) {
    int product = item.hashCode() * 0x9e3779b9;
    return product ^ product >>> 16;
  }

  /** The history that has what the map has. */
  public static History of(Map<ItemId, Seen> items) {
    History history = EMPTY;
    for (Map.Entry<ItemId, Seen> one : items.entrySet()) {
      history = history.with(one.getKey(), one.getValue().key(), one.getValue().minute());
    }
    return history;
  }

  /**
   * After an interaction.
   *
   * @param key by which its repetition is recognised
   * @param minute since the epoch; that of an earlier interaction stays where it is later
   */
  public History and(ItemId item, long key, int minute) {
    Seen before = get(item);
    return with(item, key, before == null || minute >= before.latest() ? minute : before.minute());
  }

  private History with(ItemId item, long key, int minute) {
    int hash = hash(item);
    boolean isNew = leaf(hash).find(item, hash) < 0;
    return new History(with(root, 0, item, hash, key, minute), isNew ? size + 1 : size);
  }

  private static Node with(Node node, int shift, ItemId item, int hash, long key, int minute) {
    if (node instanceof Fork fork) {
      int way = way(hash, shift);
      Node[] ways = fork.ways.clone();
      ways[way] = with(ways[way], shift + BITS, item, hash, key, minute);
      return new Fork(ways);
    }
    Leaf leaf = (Leaf) node;
    int found = leaf.find(item, hash);
    if (found < 0 && leaf.items.length >= MOST && shift < Integer.SIZE) {
      return with(leaf.split(shift), shift, item, hash, key, minute);
    }
    return leaf.with(found < 0 ? leaf.items.length : found, item, hash, key, minute);
  }

  private Leaf leaf(int hash) {
    Node node = root;
    for (int shift = 0; node instanceof Fork fork; shift += BITS) {
      node = fork.ways[way(hash, shift)];
    }
    return (Leaf) node;
  }

  @Override
  public @Nullable Seen get(Object item) {
    if (!(item instanceof ItemId id)) {
      return null;
    }
    int hash = hash(id);
    Leaf leaf = leaf(hash);
    int found = leaf.find(id, hash);
    return found < 0 ? null : leaf.seen(found);
  }

  @Override
  public boolean containsKey(Object item) {
    return get(item) != null;
  }

  @Override
  public int size() {
    return size;
  }

  /** The items, in the order of {@link #minutes()}. */
  public List<ItemId> items() {
    ItemId[] items = new ItemId[size];
    int n = 0;
    for (Leaf leaf : leaves()) {
      System.arraycopy(leaf.items, 0, items, n, leaf.items.length);
      n += leaf.items.length;
    }
    return List.of(items);
  }

  /** The latest minute of each of {@link #items()}. */
  public Minutes minutes() {
    int[] minutes = new int[size];
    int n = 0;
    for (Leaf leaf : leaves()) {
      for (int i = 0; i < leaf.items.length; i++) {
        minutes[n++] = leaf.seen(i).latest();
      }
    }
    return Minutes.wrap(minutes);
  }

  private List<Leaf> leaves() {
    List<Leaf> leaves = new ArrayList<>();
    collect(root, leaves);
    return leaves;
  }

  private static void collect(Node node, List<Leaf> leaves) {
    if (node instanceof Fork fork) {
      for (Node way : fork.ways) {
        collect(way, leaves);
      }
    } else {
      leaves.add((Leaf) node);
    }
  }

  @Override
  public Set<Entry<ItemId, Seen>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Entry<ItemId, Seen>> iterator() {
        return leaves().stream().flatMap(Leaf::entries).iterator();
      }

      @Override
      public int size() {
        return size;
      }
    };
  }
}
