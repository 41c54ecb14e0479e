package tandem.app.evaluate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The rows as a table for people or as JSON.
 *
 * @param file that was read
 * @param objective that was measured, in lower case
 * @param events how many were predicted and learned, in each run
 * @param users how many different ones
 * @param items how many different ones
 * @param rows one for each model
 */
public record Report(
    String file, String objective, long events, long users, long items, List<Row> rows) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Takes a copy of the rows. */
  public Report {
    rows = List.copyOf(rows);
  }

  /**
   * One line a model; a metric is its mean over the seeds ± standard deviation, the time is that of
   * the processor.
   */
  public String table() {
    List<List<String>> lines = new ArrayList<>();
    List<String> header = new ArrayList<>(List.of("model"));
    header.addAll(rows.get(0).metrics());
    header.add("us/event");
    lines.add(header);
    rows.forEach(row -> lines.add(cells(row)));
    StringBuilder text = new StringBuilder(title()).append(System.lineSeparator());
    lines.forEach(line -> text.append(padded(line, lines)).append(System.lineSeparator()));
    return text.toString();
  }

  /** The same as a JSON object. */
  String json() {
    return tree().toPrettyString();
  }

  /** The JSON object, to which more may be added. */
  public ObjectNode tree() {
    ObjectNode root = JSON.createObjectNode();
    root.put("file", file).put("objective", objective);
    root.put("events", events).put("users", users).put("items", items);
    ArrayNode models = root.putArray("models");
    rows.forEach(row -> fill(models.addObject(), row));
    return root;
  }

  private String title() {
    return String.format(
        Locale.ROOT,
        "%s: %s, %,d events of %,d users with %,d items",
        file,
        objective,
        events,
        users,
        items);
  }

  private static List<String> cells(Row row) {
    List<String> cells = new ArrayList<>(List.of(row.model()));
    for (String metric : row.metrics()) {
      String mean = String.format(Locale.ROOT, "%.4f", row.mean(metric));
      String spread = String.format(Locale.ROOT, " ±%.4f", row.spread(metric));
      cells.add(row.runs().size() > 1 ? mean + spread : mean);
    }
    double time = row.microsPerEvent();
    cells.add(time == 0 ? "-" : String.format(Locale.ROOT, "%,.1f", time));
    return cells;
  }

  private static String padded(List<String> line, List<List<String>> lines) {
    StringBuilder text = new StringBuilder();
    for (int column = 0; column < line.size(); column++) {
      int at = column;
      int width = lines.stream().mapToInt(other -> other.get(at).length()).max().orElse(0);
      text.append(line.get(column)).append(" ".repeat(width - line.get(column).length() + 2));
    }
    return text.toString().stripTrailing();
  }

  private static void fill(ObjectNode node, Row row) {
    node.put("model", row.model()).put("seeds", row.runs().size());
    node.put("microseconds_per_event", row.microsPerEvent());
    ObjectNode metrics = node.putObject("metrics");
    for (String metric : row.metrics()) {
      metrics.putObject(metric).put("mean", row.mean(metric)).put("spread", row.spread(metric));
    }
  }
}
