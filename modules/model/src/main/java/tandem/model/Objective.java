package tandem.model;

/** What the model is to learn. */
public enum Objective {
  /** Explicit feedback: predict the rating of a user for an item. */
  RATING,
  /** Implicit feedback: rank what a user takes above sampled items that the user did not take. */
  PREFERENCE
}
