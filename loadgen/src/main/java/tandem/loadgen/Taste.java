package tandem.loadgen;

import java.util.random.RandomGenerator;

/**
 * What a user likes: a direction in the space of the items' traits, of length 1 for ever, that
 * turns at a constant speed along a great circle. So tastes drift, differently for each user, and
 * the truth at any time is known in closed form.
 */
final class Taste {

  private final double[] origin;
  private final double[] towards;

  private Taste(double[] origin, double[] towards) {
    this.origin = origin;
    this.towards = towards;
  }

  /** A random direction of {@code traits} numbers, at least 2, with a random way to turn. */
  static Taste random(int traits, RandomGenerator random) {
    double[] origin = direction(traits, random);
    double[] towards = direction(traits, random);
    double overlap = dot(origin, towards);
    for (int t = 0; t < traits; t++) {
      towards[t] -= overlap * origin[t];
    }
    return new Taste(origin, normalised(towards));
  }

  /** The direction after a turn by {@code angle} radians; its length is 1. */
  double[] at(double angle) {
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    double[] direction = new double[origin.length];
    for (int t = 0; t < direction.length; t++) {
      direction[t] = cos * origin[t] + sin * towards[t];
    }
    return direction;
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int t = 0; t < a.length; t++) {
      sum += a[t] * b[t];
    }
    return sum;
  }

  private static double[] direction(int traits, RandomGenerator random) {
    double[] direction = new double[traits];
    for (int t = 0; t < traits; t++) {
      direction[t] = random.nextGaussian();
    }
    return normalised(direction);
  }

  private static double[] normalised(double[] vector) {
    double norm = Math.sqrt(dot(vector, vector));
    for (int t = 0; t < vector.length; t++) {
      vector[t] /= norm;
    }
    return vector;
  }
}
