package tandem.loadgen;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * An open-loop schedule: event n (from 1) is due n / rate seconds after the start, whatever became
 * of those before. How often it is polled changes nothing, so a slow consumer is not waited for and
 * its delays stay visible (G. Tene, "How NOT to Measure Latency", 2015, on coordinated omission).
 * After a pause at most {@code maxBurst} events are made up for; the rest is skipped and counted.
 */
public final class Pace {

  private static final double NANOS_PER_SECOND = 1e9;

  private final double perSecond;
  private final long maxBurst;
  private final LongSupplier nanoClock;
  private final long start;
  private long handedOut;
  private long skipped;

  /**
   * Starts now.
   *
   * @param perSecond events a second, above 0 and finite
   * @param maxBurst the most that {@link #take} hands out at once, at least 1
   * @param nanoClock like {@link System#nanoTime}
   * @throws IllegalArgumentException for a value out of range
   */
  public Pace(double perSecond, long maxBurst, LongSupplier nanoClock) {
    if (!(perSecond > 0 && Double.isFinite(perSecond)) || maxBurst < 1) {
      throw new IllegalArgumentException("a rate above 0 and a burst of at least 1 are needed");
    }
    this.perSecond = perSecond;
    this.maxBurst = maxBurst;
    this.nanoClock = nanoClock;
    this.start = nanoClock.getAsLong();
  }

  /** How many events are due now and were not handed out before; the caller sends them now. */
  public long take() {
    long due = Math.max(0, scheduled() - handedOut - skipped);
    long taken = Math.min(due, maxBurst);
    skipped += due - taken;
    handedOut += taken;
    return taken;
  }

  /** How long until {@link #take} gives something: zero where it does now. */
  public Duration untilNext() {
    long next = handedOut + skipped + 1;
    return Duration.ofNanos(Math.max(0, dueAt(next) - elapsed()));
  }

  /** Events handed out since the start. */
  public long handedOut() {
    return handedOut;
  }

  /** Events of the schedule that were given up after pauses. */
  public long skipped() {
    return skipped;
  }

  // The largest n with dueAt(n) <= elapsed. The estimate may be one off by rounding, and then a
  // caller that has waited for untilNext() would get nothing.
  private long scheduled() {
    long elapsed = elapsed();
    long n = (long) (elapsed * perSecond / NANOS_PER_SECOND) + 1;
    while (n > 0 && dueAt(n) > elapsed) {
      n--;
    }
    return n;
  }

  private long dueAt(long n) {
    return (long) Math.ceil(n * NANOS_PER_SECOND / perSecond);
  }

  private long elapsed() {
    return nanoClock.getAsLong() - start;
  }
}
