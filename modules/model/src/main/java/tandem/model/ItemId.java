package tandem.model;

/**
 * The id of an item: 1 to 128 characters of {@code [A-Za-z0-9._:@-]}. It can't be built invalid, so
 * a journal row or a log line made of it is safe.
 */
public record ItemId(String value) implements Comparable<ItemId> {

  // Written by any thread without a lock: each entry is a whole id, and one that is lost is made
  // anew.
  private static final ItemId[] MADE = new ItemId[1 << 16];

  /** Throws {@link IllegalArgumentException} unless {@link Ids#isValid(String)}. */
  public ItemId {
    Ids.requireValid(value);
  }

  /**
   * The id of this text: the one that was made of it before, unless another one has taken its
   * place. What many users have taken is then in memory once, and not with each of them.
   */
  public static ItemId of(String value) {
    int hash = value.hashCode();
    int slot = (hash ^ (hash >>> 16)) & (MADE.length - 1);
    ItemId made = MADE[slot];
    if (made == null || !made.value.equals(value)) {
      made = new ItemId(value);
      MADE[slot] = made;
    }
    return made;
  }

  /**
   * The index partition of this item, 0 to {@code partitions - 1}: the same on every node and in
   * every version, since journaled items and the read model are found by it.
   */
  public int partition(int partitions) {
    int hash = value.hashCode();
    // Finaliser of MurmurHash3 (A. Appleby, public domain): ids that count up must not share their
    // low bits.
    hash ^= hash >>> 16;
    hash *= 0x85ebca6b;
    hash ^= hash >>> 13;
    hash *= 0xc2b2ae35;
    hash ^= hash >>> 16;
    return Math.floorMod(hash, partitions);
  }

  @Override
  public int compareTo(ItemId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
