package tandem.loadgen.run;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Does things when they are due, whatever became of those before. What is late is done at once, and
 * its latency counts from when it was due; what is still not done at the end is given up and
 * counted.
 *
 * <p>A thread of its own runs it; others may ask for its counts, and stop it.
 */
public final class OpenLoop implements Runnable {

  // A wait takes some 60 µs at least: at high rates a few things are done at each awakening.
  private static final long SHORTEST_PARK = TimeUnit.MICROSECONDS.toNanos(200);
  private static final long LONGEST_PARK = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long GRACE = TimeUnit.SECONDS.toNanos(1);

  private final Schedule schedule;
  private final Action action;
  private final Ticker ticker;
  private final long start;
  private final LongAdder done = new LongAdder();
  private final Latency lateness = new Latency();
  private volatile boolean stopped;

  /** What is done. */
  public interface Action {

    /**
     * Begins a thing; may wait where too many are under way.
     *
     * @param due when it was to be begun, by the ticker
     */
    void begin(long due);

    /** Is called some 200 times a second, and at the end, with the time by the ticker. */
    default void tick(long now) {}
  }

  /**
   * A loop that does not run yet.
   *
   * @param start when the schedule begins, by the ticker
   */
  public OpenLoop(Schedule schedule, Action action, Ticker ticker, long start) {
    this.schedule = schedule;
    this.action = action;
    this.ticker = ticker;
    this.start = start;
  }

  /** Returns at the end of the schedule, or soon after {@link #stop}. */
  @Override
  public void run() {
    long end = start + schedule.length();
    long size = schedule.size();
    for (long n = 0; n < size && !stopped; n++) {
      long due = start + schedule.due(n);
      long now = awaitUntil(due);
      if (stopped || now - end > GRACE) {
        break;
      }
      action.begin(due);
      done.increment();
      lateness.record(now - due);
    }
    while (!stopped && ticker.nanos() < end) {
      pause(end - ticker.nanos());
    }
    action.tick(ticker.nanos());
  }

  /** Ends it. */
  public void stop() {
    stopped = true;
  }

  /** How many things it has begun. */
  public long done() {
    return done.sum();
  }

  /** How many should have been begun by now, {@code now} by the ticker. */
  public long wanted(long now) {
    long low = 0;
    long high = schedule.size();
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (start + schedule.due(middle) <= now) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** How late things were begun. */
  public Latency lateness() {
    return lateness;
  }

  private long awaitUntil(long due) {
    long now = ticker.nanos();
    while (now < due && !stopped) {
      pause(due - now);
      now = ticker.nanos();
    }
    return now;
  }

  private void pause(long nanos) {
    action.tick(ticker.nanos());
    ticker.park(Math.max(SHORTEST_PARK, Math.min(nanos, LONGEST_PARK)));
  }
}
