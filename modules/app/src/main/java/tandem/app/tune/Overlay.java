package tandem.app.tune;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tandem.app.evaluate.Report;
import tandem.app.evaluate.Row;
import tandem.model.Objective;

/**
 * The settings as a file for {@code config/}.
 *
 * @param fixed settings that were given, by name, as {@code --set} has it
 * @param settings that were found, likewise
 * @param report of the settings before and of these
 * @param metric by which they were chosen
 */
record Overlay(
    Objective objective,
    Map<String, String> fixed,
    Map<String, Double> settings,
    Report report,
    String metric) {

  /** With what they are worth as a comment. */
  String text() {
    StringBuilder text = new StringBuilder();
    text.append("# Made by ./tandem tune ").append(report.file()).append(", chosen by ");
    text.append(metric).append(" in the first half of its events.\n# In the second half:");
    for (Row row : report.rows()) {
      text.append(
          String.format(Locale.ROOT, " %s %.4f.", row.model(), row.mean(metric + " second half")));
    }
    text.append("\ntandem.model {\n");
    text.append("  objective = ").append(objective.name().toLowerCase(Locale.ROOT)).append('\n');
    Map<String, Object> all = new TreeMap<>(fixed);
    all.putAll(settings);
    all.forEach(
        (name, value) ->
            text.append("  ")
                .append(name.substring("model.".length()))
                .append(" = ")
                .append(value)
                .append('\n'));
    return text.append("}\n").toString();
  }
}
