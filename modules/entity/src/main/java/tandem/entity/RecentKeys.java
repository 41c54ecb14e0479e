package tandem.entity;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tandem.model.ItemId;

/*
 * A user steps ahead of its journal, so there are two or three windows of it at a time, of which each is some keys ahead of the other;
 * and an array for each of 1,000 keys, copied with each event, was a fifth of all that a node allocated. So windows that come of one
 * another look at one log, each at its own part. Who is at its end appends, who is behind and takes the same key goes on in it, and
 * who takes another key, copies.
 */

/**
 * A bounded window of the newest interactions of a user, by which a repetition of the producer (a
 * second POST, another offset) is recognised: by {@code event_id} where given, else by item, type
 * and timestamp. Keys are 64-bit hashes: in a window of 1,000 a false alarm has a chance of 5e-17
 * an event. Immutable; those that come of one another are for one thread at a time.
 */
public final class RecentKeys {

  private static final int LEAST = 4;

  private final int capacity;
  private final Log log;
  private final int first;
  private final int end;

  /** Keys, oldest first. */
  private static final class Log {
    private long[] keys;
    private int size;

    Log(long[] keys, int size) {
      this.keys = keys;
      this.size = size;
    }
  }

  private RecentKeys(int capacity, Log log, int first, int end) {
    this.capacity = capacity;
    this.log = log;
    this.first = first;
    this.end = end;
  }

  /** An empty window for {@code capacity} keys. */
  public static RecentKeys empty(int capacity) {
    return new RecentKeys(capacity, new Log(new long[0], 0), 0, 0);
  }

  /** The window that {@link #toList()} gave; of more keys than {@code capacity}, the newest. */
  public static RecentKeys of(int capacity, List<Long> oldestFirst) {
    int skip = Math.max(0, oldestFirst.size() - capacity);
    long[] keys = oldestFirst.stream().skip(skip).mapToLong(Long::longValue).toArray();
    return new RecentKeys(capacity, new Log(keys, keys.length), 0, keys.length);
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
    long[] keys = log.keys;
    for (int n = first; n < end; n++) {
      if (keys[n] == key) {
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
    if (end < log.size) {
      return log.keys[end] == key ? next(log) : copied(key);
    }
    if (end == log.keys.length) {
      if (end >= capacity) {
        return copied(key); // what is before the window goes
      }
      log.keys = Arrays.copyOf(log.keys, Math.min(2 * capacity, Math.max(LEAST, 2 * end)));
    }
    log.keys[log.size++] = key;
    return next(log);
  }

  private RecentKeys next(Log in) {
    return new RecentKeys(capacity, in, Math.max(first, end + 1 - capacity), end + 1);
  }

  private RecentKeys copied(long key) {
    int kept = Math.min(end - first, capacity - 1);
    long[] keys = new long[Math.min(2 * capacity, 2 * (kept + 1))];
    System.arraycopy(log.keys, end - kept, keys, 0, kept);
    keys[kept] = key;
    return new RecentKeys(capacity, new Log(keys, kept + 1), 0, kept + 1);
  }

  /** The keys, oldest first. */
  public List<Long> toList() {
    return Arrays.stream(log.keys, first, end).boxed().toList();
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
