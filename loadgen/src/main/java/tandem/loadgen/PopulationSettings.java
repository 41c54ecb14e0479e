package tandem.loadgen;

/**
 * How a {@link Population} is. The opinion of user u on item i is mean + b_u + b_i + taste × (t_u ·
 * t_i), with a unit vector t_u and Gaussian traits t_i; the rating is that plus noise, rounded to
 * half stars and clipped to 0.5..5.
 *
 * @param seed the same seed gives the same population and the same events
 * @param users how many users, at least 1
 * @param items how many items, at least 1
 * @param traits the length of t_u and t_i, at least 2: the rank of the truth
 * @param userSkew the exponent of Zipf's law of the users' activity, at least 0
 * @param itemSkew the same of the items' popularity
 * @param mean the mean opinion, in stars
 * @param userBias the standard deviation of b_u, in stars
 * @param itemBias the standard deviation of b_i, in stars
 * @param taste the standard deviation of what taste adds, in stars
 * @param noise the RMSE of the best possible prediction, rounding included, in stars, at least 0.15
 *     (clipping at the ends of the scale makes it less)
 * @param selectivity the share of events, 0 to 1, for which the user takes the one it likes best of
 *     a few items, rather than the first that popularity brings along
 * @param viewShare the share of events, 0 to 1, that are views without a value
 * @param driftPerDay by what angle a taste turns in a day, in radians
 */
public record PopulationSettings(
    long seed,
    int users,
    int items,
    int traits,
    double userSkew,
    double itemSkew,
    double mean,
    double userBias,
    double itemBias,
    double taste,
    double noise,
    double selectivity,
    double viewShare,
    double driftPerDay) {

  private static final double LEAST_NOISE = 0.15;

  /** Throws {@link IllegalArgumentException} with the name of the setting that makes no sense. */
  public PopulationSettings {
    require(users >= 1, "users must be at least 1");
    require(items >= 1, "items must be at least 1");
    require(traits >= 2, "traits must be at least 2");
    require(userSkew >= 0 && Double.isFinite(userSkew), "userSkew must not be negative");
    require(itemSkew >= 0 && Double.isFinite(itemSkew), "itemSkew must not be negative");
    require(mean >= StarScale.LOWEST && mean <= StarScale.HIGHEST, "mean is from 0.5 to 5");
    require(userBias >= 0 && Double.isFinite(userBias), "userBias must not be negative");
    require(itemBias >= 0 && Double.isFinite(itemBias), "itemBias must not be negative");
    require(taste >= 0 && Double.isFinite(taste), "taste must not be negative");
    require(noise >= LEAST_NOISE && Double.isFinite(noise), "noise must be at least 0.15");
    require(selectivity >= 0 && selectivity <= 1, "selectivity is from 0 to 1");
    require(viewShare >= 0 && viewShare <= 1, "viewShare is from 0 to 1");
    require(Double.isFinite(driftPerDay), "driftPerDay must be finite");
  }

  /** 1,000 users and 2,000 items, whose opinions are mostly a matter of taste. */
  public static PopulationSettings defaults(long seed) {
    return new PopulationSettings(
        seed, 1_000, 2_000, 4, 0.6, 0.8, 3.2, 0.3, 0.35, 0.8, 0.45, 0.5, 0.1, 0.02);
  }

  /**
   * 300 users and 500 items of simple tastes: small enough that ten thousand events, a minute or
   * so, show what is learned.
   */
  public static PopulationSettings demo(long seed) {
    return new PopulationSettings(
        seed, 300, 500, 2, 0.6, 0.8, 3.2, 0.3, 0.35, 0.8, 0.45, 0.5, 0.1, 0.02);
  }

  /** The same with other numbers of users and items. */
  public PopulationSettings withSize(int users, int items) {
    return new PopulationSettings(
        seed,
        users,
        items,
        traits,
        userSkew,
        itemSkew,
        mean,
        userBias,
        itemBias,
        taste,
        noise,
        selectivity,
        viewShare,
        driftPerDay);
  }

  /** The same with other exponents of Zipf's law. */
  public PopulationSettings withSkew(double userSkew, double itemSkew) {
    return new PopulationSettings(
        seed,
        users,
        items,
        traits,
        userSkew,
        itemSkew,
        mean,
        userBias,
        itemBias,
        taste,
        noise,
        selectivity,
        viewShare,
        driftPerDay);
  }

  /** The same with another drift, in radians a day. */
  public PopulationSettings withDriftPerDay(double driftPerDay) {
    return new PopulationSettings(
        seed,
        users,
        items,
        traits,
        userSkew,
        itemSkew,
        mean,
        userBias,
        itemBias,
        taste,
        noise,
        selectivity,
        viewShare,
        driftPerDay);
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
