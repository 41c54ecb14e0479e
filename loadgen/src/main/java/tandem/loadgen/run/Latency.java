package tandem.loadgen.run;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * How long things took, to a thousandth, from microseconds to an hour. Many threads record without
 * waiting for each other; one reads.
 */
public final class Latency {

  private static final long MOST_MICROS = TimeUnit.HOURS.toMicros(1);
  private static final int DIGITS = 3;

  private final Recorder recorder = new Recorder(MOST_MICROS, DIGITS);
  private final Histogram total = new Histogram(MOST_MICROS, DIGITS);
  private Histogram interval = recorder.getIntervalHistogram();

  /** One thing took so long; what is out of range counts as the end of the range. */
  public void record(long nanos) {
    recorder.recordValue(Math.max(0, Math.min(MOST_MICROS, TimeUnit.NANOSECONDS.toMicros(nanos))));
  }

  /** What was recorded since the last call. */
  public Percentiles interval() {
    interval = recorder.getIntervalHistogram(interval);
    total.add(interval);
    return Percentiles.of(interval);
  }

  /** What was recorded up to the last {@link #interval}. */
  public Percentiles total() {
    return Percentiles.of(total);
  }

  /** Forgets what was recorded, as after a warm-up. */
  public void reset() {
    Percentiles unused = interval();
    total.reset();
  }
}
