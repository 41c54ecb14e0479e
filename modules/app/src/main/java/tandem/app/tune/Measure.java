package tandem.app.tune;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tandem.app.evaluate.Comparison;
import tandem.app.evaluate.EventLog;
import tandem.app.evaluate.ModelOverrides;
import tandem.app.evaluate.Progress;
import tandem.app.evaluate.Report;
import tandem.app.evaluate.Row;
import tandem.app.evaluate.Scores;
import tandem.model.ModelSettings;
import tandem.model.Objective;
import tandem.model.StepSettings;
import tandem.protocol.InteractionRules;

/**
 * What settings are worth on a log.
 *
 * @param objective of the model
 * @param fixed settings that all have, by name
 * @param rules with the scale of the log
 * @param seeds runs of each, of which the mean counts
 * @param threads runs at once
 */
record Measure(
    Objective objective,
    Map<String, String> fixed,
    InteractionRules rules,
    int seeds,
    int threads) {

  private static final int K = 10;
  private static final int RING = 8_192;
  private static final double ANY = 1e6;

  /** Throws {@link IllegalArgumentException} that names what is fixed wrongly. */
  private ModelSettings start() {
    ModelSettings defaults =
        switch (objective) {
          case RATING -> ModelSettings.rating();
          case PREFERENCE -> ModelSettings.preference();
        };
    return ModelOverrides.apply(defaults, fixed);
  }

  /** What is searched: all rates and strengths that are neither fixed nor turned off. */
  Map<String, Search.Range> ranges() {
    ModelSettings start = start();
    Map<String, Search.Range> ranges = new TreeMap<>();
    put(ranges, "model.sigma", start.sigma(), ANY);
    put(ranges, "model.adagrad-floor", start.adagradFloor(), ANY);
    put(ranges, "model.user.", start.user());
    put(ranges, "model.item.", start.item());
    ranges.keySet().removeAll(fixed.keySet());
    return ranges;
  }

  private static void put(Map<String, Search.Range> ranges, String side, StepSettings start) {
    put(ranges, side + "bias-floor", start.biasFloor(), 1);
    put(ranges, side + "bias-offset", start.biasOffset(), ANY);
    put(ranges, side + "bias-l2", start.biasL2(), ANY);
    put(ranges, side + "recent-rate", start.recentRate(), 1);
    put(ranges, side + "recent-kept", start.recentKept(), 1);
    put(ranges, side + "rate", start.rate(), ANY);
    put(ranges, side + "l2", start.l2(), ANY);
  }

  private static void put(
      Map<String, Search.Range> ranges, String name, double start, double most) {
    if (start > 0) {
      ranges.put(name, new Search.Range(start, most));
    }
  }

  /** The events that count. */
  EventLog events(EventLog log) {
    return new Comparison(rules, K, RING, threads).events(log, objective);
  }

  /** By what settings are chosen. */
  String metric() {
    return switch (objective) {
      case RATING -> "RMSE";
      case PREFERENCE -> "NDCG@" + K;
    };
  }

  /** The metric of a score. */
  double shown(double score) {
    return objective == Objective.RATING ? score : -score;
  }

  /** The score of each, the mean over the seeds: the lower, the better. */
  double[] scores(EventLog log, List<Map<String, Double>> settings) {
    List<Comparison.Candidate> candidates = new ArrayList<>();
    for (int n = 0; n < settings.size(); n++) {
      candidates.addAll(candidates(Integer.toString(n), settings.get(n)));
    }
    Map<String, Row> rows = rows(log, candidates);
    double[] scores = new double[settings.size()];
    for (int n = 0; n < scores.length; n++) {
      for (int s = 0; s < seeds; s++) {
        Row row = rows.get(name(Integer.toString(n), s));
        double value = row == null ? Double.NaN : row.mean(metric());
        scores[n] += (objective == Objective.RATING ? value : -value) / seeds;
      }
    }
    return scores;
  }

  /** A row for the settings before and one for the best, over the whole log and its second half. */
  Report compare(
      String source, EventLog log, Map<String, Double> before, Map<String, Double> best) {
    List<Comparison.Candidate> candidates = new ArrayList<>(candidates("default", before));
    candidates.addAll(candidates("tuned", best));
    Map<String, Row> rows = rows(log, candidates);
    return new Report(
        source,
        objective.name().toLowerCase(Locale.ROOT),
        log.size(),
        log.userCount(),
        log.itemCount(),
        List.of(joined("default", rows), joined("tuned", rows)));
  }

  private Row joined(String name, Map<String, Row> rows) {
    List<Scores> runs = new ArrayList<>();
    for (int s = 0; s < seeds; s++) {
      Optional.ofNullable(rows.get(name(name, s))).ifPresent(row -> runs.addAll(row.runs()));
    }
    return new Row(name, runs);
  }

  private Map<String, Row> rows(EventLog log, List<Comparison.Candidate> candidates) {
    Map<String, Row> rows = new LinkedHashMap<>();
    if (!candidates.isEmpty()) {
      new Comparison(rules, K, RING, threads)
          .run("", log, Optional.empty(), candidates, Progress.NONE)
          .report()
          .rows()
          .forEach(row -> rows.put(row.model(), row));
    }
    return rows;
  }

  private List<Comparison.Candidate> candidates(String name, Map<String, Double> settings) {
    Map<String, String> texts = new TreeMap<>();
    settings.forEach((setting, value) -> texts.put(setting, Double.toString(value)));
    ModelSettings changed = ModelOverrides.apply(start(), texts);
    List<Comparison.Candidate> candidates = new ArrayList<>();
    for (int s = 0; s < seeds; s++) {
      candidates.add(new Comparison.Candidate(name(name, s), changed.withSeed(changed.seed() + s)));
    }
    return candidates;
  }

  private static String name(String of, int seed) {
    return of + " " + seed;
  }
}
