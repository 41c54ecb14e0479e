package tandem.app.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tandem.protocol.Interaction;
import tandem.protocol.journal.UserStep;

/**
 * What a producer was told is accepted, and what it was told nothing of, so that the log may have
 * it or not. Users take what they learned out of it; what is left of the accepted must be what they
 * dropped as repetitions, whose content no journal has.
 */
final class Truth {

  private final Iterable<Interaction> accepted;
  private final TruthKeys keys;
  private final TruthKeys unsure;
  private final Map<Integer, Long> dropped = new HashMap<>();

  /** Of a producer that had an answer for everything. */
  Truth(Iterable<Interaction> accepted) {
    this(accepted, List.of());
  }

  /**
   * Goes over both at once, and over {@code accepted} again if some of it is missing in the end.
   */
  Truth(Iterable<Interaction> accepted, Iterable<Interaction> unsure) {
    this.accepted = accepted;
    this.keys = new TruthKeys(accepted);
    this.unsure = new TruthKeys(unsure);
  }

  /** A user has learned this; false if the log can't have it, or not so often. */
  boolean take(String user, UserStep step) {
    long key = TruthKeys.key(user, step.item().value(), step.timestamp(), step.eventId());
    return keys.take(key) || unsure.take(key);
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
    return keys.size();
  }

  /** What the events that nobody took come to, when each user has taken its own. */
  Balance balance() {
    Map<Integer, Long> missing = new HashMap<>();
    keys.forEachLeft(user -> missing.merge(user, 1L, Long::sum));
    dropped.forEach((user, count) -> missing.merge(user, -count, Long::sum));
    // What a user dropped beyond what was accepted, the log may have been sent without an answer.
    unsure.forEachLeft(
        user -> missing.computeIfPresent(user, (same, n) -> n < 0 ? Long.valueOf(n + 1) : n));
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
      long key = TruthKeys.key(event);
      if (missing.getOrDefault(TruthKeys.user(key), 0L) > 0 && keys.take(key)) {
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
