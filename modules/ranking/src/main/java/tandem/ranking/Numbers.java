package tandem.ranking;

import java.util.Arrays;

/**
 * Numbers of an item that lists may be ranked by, in any unit. Each is finite or -infinity for
 * none; those beyond the last one are none. Immutable.
 */
public final class Numbers {

  private final double[] values;

  private Numbers(double[] values) {
    this.values = values;
  }

  /** A copy of these, without what is none at the end. */
  public static Numbers of(double... values) {
    int size = values.length;
    while (size > 0 && values[size - 1] == Double.NEGATIVE_INFINITY) {
      size--;
    }
    return new Numbers(Arrays.copyOf(values, size));
  }

  /** How many there are. */
  public int size() {
    return values.length;
  }

  /** Number {@code n}, from 0. */
  public double get(int n) {
    return n < values.length ? values[n] : Double.NEGATIVE_INFINITY;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Numbers that && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return Arrays.toString(values);
  }
}
