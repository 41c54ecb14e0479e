package tandem.entity.index;

import org.jspecify.annotations.Nullable;
import tandem.protocol.Attributes;

/**
 * Keeps the values that it met last, so that the items of a catalogue hold one "red" and one list
 * of names instead of a million. A direct-mapped cache: it costs the same however many values there
 * are, and those that come often stay. For one thread.
 */
final class Shared implements Attributes.Sharing {

  private static final int SLOTS = 1 << 14; // 64 KiB a partition; a power of two

  private @Nullable Object[] recent = {}; // until there is a value

  @Override
  @SuppressWarnings("unchecked") // what equals a value can stand in its place
  public <T> T one(T value) {
    if (recent.length == 0) {
      recent = new Object[SLOTS];
    }
    int hash = value.hashCode();
    int slot = (hash ^ (hash >>> 16)) & (SLOTS - 1);
    Object known = recent[slot];
    if (value.equals(known)) {
      return (T) known;
    }
    recent[slot] = value;
    return value;
  }
}
