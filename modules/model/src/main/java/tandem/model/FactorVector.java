package tandem.model;

import java.util.Arrays;

/**
 * An immutable vector of k latent factors, single precision. Equality is by content, bit for bit.
 */
public final class FactorVector {

  private final float[] values;

  private FactorVector(float[] values) {
    this.values = values;
  }

  /** A vector with a copy of {@code values}. */
  public static FactorVector of(float... values) {
    return new FactorVector(values.clone());
  }

  /** A vector that takes {@code values} over: the caller must not touch the array again. */
  public static FactorVector wrap(float[] values) {
    return new FactorVector(values);
  }

  /** The number of factors, k. */
  public int length() {
    return values.length;
  }

  /** Factor {@code f}, 0 to k - 1. */
  public float get(int f) {
    return values[f];
  }

  /** The inner product with a vector of the same length. */
  public float dot(FactorVector other) {
    float[] a = values;
    float[] b = other.values;
    if (a.length != b.length) {
      throw new IllegalArgumentException(a.length + " factors against " + b.length);
    }
    float sum = 0f;
    for (int f = 0; f < a.length; f++) {
      sum += a[f] * b[f];
    }
    return sum;
  }

  /** The sum with a vector of the same length. */
  public FactorVector plus(FactorVector other) {
    float[] a = values;
    float[] b = other.values;
    if (a.length != b.length) {
      throw new IllegalArgumentException(a.length + " factors against " + b.length);
    }
    float[] sum = new float[a.length];
    for (int f = 0; f < a.length; f++) {
      sum[f] = a[f] + b[f];
    }
    return new FactorVector(sum);
  }

  /** Each factor so many times. */
  public FactorVector times(double times) {
    float[] product = new float[values.length];
    for (int f = 0; f < product.length; f++) {
      product[f] = (float) (times * values[f]);
    }
    return new FactorVector(product);
  }

  /** Each factor without its sign. */
  FactorVector absolute() {
    float[] result = new float[values.length];
    for (int f = 0; f < result.length; f++) {
      result[f] = Math.abs(values[f]);
    }
    return new FactorVector(result);
  }

  /** Whether all factors are 0. */
  public boolean isZero() {
    for (float value : values) {
      if (value != 0f) {
        return false;
      }
    }
    return true;
  }

  /** The factors themselves, for this package's loops to read: never written, never handed on. */
  float[] values() {
    return values;
  }

  /** Copies the k factors into {@code target} from {@code offset} on. */
  public void copyTo(float[] target, int offset) {
    System.arraycopy(values, 0, target, offset, values.length);
  }

  /** A new array with the k factors. */
  public float[] toArray() {
    return values.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FactorVector that && Arrays.equals(values, that.values);
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
