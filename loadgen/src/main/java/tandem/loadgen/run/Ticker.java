package tandem.loadgen.run;

import java.util.concurrent.locks.LockSupport;

/** The time, and waiting for it. */
public interface Ticker {

  /** Like {@link System#nanoTime}. */
  long nanos();

  /** Waits about so long, or less. */
  void park(long nanos);

  /** The system's. */
  static Ticker system() {
    return new Ticker() {
      @Override
      public long nanos() {
        return System.nanoTime();
      }

      @Override
      public void park(long nanos) {
        LockSupport.parkNanos(nanos);
      }
    };
  }
}
