package tandem.ranking;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One number of each slot of a block, exactly as it was set: 4 bytes each while all are whole
 * multiples of a unit, and less than 2^31 units from the first one; 8 from then on. Each is finite
 * or -infinity, as all are at first.
 */
final class NumberColumn {

  private static final int NONE = Integer.MIN_VALUE;

  private final double unit;
  private double base = Double.NaN; // until there is a number
  private int[] steps;
  private double @Nullable [] wide; // in the place of steps

  /** Of so many slots; {@code unit} is above 0. */
  NumberColumn(int slots, double unit) {
    this.unit = unit;
    this.steps = new int[slots];
    Arrays.fill(steps, NONE);
  }

  double get(int slot) {
    return wide == null ? value(steps[slot]) : wide[slot];
  }

  void set(int slot, double value) {
    if (wide == null) {
      int step = step(value);
      if (value(step) == value) {
        steps[slot] = step;
      } else {
        wide = widened();
      }
    }
    if (wide != null) {
      wide[slot] = value;
    }
  }

  private int step(double value) {
    if (value == Double.NEGATIVE_INFINITY) {
      return NONE;
    }
    if (Double.isNaN(base)) {
      base = Math.rint(value / unit) * unit;
    }
    return (int) ((value - base) / unit); // the nearest int for what is out of range
  }

  private double value(int step) {
    return step == NONE ? Double.NEGATIVE_INFINITY : base + step * unit;
  }

  private double[] widened() {
    double[] values = new double[steps.length];
    for (int slot = 0; slot < values.length; slot++) {
      values[slot] = value(steps[slot]);
    }
    steps = new int[0];
    return values;
  }

  /** Has so many slots, more than before. */
  void resize(int slots) {
    int before = wide == null ? steps.length : wide.length;
    if (wide == null) {
      steps = Arrays.copyOf(steps, slots);
      Arrays.fill(steps, before, slots, NONE);
    } else {
      wide = Arrays.copyOf(wide, slots);
      Arrays.fill(wide, before, slots, Double.NEGATIVE_INFINITY);
    }
  }
}
