package tandem.model;

import java.time.Duration;
import java.time.Instant;

/**
 * Popularity that fades, as one number that needs no clock: the heat of an item is log2 of the sum
 * over its events of weight · 2^(t / half-life). All heats fade alike, so they are compared without
 * knowing the present, and events may come in any order: adding is commutative up to rounding.
 * (Forward decay: Cormode, Shkapenyuk, Srivastava, Xu, ICDE 2009.)
 */
public final class Popularity {

  /** The heat of an item without events. */
  public static final double NONE = Double.NEGATIVE_INFINITY;

  private final double halfLifeSeconds;

  /** Throws {@link IllegalArgumentException} unless {@code halfLife} is positive. */
  public Popularity(Duration halfLife) {
    this.halfLifeSeconds = seconds(halfLife.getSeconds(), halfLife.getNano());
    Checks.positive("half-life", halfLifeSeconds);
  }

  /**
   * The heat after one more event.
   *
   * @param heat so far, {@link #NONE} at first
   * @param weight of the event, 0 or more; at 0 the heat stays
   */
  public double add(double heat, Instant at, double weight) {
    Checks.between("weight", weight, 0, Double.MAX_VALUE);
    double event = weight == 0 ? NONE : log2(weight) + halfLives(at);
    double most = Math.max(heat, event);
    return most == NONE ? NONE : most + log2(1 + Math.pow(2, Math.min(heat, event) - most));
  }

  /** How many fresh events of weight 1 the heat is worth at {@code now}, 0 or more. */
  public double eventsAt(double heat, Instant now) {
    return Math.pow(2, heat - halfLives(now));
  }

  private double halfLives(Instant at) {
    return seconds(at.getEpochSecond(), at.getNano()) / halfLifeSeconds;
  }

  private static double seconds(long seconds, int nanos) {
    return seconds + nanos * 1e-9;
  }

  private static double log2(double value) {
    return Math.log(value) / Math.log(2);
  }
}
