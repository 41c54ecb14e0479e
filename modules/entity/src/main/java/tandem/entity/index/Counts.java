package tandem.entity.index;

import java.util.Arrays;
import tandem.ranking.Notes;

/**
 * Whole numbers by slot, 0 or more, all 0 at first: 2 bytes each while all are below 65,536, then 4
 * while they are ints, then 8.
 */
final class Counts implements Notes<Long> {

  private char[] small;
  private int[] medium = {};
  private long[] large = {};

  /** Of so many slots. */
  Counts(int slots) {
    small = new char[slots];
  }

  /** The number in a slot. */
  long at(int slot) {
    return small.length > 0 ? small[slot] : medium.length > 0 ? medium[slot] : large[slot];
  }

  /** Sets the number in a slot. */
  void put(int slot, long count) {
    if (small.length > 0 && count > Character.MAX_VALUE) {
      medium = new int[small.length];
      Arrays.setAll(medium, s -> small[s]);
      small = new char[0];
    }
    if (medium.length > 0 && count > Integer.MAX_VALUE) {
      large = Arrays.stream(medium).asLongStream().toArray();
      medium = new int[0];
    }
    if (small.length > 0) {
      small[slot] = (char) count;
    } else if (medium.length > 0) {
      medium[slot] = (int) count;
    } else {
      large[slot] = count;
    }
  }

  @Override
  public Long get(int slot) {
    return at(slot);
  }

  @Override
  public void set(int slot, Long note) {
    put(slot, note);
  }

  @Override
  public void clear(int slot) {
    put(slot, 0);
  }

  @Override
  public void resize(int slots) {
    if (small.length > 0) {
      small = Arrays.copyOf(small, slots);
    } else if (medium.length > 0) {
      medium = Arrays.copyOf(medium, slots);
    } else {
      large = Arrays.copyOf(large, slots);
    }
  }
}
