package tandem.ranking;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What the k-th of a list that several searches make together has at least: a search may leave out
 * what scores less, once one of them has found k. Threads may share it.
 */
public class SharedThreshold {

  private static final SharedThreshold NONE =
      new SharedThreshold() {
        @Override
        public void raise(double score) {
          // stays where it is
        }
      };

  private final AtomicLong bits =
      new AtomicLong(Double.doubleToRawLongBits(Double.NEGATIVE_INFINITY));

  /** One that is never raised: of a search that shares its list with no other. */
  public static SharedThreshold none() {
    return NONE;
  }

  /** So far; -infinity at first, and never less than before. */
  public double get() {
    return Double.longBitsToDouble(bits.get());
  }

  /** Someone has found k items of this score or more. */
  public void raise(double score) {
    double before = get();
    while (score > before
        && !bits.compareAndSet(
            Double.doubleToRawLongBits(before), Double.doubleToRawLongBits(score))) {
      before = get();
    }
  }
}
