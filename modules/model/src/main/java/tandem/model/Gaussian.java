package tandem.model;

/**
 * Normally distributed numbers that depend on nothing but a seed and a name, on every node, machine
 * and version of Java: an entity that starts anywhere starts with the same vector. SplitMix64
 * (Steele, Lea, Flood, OOPSLA 2014) feeds Box and Muller's transform (Ann. Math. Stat. 29, 1958).
 */
final class Gaussian {

  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private long state;

  private Gaussian(long state) {
    this.state = state;
  }

  /** {@code length} independent factors N(0, sigma²). */
  static FactorVector vector(long seed, char side, String id, double sigma, int length) {
    Gaussian source = new Gaussian(mix(seed) ^ hash(side, id));
    float[] values = new float[length];
    for (int f = 0; f < length; f += 2) {
      source.pair(values, f, sigma);
    }
    return FactorVector.wrap(values);
  }

  private void pair(float[] values, int f, double sigma) {
    double radius = sigma * StrictMath.sqrt(-2 * StrictMath.log(uniform()));
    double angle = 2 * StrictMath.PI * uniform();
    values[f] = (float) (radius * StrictMath.cos(angle));
    if (f + 1 < values.length) {
      values[f + 1] = (float) (radius * StrictMath.sin(angle));
    }
  }

  /** Above 0, to 1: the logarithm must be finite. */
  private double uniform() {
    state += GOLDEN_GAMMA;
    return ((mix(state) >>> 11) + 1) * 0x1.0p-53;
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** FNV-1a over 16-bit characters (Fowler, Noll, Vo). */
  private static long hash(char side, String id) {
    long hash = (FNV_OFFSET ^ side) * FNV_PRIME;
    for (int i = 0; i < id.length(); i++) {
      hash = (hash ^ id.charAt(i)) * FNV_PRIME;
    }
    return mix(hash);
  }
}
