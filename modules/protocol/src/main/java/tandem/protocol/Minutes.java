package tandem.protocol;

import java.util.Arrays;

/** An immutable list of whole minutes since the epoch, four bytes each. Equality is by content. */
public final class Minutes {

  private static final int MILLIS = 60_000;

  private final int[] values;

  private Minutes(int[] values) {
    this.values = values;
  }

  /** Minutes that take {@code values} over: the caller must not touch the array again. */
  public static Minutes wrap(int... values) {
    return new Minutes(values);
  }

  /** The minute of a moment in epoch milliseconds; the first for what was before the epoch. */
  public static int of(long millis) {
    return (int) Math.max(0, Math.min(Integer.MAX_VALUE, millis / MILLIS));
  }

  /** How many there are. */
  public int length() {
    return values.length;
  }

  /** Number {@code n} of them, from 0. */
  public int get(int n) {
    return values[n];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Minutes that && Arrays.equals(values, that.values);
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
