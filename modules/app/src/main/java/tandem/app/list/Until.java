package tandem.app.list;

import java.time.Duration;

/** The moment by which a list must be there, by the monotonic clock. */
record Until(long nanos) {

  /** So much later than now. */
  static Until in(Duration timeout) {
    return new Until(System.nanoTime() + timeout.toNanos());
  }

  /** What is left, at least a millisecond, since asking takes no less. */
  Duration left() {
    return Duration.ofNanos(Math.max(1_000_000, nanos - System.nanoTime()));
  }
}
