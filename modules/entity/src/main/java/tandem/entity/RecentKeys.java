package tandem.entity;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tandem.model.ItemId;

/**
 * A bounded window of the newest interactions of a user, by which a repetition of the producer (a
 * second POST, another offset) is recognised: by {@code event_id} where given, else by item, type
 * and timestamp. Keys are 64-bit hashes: in a window of 1,000 a false alarm has a chance of 5e-17
 * an event. Immutable.
 */
public final class RecentKeys {

  private final int capacity;
  private final long[] oldestFirst;

  private RecentKeys(int capacity, long[] oldestFirst) {
    this.capacity = capacity;
    this.oldestFirst = oldestFirst;
  }

  /** An empty window for {@code capacity} keys. */
  public static RecentKeys empty(int capacity) {
    return new RecentKeys(capacity, new long[0]);
  }

  /** The window that {@link #toList()} gave; of more keys than {@code capacity}, the newest. */
  public static RecentKeys of(int capacity, List<Long> oldestFirst) {
    int skip = Math.max(0, oldestFirst.size() - capacity);
    return new RecentKeys(
        capacity, oldestFirst.stream().skip(skip).mapToLong(Long::longValue).toArray());
  }

  /** How many keys it can hold. */
  public int capacity() {
    return capacity;
  }

  /** The key of an interaction. */
  public static long key(@Nullable String eventId, ItemId item, String type, long timestamp) {
    long hash = 0xcbf29ce484222325L;
    if (eventId != null) {
      return mix(append(append(hash, "e"), eventId));
    }
    return mix(append(append(append(hash, "n"), item.value()), type) ^ mix(timestamp));
  }

  /** Whether the window holds {@code key}. */
  public boolean contains(long key) {
    for (long known : oldestFirst) {
      if (known == key) {
        return true;
      }
    }
    return false;
  }

  /** The window with {@code key} as its newest; the oldest goes where it is full. */
  public RecentKeys with(long key) {
    if (capacity == 0) {
      return this;
    }
    int kept = Math.min(oldestFirst.length, capacity - 1);
    long[] next = new long[kept + 1];
    System.arraycopy(oldestFirst, oldestFirst.length - kept, next, 0, kept);
    next[kept] = key;
    return new RecentKeys(capacity, next);
  }

  /** The keys, oldest first. */
  public List<Long> toList() {
    return Arrays.stream(oldestFirst).boxed().toList();
  }

  // FNV-1a (Fowler, Noll, Vo), with a length mark so that joined strings can't meet.
  private static long append(long hash, String text) {
    long result = hash;
    for (int i = 0; i < text.length(); i++) {
      result = (result ^ text.charAt(i)) * 0x100000001b3L;
    }
    return (result ^ (0x10000L + text.length())) * 0x100000001b3L;
  }

  // Finaliser of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014).
  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
