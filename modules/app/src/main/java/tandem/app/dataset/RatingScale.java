package tandem.app.dataset;

/**
 * The scale of a file's ratings.
 *
 * @param min the lowest rating
 * @param max the highest, above min
 */
public record RatingScale(double min, double max) {

  /** Throws {@link IllegalArgumentException} unless both are finite and max is above min. */
  public RatingScale {
    if (!(max > min) || !Double.isFinite(max - min)) {
      throw new IllegalArgumentException("a scale goes from a rating to a higher one");
    }
  }

  /**
   * The common scale that holds ratings from {@code least} to {@code most}: 0.5 to 5 (half stars),
   * 1 to 5, 0 to 10, 0 to 100; else exactly these, and one more where they are the same.
   */
  static RatingScale of(double least, double most) {
    if (least >= 1 && most <= 5) {
      return new RatingScale(1, 5);
    }
    if (least >= 0.5 && most <= 5) {
      return new RatingScale(0.5, 5);
    }
    if (least >= 0 && most <= 10) {
      return new RatingScale(0, 10);
    }
    return least >= 0 && most <= 100
        ? new RatingScale(0, 100)
        : new RatingScale(least, most > least ? most : least + 1);
  }
}
