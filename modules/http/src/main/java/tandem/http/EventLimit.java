package tandem.http;

import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import tandem.protocol.Interaction;

/**
 * Holds a caller to its own user, and each user to so many events a minute, so that nobody lifts an
 * item by clicking. A caller with scope admin loads histories, and is not held to the number.
 */
final class EventLimit {

  private static final int MAX_USERS = 100_000;

  private final int perMinute;
  private final TokenBuckets users;

  EventLimit(LimitSettings limits, LongSupplier nanos) {
    this.perMinute = limits.eventsPerUserAndMinute();
    this.users = new TokenBuckets(perMinute, Duration.ofMinutes(1), MAX_USERS, nanos);
  }

  /** Throws {@link ProblemException} unless the caller may send all of the events now. */
  void check(Caller caller, List<Interaction> events) {
    if (events.stream().anyMatch(event -> !caller.mayActFor(event.user().value()))) {
      throw Gate.foreign();
    }
    if (!caller.has(Scope.ADMIN)) {
      takeAll(counts(events));
    }
  }

  private static Map<String, Integer> counts(List<Interaction> events) {
    Map<String, Integer> counts = new HashMap<>();
    events.forEach(event -> counts.merge(event.user().value(), 1, Integer::sum));
    return counts;
  }

  /** A request is refused as a whole, so what was taken before for others goes back. */
  private void takeAll(Map<String, Integer> counts) {
    for (Map.Entry<String, Integer> wanted : counts.entrySet()) {
      Duration wait = users.take(wanted.getKey(), wanted.getValue());
      if (!wait.isZero()) {
        putBackBefore(wanted.getKey(), counts);
        throw ProblemException.tooMany(
            "user_id", "A user may have " + perMinute + " events a minute.", wait);
      }
    }
  }

  private void putBackBefore(String refused, Map<String, Integer> counts) {
    Iterator<Map.Entry<String, Integer>> taken = counts.entrySet().iterator();
    for (Map.Entry<String, Integer> e = taken.next();
        !e.getKey().equals(refused);
        e = taken.next()) {
      users.putBack(e.getKey(), e.getValue());
    }
  }
}
