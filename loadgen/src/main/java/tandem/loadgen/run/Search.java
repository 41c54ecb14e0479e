package tandem.loadgen.run;

import java.util.function.DoublePredicate;

/** Looks for the highest load that a system bears. */
public final class Search {

  private static final double LEAST_SHARE = 1.0 / 64;

  private Search() {}

  /**
   * The highest load that holds, to within {@code tolerance} of it: doubles it until it does not
   * hold (or halves it until it does), then halves the gap. 0 if a 64th of the first does not hold.
   * A system is noisy, so that a load that has held may not hold again.
   *
   * @param first load to try, above 0
   * @param most that is tried
   * @param tolerance such as 0.05, above 0
   * @param holds whether the system bears a load
   */
  public static double highest(double first, double most, double tolerance, DoublePredicate holds) {
    return holds.test(first)
        ? upwards(first, most, tolerance, holds)
        : downwards(first, tolerance, holds);
  }

  private static double upwards(
      double first, double most, double tolerance, DoublePredicate holds) {
    double low = first;
    while (low < most) {
      double high = Math.min(most, 2 * low);
      if (!holds.test(high)) {
        return bisect(low, high, tolerance, holds);
      }
      low = high;
    }
    return low;
  }

  private static double downwards(double first, double tolerance, DoublePredicate holds) {
    for (double high = first; high > first * LEAST_SHARE; high /= 2) {
      if (holds.test(high / 2)) {
        return bisect(high / 2, high, tolerance, holds);
      }
    }
    return 0;
  }

  private static double bisect(
      double holding, double breaking, double tolerance, DoublePredicate holds) {
    double low = holding;
    double high = breaking;
    while (high > low * (1 + tolerance)) {
      double middle = (low + high) / 2;
      if (holds.test(middle)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
