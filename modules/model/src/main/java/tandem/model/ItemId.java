package tandem.model;

/**
 * The id of an item: 1 to 128 characters of {@code [A-Za-z0-9._:@-]}. It can't be built invalid, so
 * a journal row or a log line made of it is safe.
 */
public record ItemId(String value) implements Comparable<ItemId> {

  /** Throws {@link IllegalArgumentException} unless {@link Ids#isValid(String)}. */
  public ItemId {
    Ids.requireValid(value);
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
