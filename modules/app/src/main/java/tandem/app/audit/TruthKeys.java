package tandem.app.audit;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import tandem.protocol.Interaction;

/** A multiset of (user, item, time, event id), 8 bytes each, of which each can be taken once. */
final class TruthKeys {

  private final long[] keys; // ascending; the upper half is the user's
  private final BitSet taken = new BitSet();

  /** Goes over {@code events} at once. */
  TruthKeys(Iterable<Interaction> events) {
    long[] read = new long[1_024];
    int size = 0;
    for (Interaction event : events) {
      if (size == read.length) {
        read = Arrays.copyOf(read, size + (size >> 1));
      }
      read[size++] = key(event);
    }
    this.keys = Arrays.copyOf(read, size);
    Arrays.sort(keys);
  }

  static long key(Interaction event) {
    return key(
        event.user().value(),
        event.item().value(),
        event.timestamp().toEpochMilli(),
        event.eventId());
  }

  static long key(String user, String item, long timestamp, @Nullable String eventId) {
    return Pair.of(user, item + "\n" + timestamp + "\n" + Optional.ofNullable(eventId));
  }

  /** What stands for the user of a key, see {@link Pair#hash}. */
  static int user(long key) {
    return (int) (key >>> 32);
  }

  /** Takes one; false if there is none left of it. */
  boolean take(long key) {
    for (int at = first(key); at < keys.length && keys[at] == key; at++) {
      if (!taken.get(at)) {
        taken.set(at);
        return true;
      }
    }
    return false;
  }

  int size() {
    return keys.length;
  }

  /** Goes over the users of those that nobody took, once for each. */
  void forEachLeft(IntConsumer user) {
    for (int at = taken.nextClearBit(0); at < keys.length; at = taken.nextClearBit(at + 1)) {
      user.accept(user(keys[at]));
    }
  }

  /** The first place of a key, which may be there several times. */
  private int first(long key) {
    int low = 0;
    int high = keys.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (keys[middle] < key) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
