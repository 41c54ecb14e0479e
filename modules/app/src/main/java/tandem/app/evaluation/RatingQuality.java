package tandem.app.evaluation;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tandem.model.RatingError;
import tandem.model.SlidingSums;

/**
 * How well a model predicted the ratings that its users on this node then learned (prequential
 * evaluation: Gama, Sebastião, Rodrigues, Machine Learning 90(3), 2013), over sliding windows, and
 * beside it the mean of all ratings, which a model must beat. Safe for use by many threads.
 */
public final class RatingQuality {

  /** Lengths of the windows in minutes; the last one of all is everything. */
  static final List<Integer> WINDOWS = List.of(5, 60, 1_440);

  static final int EVENTS = 0;
  static final int ABSOLUTE = 1;
  static final int SQUARED = 2;
  static final int MEAN_ABSOLUTE = 3;
  static final int MEAN_SQUARED = 4;

  private final RatingError error;
  private final Clock clock;
  private final long since;
  private final SlidingSums sums = new SlidingSums(MEAN_SQUARED + 1);

  /** Of ratings from {@code min} to {@code max}. */
  public RatingQuality(double min, double max, Clock clock) {
    this.error = new RatingError(min, max);
    this.clock = clock;
    this.since = clock.millis();
  }

  /** Counts a rating; a prediction that is no number is the worst that the scale allows. */
  public void rated(double rating, double predicted, double mean) {
    double off = error.of(rating, predicted);
    double control = error.of(rating, mean);
    sums.add(minute(), 1, off, off * off, control, control * control);
  }

  private long minute() {
    return TimeUnit.MILLISECONDS.toMinutes(clock.millis());
  }

  /** How many ratings there were since it was made. */
  public double events() {
    return sums.all()[EVENTS];
  }

  /** The sum of the squared errors since it was made. */
  public double squared() {
    return sums.all()[SQUARED];
  }

  /** The sum of the absolute errors since it was made. */
  public double absolute() {
    return sums.all()[ABSOLUTE];
  }

  /** The sum of the squared errors of the mean since it was made. */
  public double meanSquared() {
    return sums.all()[MEAN_SQUARED];
  }

  /** Since when it counts, epoch milliseconds. */
  long since() {
    return since;
  }

  /** All of it now, the sums of each window. */
  List<List<Double>> counted() {
    long now = minute();
    List<List<Double>> windows = new ArrayList<>();
    for (int window : WINDOWS) {
      windows.add(list(sums.last(now, window)));
    }
    windows.add(list(sums.all()));
    return windows;
  }

  static List<Double> list(double[] values) {
    List<Double> list = new ArrayList<>(values.length);
    for (double value : values) {
      list.add(value);
    }
    return list;
  }
}
