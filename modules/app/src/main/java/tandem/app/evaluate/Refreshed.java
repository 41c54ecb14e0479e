package tandem.app.evaluate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A model that is refreshed every so often, in the time of the events, as one that is trained anew
 * or synchronised at intervals is: what comes between two refreshes is learned at the second, in
 * order. What it costs to learn late is the difference to a model that learns each event at once.
 */
final class Refreshed {

  private final EventLog log;
  private final long millis;
  private final List<Runnable> waiting = new ArrayList<>();

  private Refreshed(EventLog log, Duration interval) {
    this.log = log;
    this.millis = interval.toMillis();
  }

  /** The model, refreshed so often; {@code interval} is at least a millisecond. */
  static RatingModel rating(RatingModel model, EventLog log, Duration interval) {
    Refreshed refreshed = new Refreshed(log, interval);
    return new RatingModel() {
      @Override
      public double predict(int e) {
        return model.predict(e);
      }

      @Override
      public void learn(int e, tandem.model.Target target) {
        refreshed.learn(e, () -> model.learn(e, target));
      }
    };
  }

  /** The model, refreshed so often; {@code interval} is at least a millisecond. */
  static RankingModel ranking(RankingModel model, EventLog log, Duration interval) {
    Refreshed refreshed = new Refreshed(log, interval);
    return new RankingModel() {
      @Override
      public void score(int user, float[] scores, int count) {
        model.score(user, scores, count);
      }

      @Override
      public Scale scale() {
        return model.scale();
      }

      @Override
      public void learn(int e) {
        refreshed.learn(e, () -> model.learn(e));
      }
    };
  }

  private void learn(int e, Runnable step) {
    waiting.add(step);
    if (e + 1 == log.size() || interval(e + 1) != interval(e)) {
      waiting.forEach(Runnable::run);
      waiting.clear();
    }
  }

  private long interval(int e) {
    return Math.floorDiv(log.event(e).timestamp().toEpochMilli(), millis);
  }
}
