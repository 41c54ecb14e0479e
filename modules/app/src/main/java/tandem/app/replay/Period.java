package tandem.app.replay;

import java.time.Instant;
import java.util.Optional;

/**
 * Which events are replayed, by the time when they happened.
 *
 * @param since the first moment, inclusive
 * @param until the last moment, exclusive
 */
record Period(Optional<Instant> since, Optional<Instant> until) {

  boolean contains(Instant time) {
    return since.filter(time::isBefore).isEmpty()
        && until.filter(end -> !time.isBefore(end)).isEmpty();
  }

  boolean isAll() {
    return since.isEmpty() && until.isEmpty();
  }
}
