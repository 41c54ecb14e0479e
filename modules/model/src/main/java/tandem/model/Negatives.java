package tandem.model;

/**
 * How a model of preferences learns what a user did not take.
 *
 * @param source where sampled negatives come from
 * @param pairwise whether the taken item and a negative are moved apart by the difference of their
 *     scores, instead of each by its own
 */
public record Negatives(Source source, boolean pairwise) {

  /** Where negatives come from. What the user has taken is never one. */
  public enum Source {
    /**
     * The last events: an item as often as it occurs there (Vinagre, Jorge, Gama, SAC 2015, draw
     * from the recent past as well).
     */
    RECENT,
    /** All events: an item as often as it was taken. */
    POPULAR,
    /** All items that were seen, each as likely. */
    UNIFORM
  }

  /** What a node does: from the last events, each by its own score. */
  public static Negatives defaults() {
    return new Negatives(Source.RECENT, false);
  }

  /**
   * How far a pair falls short of the right order, by the derivative of −log σ(s − s'): 0 to 1.
   * (Rendle, Freudenthaler, Gantner, Schmidt-Thieme, BPR, UAI 2009.) NaN where a score is.
   *
   * @param preferred s, of what was taken
   * @param other s', of the negative
   */
  public static float pairwiseError(float preferred, float other) {
    return (float) (1 / (1 + Math.exp((double) preferred - other)));
  }
}
