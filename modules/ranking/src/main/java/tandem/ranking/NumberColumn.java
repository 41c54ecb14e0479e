package tandem.ranking;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/*
 * Frame of reference (Goldstein, Ramakrishnan, Shaft, Compressing relations and indexes, ICDE 1998):
 * numbers are held as their distances from a base, in as many bits as the largest distance needs. A
 * number beyond the frame makes another one. The frame is a sixteenth longer than it must be where it
 * grows downwards, and is only moved up where that gains a sixteenth, so that numbers that come in order
 * do not make a frame each.
 */

/**
 * One number of each slot of a block, exactly as it was set: in the bits that their range needs
 * while all are whole multiples of a unit, 8 bytes from then on. Each is finite or -infinity, as
 * all are at first.
 */
final class NumberColumn {

  private static final double MOST = 0x1p52; // units that are exact as a double
  private static final int SLACK = 16;

  private final double unit;
  private int slots;
  private long base; // in units
  private Counts steps; // from the base, and one more; 0 for -infinity
  private double @Nullable [] wide; // in the place of steps

  /** Of so many slots; {@code unit} is above 0. */
  NumberColumn(int slots, double unit) {
    this.unit = unit;
    this.slots = slots;
    this.steps = new Counts(slots);
  }

  double get(int slot) {
    return wide == null ? value(steps.at(slot)) : wide[slot];
  }

  private double value(long step) {
    return step == 0 ? Double.NEGATIVE_INFINITY : (base + step - 1) * unit;
  }

  /**
   * The next slot, {@code from} or later, that may have {@code least} or more; {@code count} if
   * none of the first so many has.
   */
  int next(int from, int count, double least) {
    if (wide != null || least == Double.NEGATIVE_INFINITY) {
      return from;
    }
    double units =
        Math.ceil(least / unit) - base; // a step less than it has: the quotient is rounded
    return steps.next(from, count, (long) Math.max(units, 0));
  }

  void set(int slot, double value) {
    if (wide == null && !pack(slot, value)) {
      wide = widened();
    }
    if (wide != null) {
      wide[slot] = value;
    }
  }

  /** Whether the number can be packed. */
  private boolean pack(int slot, double value) {
    if (value == Double.NEGATIVE_INFINITY) {
      steps.put(slot, 0);
      return true;
    }
    double units = Math.rint(value / unit);
    if (Math.abs(units) > MOST || units * unit != value) {
      return false;
    }
    long number = (long) units;
    if (number < base || !steps.takes(number - base + 1)) {
      frame(slot, number);
    } else {
      steps.put(slot, number - base + 1);
    }
    return true;
  }

  /** Makes a frame for the numbers of the other slots and another one in this. */
  private void frame(int except, long number) {
    long[] all = steps.all();
    all[except] = number - base + 1;
    long least = number;
    long most = number;
    for (int slot = 0; slot < slots; slot++) {
      if (all[slot] > 0) {
        least = Math.min(least, base + all[slot] - 1);
        most = Math.max(most, base + all[slot] - 1);
      }
    }
    long slack = (most - least) / SLACK;
    long from = least == number ? least - slack : least - base > slack ? least : base;
    for (int slot = 0; slot < slots; slot++) {
      all[slot] += all[slot] > 0 || slot == except ? base - from : 0;
    }
    base = from;
    steps = new Counts(all);
  }

  private double[] widened() {
    double[] values = new double[slots];
    for (int slot = 0; slot < slots; slot++) {
      values[slot] = value(steps.at(slot));
    }
    steps = new Counts(0);
    return values;
  }

  /** Has so many slots, more than before. */
  void resize(int more) {
    if (wide == null) {
      steps.resize(more);
    } else {
      wide = Arrays.copyOf(wide, more);
      Arrays.fill(wide, slots, more, Double.NEGATIVE_INFINITY);
    }
    slots = more;
  }
}
