package tandem.loadgen.run;

import java.time.Duration;

/**
 * A part of a plan in which the rate changes evenly.
 *
 * @param length above 0
 * @param from things a second at its beginning, 0 or more
 * @param to things a second at its end, 0 or more
 */
public record Phase(Duration length, double from, double to) {

  private static final double NANOS = 1e9;

  /** Throws {@link IllegalArgumentException} for what is out of range. */
  public Phase {
    if (length.isNegative() || length.isZero()) {
      throw new IllegalArgumentException("a phase takes time");
    }
    if (!(from >= 0 && to >= 0 && Double.isFinite(from + to))) {
      throw new IllegalArgumentException("a rate is 0 or more");
    }
  }

  /** A constant rate. */
  public static Phase constant(Duration length, double rate) {
    return new Phase(length, rate, rate);
  }

  double seconds() {
    return length.toNanos() / NANOS;
  }

  /** How many things fall into it, a fraction of one included. */
  double count() {
    return (from + to) / 2 * seconds();
  }

  /** Seconds from its beginning until {@code count} things were due, at most {@link #count()}. */
  double secondsUntil(double count) {
    double slope = (to - from) / seconds();
    // from t + slope t²/2 = count, solved in the form that also holds for a slope of 0.
    double root = Math.sqrt(Math.max(0, from * from + 2 * slope * count));
    return count == 0 ? 0 : 2 * count / (from + root);
  }

  /** The same with all rates multiplied. */
  Phase times(double factor) {
    return new Phase(length, from * factor, to * factor);
  }
}
