package tandem.app.replay;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tandem.app.evaluate.Comparison.Candidate;
import tandem.app.evaluate.ModelOverrides;
import tandem.app.evaluate.Report;
import tandem.app.evaluate.Row;
import tandem.model.ModelSettings;

/** The models that are compared: the node's own, then one for each point of the grid. */
final class Candidates {

  static final String OWN = "the node's settings";
  static final int MOST = 1_000;

  // One name for the rates of both sides.
  private static final String RATE = "model.learning-rate";

  private Candidates() {}

  /**
   * Throws {@link IllegalArgumentException} with a sentence for the user.
   *
   * @param own the settings that the history was learned with
   * @param changes that all other candidates have
   * @param sweep for each setting the values to try, comma-separated
   */
  static List<Candidate> of(
      ModelSettings own, Map<String, String> changes, Map<String, String> sweep) {
    List<Candidate> candidates = new ArrayList<>();
    candidates.add(new Candidate(OWN, own));
    if (!changes.isEmpty() || !sweep.isEmpty()) {
      for (Map<String, String> point : grid(changes, sweep)) {
        candidates.add(new Candidate(name(point), ModelOverrides.apply(own, bothSides(point))));
      }
    }
    return candidates;
  }

  /**
   * The settings of the best candidate but for the first one, which is the node's own; that one
   * where it is alone.
   */
  static ModelSettings best(List<Candidate> candidates, Report report) {
    List<String> models = report.rows().stream().map(Row::model).toList(); // the others best first
    int next = models.indexOf(candidates.get(0).name()) + 1;
    String best = next < models.size() ? models.get(next) : candidates.get(0).name();
    return candidates.stream()
        .filter(candidate -> candidate.name().equals(best))
        .findFirst()
        .orElseThrow()
        .settings();
  }

  private static List<Map<String, String>> grid(
      Map<String, String> changes, Map<String, String> sweep) {
    List<Map<String, String>> points = List.of(changes);
    for (Map.Entry<String, String> axis : sweep.entrySet()) {
      List<Map<String, String>> more = new ArrayList<>();
      for (Map<String, String> point : points) {
        for (String value : axis.getValue().split(",", -1)) {
          Map<String, String> next = new LinkedHashMap<>(point);
          next.put(axis.getKey(), value.strip());
          more.add(next);
        }
      }
      points = more;
      if (points.size() > MOST) {
        throw new IllegalArgumentException("the grid has more than %,d points".formatted(MOST));
      }
    }
    return points;
  }

  private static Map<String, String> bothSides(Map<String, String> point) {
    Map<String, String> settings = new LinkedHashMap<>(point);
    String rate = settings.remove(RATE);
    if (rate != null) {
      settings.putIfAbsent("model.user.rate", rate);
      settings.putIfAbsent("model.item.rate", rate);
    }
    return settings;
  }

  private static String name(Map<String, String> point) {
    return point.entrySet().stream()
        .map(setting -> setting.getKey() + "=" + setting.getValue())
        .collect(Collectors.joining(" "));
  }
}
