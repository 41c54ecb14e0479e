package tandem.app.dataset;

import java.util.List;

/**
 * The scale of a file's ratings.
 *
 * @param min the lowest rating
 * @param max the highest, above min
 */
public record RatingScale(double min, double max) {

  private static final List<RatingScale> COMMON =
      List.of(
          new RatingScale(1, 5),
          new RatingScale(0.5, 5),
          new RatingScale(0, 1),
          new RatingScale(0, 5),
          new RatingScale(0, 10),
          new RatingScale(0, 100));

  /** Throws {@link IllegalArgumentException} unless both are finite and max is above min. */
  public RatingScale {
    if (!(max > min) || !Double.isFinite(max - min)) {
      throw new IllegalArgumentException("a scale goes from a rating to a higher one");
    }
  }

  /**
   * The common scale that holds ratings from {@code least} to {@code most}: 1 to 5, 0.5 to 5 (half
   * stars), 0 to 1, 0 to 5, 0 to 10, 0 to 100; else exactly these, and one more where they are the
   * same.
   */
  static RatingScale of(double least, double most) {
    for (RatingScale scale : COMMON) {
      if (scale.min <= least && most <= scale.max) {
        return scale;
      }
    }
    return new RatingScale(least, most > least ? most : least + 1);
  }
}
