package tandem.app.evaluate;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one run came to.
 *
 * @param metrics by name, in the order of the table
 * @param events how many
 * @param nanos how long it took, prediction and learning together
 */
public record Scores(Map<String, Double> metrics, long events, long nanos) {

  /** Takes a copy of the metrics. */
  public Scores {
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
  }

  double eventsPerSecond() {
    return events * 1e9 / Math.max(1, nanos);
  }
}
