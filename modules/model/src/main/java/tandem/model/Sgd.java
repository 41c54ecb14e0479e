package tandem.model;

/*
 * Biased matrix factorisation (Koren, Bell, Volinsky, IEEE Computer 42(8), 2009), learned in one
 * pass over the stream (Vinagre, Jorge, Gama, UMAP 2014), with row-wise Adagrad (Duchi, Hazan,
 * Singer, JMLR 12, 2011) and bias steps that fall with the count.
 *
 * RATING     loss ½ (r − s)²,  s = μ + b_u + b_i + P·Q;            error = r − s
 * PREFERENCE loss −log σ(s) of a positive, −log(1 − σ(s)) of a sampled negative, s = b_u + b_i + P·Q
 *            (negative sampling: Mikolov et al., NIPS 2013);       error = 1 − σ(s), or −σ(s)
 * in pairs   loss −log σ(s − s'), s' of a sampled negative (BPR);  error = σ(s' − s), or its opposite
 *
 * Each error is minus the derivative of the loss by the score, so they all share the steps.
 */

/**
 * The model: predicts, and makes one learning step a side. A step needs only the other side's
 * vector and the error, so that the two sides can live on different nodes. Immutable and safe to
 * share.
 */
public final class Sgd {

  private static final Target NEGATIVE = new Target(0f, 1f);

  private final ModelSettings settings;
  private final SideStep user;
  private final SideStep item;
  private final float userBias;
  private final float negativeBias;

  /** A model with these settings. */
  public Sgd(ModelSettings settings) {
    this.settings = settings;
    this.user = new SideStep(settings.user(), settings.adagradFloor(), settings.nonNegative());
    this.item = new SideStep(settings.item(), settings.adagradFloor(), settings.nonNegative());
    this.userBias = settings.pairwise() ? 0f : 1f; // in a pair's difference there is none
    this.negativeBias = (float) settings.negativeBias();
  }

  /** The hyper-parameters. */
  public ModelSettings settings() {
    return settings;
  }

  /** A user that nothing is known of: the same for the same seed and id, for ever. */
  public Factors freshUser(UserId id) {
    return fresh('u', id.value());
  }

  /** An item that nothing is known of: the same for the same seed and id, for ever. */
  public Factors freshItem(ItemId id) {
    return fresh('i', id.value());
  }

  private Factors fresh(char side, String id) {
    FactorVector drawn =
        Gaussian.vector(settings.seed(), side, id, settings.sigma(), settings.factors());
    return new Factors(settings.nonNegative() ? drawn.absolute() : drawn, 0f, 0f, 0L);
  }

  /**
   * The predicted rating, not clipped to the scale, or the log-odds of a preference.
   *
   * @param mean of all ratings so far; 0 for PREFERENCE
   */
  public float score(float mean, Factors user, Factors item) {
    return mean + user.bias() + item.bias() + user.vector().dot(item.vector());
  }

  /**
   * How far the prediction falls short of the target, times the target's weight: target − score for
   * RATING, target − σ(score) for PREFERENCE. Never NaN, at most 100 either way.
   */
  public float error(Target target, float mean, Factors user, Factors item) {
    float predicted = link(score(mean, user, item));
    return SideStep.clip((target.value() - predicted) * target.weight(), SideStep.MAX_ERROR);
  }

  /**
   * The error of an item that was taken, with the scores of its negatives for the same user: for a
   * pairwise model the E of {@link Pairwise}, for others the error without them.
   */
  public float error(Target target, float mean, Factors user, Factors item, FactorVector others) {
    if (!settings.pairwise()) {
      return error(target, mean, user, item);
    }
    float score = score(mean, user, item);
    float sum = 0f;
    for (int n = 0; n < others.length(); n++) {
      sum += pairError(target, score, others.get(n));
    }
    return sum;
  }

  /**
   * How far a pair falls short of the right order: the target's weight times σ(other − preferred),
   * which is minus the derivative of −log σ(preferred − other). Never NaN, 0 to 100.
   */
  static float pairError(Target target, float preferred, float other) {
    double error = target.weight() / (1 + Math.exp((double) preferred - other));
    return SideStep.clip((float) error, SideStep.MAX_ERROR);
  }

  /**
   * The user after one interaction with an item that had {@code itemVector} before it; in pairs,
   * along the direction of {@link Pairwise}.
   */
  public Factors stepUser(Factors user, FactorVector itemVector, float error) {
    return this.user.step(user, itemVector, error, userBias, 1);
  }

  /** The item after one interaction with a user that had {@code userVector} before it. */
  public Factors stepItem(Factors item, FactorVector userVector, float error) {
    return this.item.step(item, userVector, error, 1f, 1);
  }

  /** The error of a sampled negative, 0 − σ(score): −1 to 0. Objective PREFERENCE only. */
  public float negativeError(Factors user, Factors item) {
    return error(NEGATIVE, 0f, user, item);
  }

  /** The user after a sampled negative: moved, but not by an interaction. */
  public Factors repelUser(Factors user, FactorVector itemVector, float negativeError) {
    return this.user.step(user, itemVector, negativeError, negativeBias, 0);
  }

  /** The item after being a sampled negative: moved, but not by an interaction. */
  public Factors repelItem(Factors item, FactorVector userVector, float negativeError) {
    return this.item.step(item, userVector, negativeError, negativeBias, 0);
  }

  private float link(float score) {
    return switch (settings.objective()) {
      case RATING -> score;
      case PREFERENCE -> (float) (1 / (1 + Math.exp(-score)));
    };
  }
}
