package tandem.app.evaluate;

import java.util.LinkedHashMap;
import java.util.Map;
import tandem.model.Objective;
import tandem.model.RatingError;
import tandem.protocol.InteractionRules;

/**
 * Prequential error of ratings: each event is predicted, clipped to the scale, counted and only
 * then learned. An event without a rating is not counted. Errors are in the scale of the rules.
 */
final class RatingRun {

  private final EventLog log;
  private final InteractionRules rules;

  RatingRun(EventLog log, InteractionRules rules) {
    this.log = log;
    this.rules = rules;
  }

  Scores run(RatingModel model, Progress progress) {
    RatingError total = new RatingError(rules.minRating(), rules.maxRating());
    RatingError secondHalf = new RatingError(rules.minRating(), rules.maxRating());
    long start = Scores.processorNanos();
    for (int e = 0; e < log.size(); e++) {
      Double actual = log.event(e).value();
      if (actual != null) {
        double predicted = rules.toScale(model.predict(e));
        total.add(actual, predicted);
        if (e >= log.size() / 2) {
          secondHalf.add(actual, predicted);
        }
      }
      model.learn(e, rules.target(log.event(e), Objective.RATING));
      progress.step();
    }
    return new Scores(metrics(total, secondHalf), log.size(), Scores.processorNanos() - start);
  }

  private static Map<String, Double> metrics(RatingError total, RatingError secondHalf) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("MAE", total.mae());
    metrics.put("RMSE", total.rmse());
    metrics.put("MAE second half", secondHalf.mae());
    metrics.put("RMSE second half", secondHalf.rmse());
    return metrics;
  }
}
