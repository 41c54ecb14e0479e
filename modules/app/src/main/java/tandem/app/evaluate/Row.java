package tandem.app.evaluate;

import java.util.List;
import java.util.Set;
import java.util.stream.DoubleStream;

/**
 * One model's scores over several seeds.
 *
 * @param model its name
 * @param runs one for each seed, at least one
 */
public record Row(String model, List<Scores> runs) {

  /** Throws {@link IllegalArgumentException} without a run. */
  public Row {
    runs = List.copyOf(runs);
    if (runs.isEmpty()) {
      throw new IllegalArgumentException("a row needs a run");
    }
  }

  /** The names of the metrics, in the order of the table. */
  public Set<String> metrics() {
    return runs.get(0).metrics().keySet();
  }

  /** The mean of a metric over the seeds. */
  public double mean(String metric) {
    return values(metric).average().orElseThrow();
  }

  /** The sample standard deviation over the seeds; 0 for one. */
  double spread(String metric) {
    double mean = mean(metric);
    double squares = values(metric).map(value -> (value - mean) * (value - mean)).sum();
    return runs.size() == 1 ? 0 : Math.sqrt(squares / (runs.size() - 1));
  }

  double microsPerEvent() {
    return runs.stream().mapToDouble(Scores::microsPerEvent).average().orElseThrow();
  }

  private DoubleStream values(String metric) {
    return runs.stream().mapToDouble(run -> run.metrics().getOrDefault(metric, Double.NaN));
  }
}
