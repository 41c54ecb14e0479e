package tandem.app.load;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * What a node's metrics say, summed over labels; of the main model where a metric is of a model.
 */
final class Exposition {

  private static final String MODEL = "model=\"";
  private static final String MAIN = "model=\"main\"";

  private final Map<String, Double> sums = new HashMap<>();

  /** Reads Prometheus' text format; lines that are none are passed over. */
  Exposition(byte[] text) {
    new String(text, StandardCharsets.UTF_8).lines().forEach(this::add);
  }

  /** The sum of the metric with that name, 0 where there is none. */
  double sum(String name) {
    return sums.getOrDefault(name, 0.0);
  }

  private void add(String line) {
    int space = line.lastIndexOf(' ');
    if (line.startsWith("#") || space < 0 || (line.contains(MODEL) && !line.contains(MAIN))) {
      return;
    }
    int labels = line.indexOf('{');
    String name = line.substring(0, labels < 0 ? space : labels);
    if (name.equals("jvm_memory_used_bytes") && !line.contains("area=\"heap\"")) {
      return;
    }
    try {
      sums.merge(name, Double.parseDouble(line.substring(space + 1)), Double::sum);
    } catch (NumberFormatException e) {
      // A line of another format, and none of those that are asked for.
      return;
    }
  }
}
