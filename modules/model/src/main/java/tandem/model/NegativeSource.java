package tandem.model;

/** Where sampled negatives come from. What the user has taken is never one. */
public enum NegativeSource {
  /**
   * The last events: an item as often as it occurs there (Vinagre, Jorge, Gama, SAC 2015, draw from
   * the recent past as well).
   */
  RECENT,
  /** All events: an item as often as it was taken. */
  POPULAR,
  /** All items that were taken, each as likely. */
  UNIFORM
}
