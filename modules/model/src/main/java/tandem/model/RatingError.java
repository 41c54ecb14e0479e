package tandem.model;

/**
 * Mean absolute and root mean squared error of predicted ratings. A prediction that is no number
 * counts as the worst one that the scale allows. Not safe for use by several threads at once.
 */
public final class RatingError {

  private final double min;
  private final double max;
  private long count;
  private double absolute;
  private double squared;

  /** For ratings from {@code min} to {@code max}, in whose unit the errors are. */
  public RatingError(double min, double max) {
    Checks.between("min", min, -Double.MAX_VALUE, max);
    this.min = min;
    this.max = max;
  }

  /** How far a prediction is off, 0 or more. */
  public double of(double actual, double predicted) {
    return Double.isNaN(predicted)
        ? Math.max(actual - min, max - actual)
        : Math.abs(actual - predicted);
  }

  /** Counts one prediction. */
  public void add(double actual, double predicted) {
    double error = of(actual, predicted);
    count++;
    absolute += error;
    squared += error * error;
  }

  /** How many predictions were counted. */
  public long count() {
    return count;
  }

  /** Mean absolute error; NaN without predictions. */
  public double mae() {
    return absolute / count;
  }

  /** Root of the mean squared error; NaN without predictions. */
  public double rmse() {
    return Math.sqrt(squared / count);
  }
}
