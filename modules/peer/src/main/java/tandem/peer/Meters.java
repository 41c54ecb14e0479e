package tandem.peer;

import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import tandem.model.Factors;

/** Counts what is learned, and measures how fresh it is, in milliseconds. */
final class Meters implements Watch {

  private static final long serialVersionUID = 1L;
  private static final int DIGITS = 3;

  private static final LongAdder ACCEPTED = new LongAdder();
  private static final LongAdder REJECTED = new LongAdder();
  private static final LongAdder DURABLE = new LongAdder();
  private static final LongAdder STEPPED = new LongAdder();
  private static final LongAdder CHECKPOINTS = new LongAdder();
  private static final LongAdder RATINGS = new LongAdder();
  private static final LongAdder MILLIONTHS = new LongAdder();
  private static final Recorder ITEM = new Recorder(DIGITS);
  private static final Recorder USER = new Recorder(DIGITS);
  private static final Recorder BOTH_DURABLE = new Recorder(DIGITS);

  /**
   * All until now.
   *
   * @param accepted events that were read
   * @param rejected records that were no events
   * @param stepped events that their users have learned
   * @param durable those of them that are in a checkpoint
   * @param ratings predictions that were judged
   * @param squares sum of their squared errors, in the scale of the ratings
   */
  record Counts(
      long accepted, long rejected, long stepped, long durable, long ratings, double squares) {}

  /** How old events were when they had come so far, since the last look. */
  record Ages(Histogram item, Histogram user, Histogram durable) {}

  /** The counts. */
  static Counts counts() {
    return new Counts(
        ACCEPTED.sum(),
        REJECTED.sum(),
        STEPPED.sum(),
        DURABLE.sum(),
        RATINGS.sum(),
        MILLIONTHS.sum() / 1e6);
  }

  /** How often an operator was told that a checkpoint is complete. */
  static long checkpoints() {
    return CHECKPOINTS.sum();
  }

  /** The ages since the last call. */
  static Ages ages() {
    return new Ages(
        ITEM.getIntervalHistogram(),
        USER.getIntervalHistogram(),
        BOTH_DURABLE.getIntervalHistogram());
  }

  @Override
  public void read(boolean accepted) {
    (accepted ? ACCEPTED : REJECTED).increment();
  }

  @Override
  public void itemStepped(Event event, float error, Factors now) {
    ITEM.recordValue(age(event.appended(), System.currentTimeMillis()));
    if (event.target().weight() > 0) {
      RATINGS.increment();
      MILLIONTHS.add(Math.round(1e6 * squared(event.target().value(), error)));
    }
  }

  // As the program judges: the prediction is clipped to the scale.
  private static double squared(float value, float error) {
    double predicted = Math.max(0.5, Math.min(5.0, value - error));
    return (value - predicted) * (value - predicted);
  }

  @Override
  public void userStepped(Gradient gradient, Factors now) {
    USER.recordValue(age(gradient.appended(), System.currentTimeMillis()));
    STEPPED.increment();
  }

  @Override
  public void durable(long[] appended, int size) {
    long now = System.currentTimeMillis();
    for (int n = 0; n < size; n++) {
      BOTH_DURABLE.recordValue(age(appended[n], now));
    }
    DURABLE.add(size);
    CHECKPOINTS.increment();
  }

  private static long age(long appended, long now) {
    return Math.max(0, now - appended);
  }
}
