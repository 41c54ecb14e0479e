package tandem.entity;

import java.time.Duration;

/**
 * How many entities of a kind a node keeps in memory.
 *
 * @param limit users, and as many items, that are awake at most, but for those that are finishing;
 *     at least 1
 * @param idle after so long without a message, or up to twice as long, one is put aside; above 0
 */
public record AwakeSettings(int limit, Duration idle) {

  /** Throws {@link IllegalArgumentException} with the name of what makes no sense. */
  public AwakeSettings {
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be at least 1");
    }
    if (idle.isNegative() || idle.isZero()) {
      throw new IllegalArgumentException("idle must be positive");
    }
  }
}
