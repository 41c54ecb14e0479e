package tandem.model;

/**
 * One gradient step of one side. With error e, own vector p, the other side's vector q:
 *
 * <pre>
 *   b ← b + max(floor, 1 / (a + n)) · (e − l2_b · b)     n counts this interaction too
 *   t ← kept · t + rate_t · e                            the bias is b + t
 *   g = e · q − l2 · p
 *   G ← G + mean over f of g_f²
 *   p ← p + rate / √(floor_G + G) · g                    not below 0, if that is set
 * </pre>
 *
 * <p>b is what lasts of the bias; t follows the last errors and fades, as the bias of a day in
 * timeSVD++ does (Koren, KDD 2009, section 3), but by the interaction, so that no clock is needed.
 *
 * <p>An error of zero changes nothing. The gradient is clipped so that finite factors stay finite:
 * the error to ±{@value #MAX_ERROR}, and where the squared length of g is above {@value
 * #MAX_SQUARE} or is not a number, each g_f to ±{@value #MAX_GRADIENT}, NaN to 0.
 */
final class SideStep {

  static final float MAX_ERROR = 100f;
  static final float MAX_GRADIENT = 1_000f;
  static final float MAX_SQUARE = 1e9f;

  private final float biasFloor;
  private final float biasOffset;
  private final float biasL2;
  private final float recentRate;
  private final float recentKept;
  private final float rate;
  private final float l2;
  private final float adagradFloor;
  private final float least;

  /** With {@code nonNegative}, the step is projected (Lin, Neural Computation 19(10), 2007). */
  SideStep(StepSettings settings, double adagradFloor, boolean nonNegative) {
    this.least = nonNegative ? 0f : Float.NEGATIVE_INFINITY;
    this.biasFloor = (float) settings.biasFloor();
    this.biasOffset = (float) settings.biasOffset();
    this.biasL2 = (float) settings.biasL2();
    this.recentRate = (float) settings.recentRate();
    this.recentKept = (float) settings.recentKept();
    this.rate = (float) settings.rate();
    this.l2 = (float) settings.l2();
    this.adagradFloor = (float) adagradFloor;
  }

  /**
   * The factors after the step.
   *
   * @param rawError e before it is clipped
   * @param biasShare how much of the bias's step is made, 0 to 1
   * @param learned how many interactions the step stands for, 0 or 1
   */
  Factors step(Factors own, FactorVector other, float rawError, float biasShare, int learned) {
    long count = own.count() + learned;
    float error = clip(rawError, MAX_ERROR);
    if (error == 0f) {
      return new Factors(own.vector(), own.bias(), own.squaredGradients(), count, own.recentBias());
    }
    float[] gradient = gradient(own.vector(), other, error);
    float squares = own.squaredGradients() + square(gradient) / gradient.length;
    float lasting = own.bias() - own.recentBias();
    float recent =
        learned == 0 ? own.recentBias() : recentKept * own.recentBias() + recentRate * error;
    return new Factors(
        moved(own.vector(), gradient, rate / (float) Math.sqrt(adagradFloor + squares)),
        lasting + biasShare * biasRate(count) * clip(error - biasL2 * lasting, MAX_ERROR) + recent,
        squares,
        count,
        recent);
  }

  private float biasRate(long count) {
    return Math.max(biasFloor, 1f / (biasOffset + count));
  }

  private float[] gradient(FactorVector own, FactorVector other, float error) {
    float[] p = own.values();
    float[] q = other.values();
    if (p.length != q.length) {
      throw new IllegalArgumentException(p.length + " factors against " + q.length);
    }
    float[] gradient = new float[p.length];
    for (int f = 0; f < p.length; f++) {
      gradient[f] = error * q[f] - l2 * p[f];
    }
    if (!(square(gradient) <= MAX_SQUARE)) {
      clip(gradient);
    }
    return gradient;
  }

  /** Takes {@code gradient} over and turns it into the moved vector. */
  private FactorVector moved(FactorVector from, float[] gradient, float step) {
    float[] p = from.values();
    for (int f = 0; f < p.length; f++) {
      gradient[f] = Math.max(least, p[f] + step * gradient[f]);
    }
    return FactorVector.wrap(gradient);
  }

  private static float square(float[] gradient) {
    float sum = 0f;
    for (float g : gradient) {
      sum += g * g;
    }
    return sum;
  }

  private static void clip(float[] gradient) {
    for (int f = 0; f < gradient.length; f++) {
      gradient[f] = clip(gradient[f], MAX_GRADIENT);
    }
  }

  static float clip(float value, float limit) {
    return Float.isNaN(value) ? 0f : Math.max(-limit, Math.min(limit, value));
  }
}
