package tandem.app.evaluate;

import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one run came to.
 *
 * @param metrics by name, in the order of the table
 * @param events how many
 * @param nanos of the processor, prediction and learning together
 */
public record Scores(Map<String, Double> metrics, long events, long nanos) {

  /** Takes a copy of the metrics. */
  public Scores {
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
  }

  /** What the running thread has had of the processor: a busy machine makes it no longer. */
  static long processorNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  /** 0 where nobody counted events. */
  double microsPerEvent() {
    return events == 0 ? 0 : nanos / 1e3 / events;
  }
}
