package tandem.app.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tandem.protocol.Interaction;
import tandem.protocol.journal.UserStep;

/**
 * What a producer was told is accepted: a multiset of (user, item, time, event id), 8 bytes each.
 * Users take what they learned out of it; what is left must be what they dropped as repetitions,
 * whose content no journal has.
 */
final class Truth {

  private final Iterable<Interaction> accepted;
  private final long[] keys; // ascending; the upper half is the user's
  private final BitSet taken = new BitSet();
  private final Map<Integer, Long> dropped = new HashMap<>();

  /** Goes over {@code accepted} at once, and again if some of it is missing in the end. */
  Truth(Iterable<Interaction> accepted) {
    this.accepted = accepted;
    long[] read = new long[1_024];
    int size = 0;
    for (Interaction event : accepted) {
      if (size == read.length) {
        read = Arrays.copyOf(read, size + (size >> 1));
      }
      read[size++] = key(event);
    }
    this.keys = Arrays.copyOf(read, size);
    Arrays.sort(keys);
  }

  private static long key(Interaction event) {
    return key(
        event.user().value(),
        event.item().value(),
        event.timestamp().toEpochMilli(),
        event.eventId());
  }

  private static long key(String user, String item, long timestamp, @Nullable String eventId) {
    return Pair.of(user, item + "\n" + timestamp + "\n" + Optional.ofNullable(eventId));
  }

  private static int user(long key) {
    return (int) (key >>> 32);
  }

  /** A user has learned this; false if it was not accepted, or not so often. */
  boolean take(String user, UserStep step) {
    return take(key(user, step.item().value(), step.timestamp(), step.eventId()));
  }

  private boolean take(long key) {
    for (int at = first(key); at < keys.length && keys[at] == key; at++) {
      if (!taken.get(at)) {
        taken.set(at);
        return true;
      }
    }
    return false;
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

  /** A user has dropped so many repetitions. */
  void dropped(String user, int repetitions) {
    if (repetitions > 0) {
      dropped.merge(Pair.hash(user), (long) repetitions, Long::sum);
    }
  }

  /** So many events of the user were removed from the journal, which none can take any more. */
  void removed(String user, long events) {
    if (events > 0) {
      dropped.merge(Pair.hash(user), events, Long::sum);
    }
  }

  int size() {
    return keys.length;
  }

  /** What the events that nobody took come to, when each user has taken its own. */
  Balance balance() {
    Map<Integer, Long> missing = new HashMap<>();
    for (int at = taken.nextClearBit(0); at < keys.length; at = taken.nextClearBit(at + 1)) {
      missing.merge(user(keys[at]), 1L, Long::sum);
    }
    dropped.forEach((user, count) -> missing.merge(user, -count, Long::sum));
    long short_ = missing.values().stream().filter(n -> n > 0).mapToLong(n -> n).sum();
    long over = -missing.values().stream().filter(n -> n < 0).mapToLong(n -> n).sum();
    return new Balance(short_, over, short_ == 0 ? List.of() : words(missing));
  }

  /**
   * The outcome.
   *
   * @param missing events that were accepted, and neither learned nor dropped
   * @param overDropped records that were dropped, and not accepted
   * @param first the first missing events in words; where their user dropped some, these may be
   *     among them
   */
  record Balance(long missing, long overDropped, List<String> first) {}

  private List<String> words(Map<Integer, Long> missing) {
    List<String> words = new ArrayList<>();
    for (Interaction event : accepted) {
      long key = key(event);
      if (missing.getOrDefault(user(key), 0L) > 0 && take(key)) {
        words.add(
            words(
                event.user().value(),
                event.item().value(),
                event.timestamp().toEpochMilli(),
                event.eventId()));
      }
      if (words.size() == Findings.KEPT) {
        break;
      }
    }
    return words;
  }

  /** A step in words. */
  static String words(String user, UserStep step) {
    return words(user, step.item().value(), step.timestamp(), step.eventId());
  }

  private static String words(String user, String item, long time, @Nullable String eventId) {
    String named = eventId == null ? "" : ", event_id " + eventId;
    return "user " + user + ", item " + item + ", " + java.time.Instant.ofEpochMilli(time) + named;
  }
}
