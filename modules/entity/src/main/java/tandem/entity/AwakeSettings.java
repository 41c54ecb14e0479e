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

  private static final long HEAP_EACH = 24 << 10; // of a user and an item: two thirds stay free

  /** Throws {@link IllegalArgumentException} with the name of what makes no sense. */
  public AwakeSettings {
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be at least 1, or 0 to go by the heap");
    }
    if (idle.isNegative() || idle.isZero()) {
      throw new IllegalArgumentException("idle must be positive");
    }
  }

  /** Those of a node with so many bytes of heap, where a limit of 0 stands for what that allows. */
  static AwakeSettings of(int limit, Duration idle, long heap) {
    long allowed = Math.min(Integer.MAX_VALUE, Math.max(1, heap / HEAP_EACH));
    return new AwakeSettings(limit == 0 ? (int) allowed : limit, idle);
  }
}
