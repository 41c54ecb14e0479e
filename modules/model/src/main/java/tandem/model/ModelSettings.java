package tandem.model;

import java.util.Objects;

/**
 * The hyper-parameters of the factorisation.
 *
 * @param objective what is learned
 * @param factors k, the length of the vectors, 1 to 4,096
 * @param seed makes the fresh vectors
 * @param sigma standard deviation of a fresh vector's factors, 0 or more
 * @param user how users move
 * @param item how items move
 * @param adagradFloor what is added to G under Adagrad's root, above 0: it bounds the first steps
 * @param negatives sampled negatives for each positive (objective PREFERENCE), 0 to 1,000
 * @param negativeBias share of the bias's step that a negative makes, 0 to 1: negatives are drawn
 *     by popularity, so that at 1 the biases lose what is popular and at 0 they never fall
 * @param negativeSource where sampled negatives come from; null, from an earlier version, is RECENT
 * @param pairwise whether what was taken and its negatives are moved apart by the difference of
 *     their scores ({@link Pairwise}) instead of each by its own; objective PREFERENCE, with
 *     negatives
 * @param nonNegative whether no factor goes below 0, so that each says how much of something a user
 *     wants and an item has (non-negative matrix factorisation)
 */
public record ModelSettings(
    Objective objective,
    int factors,
    long seed,
    double sigma,
    StepSettings user,
    StepSettings item,
    double adagradFloor,
    int negatives,
    double negativeBias,
    NegativeSource negativeSource,
    boolean pairwise,
    boolean nonNegative) {

  /** Throws {@link IllegalArgumentException} with the name of the setting that makes no sense. */
  public ModelSettings {
    Checks.between("factors", factors, 1, 4_096);
    Checks.between("sigma", sigma, 0, 1_000);
    Checks.positive("adagrad-floor", adagradFloor);
    Checks.between("negatives", negatives, 0, 1_000);
    Checks.between("negative-bias", negativeBias, 0, 1);
    negativeSource = Objects.requireNonNullElse(negativeSource, NegativeSource.RECENT);
    if (pairwise && (objective != Objective.PREFERENCE || negatives == 0)) {
      throw new IllegalArgumentException("pairwise needs objective preference, and negatives");
    }
  }

  /** Explicit ratings: tuned on several streams of ratings, for the scale 0.5 to 5. */
  public static ModelSettings rating() {
    return new ModelSettings(
        Objective.RATING,
        64,
        1L,
        0.0088,
        new StepSettings(0.0285, 6.5, 0.046, 0.05, 0.9, 0.63, 0.00155),
        new StepSettings(0.0285, 3.2, 0.046, 0, 0, 0.0102, 0.0113),
        0.0325,
        0,
        0.0,
        NegativeSource.RECENT,
        false,
        false);
  }

  /**
   * Implicit feedback: found by a random search on three streams at once, for negatives drawn from
   * the last 8,192 events. The item's bias keeps up with its popularity, since positives raise it
   * and negatives, drawn by recent popularity, lower it as often.
   */
  public static ModelSettings preference() {
    return new ModelSettings(
        Objective.PREFERENCE,
        64,
        1L,
        0.034,
        new StepSettings(0.02, 0.02, 0.15, 0, 0, 0.35, 0.15),
        new StepSettings(0.025, 28, 0.002, 0, 0, 0.06, 0.005),
        0.03,
        1,
        1.0,
        NegativeSource.RECENT,
        false,
        false);
  }

  /** The same settings with another seed. */
  public ModelSettings withSeed(long newSeed) {
    return new ModelSettings(
        objective,
        factors,
        newSeed,
        sigma,
        user,
        item,
        adagradFloor,
        negatives,
        negativeBias,
        negativeSource,
        pairwise,
        nonNegative);
  }

  /** The same settings with another number of factors. */
  public ModelSettings withFactors(int newFactors) {
    return new ModelSettings(
        objective,
        newFactors,
        seed,
        sigma,
        user,
        item,
        adagradFloor,
        negatives,
        negativeBias,
        negativeSource,
        pairwise,
        nonNegative);
  }

  /** The same settings with other negatives. */
  public ModelSettings withNegatives(int number, NegativeSource source, boolean inPairs) {
    return new ModelSettings(
        objective,
        factors,
        seed,
        sigma,
        user,
        item,
        adagradFloor,
        number,
        negativeBias,
        source,
        inPairs,
        nonNegative);
  }
}
