package tandem.app.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static tandem.app.evaluate.Events.event;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tandem.model.ModelSettings;
import tandem.model.Objective;
import tandem.model.Sgd;
import tandem.protocol.Interaction;
import tandem.protocol.InteractionRules;

class HalfwayStartTest {

  private static final InteractionRules RULES = InteractionRules.defaults();
  private static final Sgd SGD = new Sgd(ModelSettings.rating().withFactors(4));

  /** Even users like even items, odd ones odd; all pairs but one in five come in the first half. */
  private static EventLog log() {
    List<Interaction> first = new ArrayList<>();
    List<Interaction> second = new ArrayList<>();
    for (int n = 0; n < 400; n++) {
      int user = n / 20;
      int item = n % 20;
      double value = (user + item) % 2 == 0 ? 5.0 : 1.0;
      boolean late = (2 * user + 3 * item) % 5 == 0;
      (late ? second : first).add(event("u" + user, "i" + item, value, n));
    }
    List<Interaction> all = new ArrayList<>(first);
    for (int times = 0; times < 4; times++) {
      all.addAll(second); // so that the first half is what it is called
    }
    return EventLog.inOrder(all);
  }

  private static double secondHalf(RatingModel model, EventLog log) {
    Scores scores = new RatingRun(log, RULES).run(model, Progress.NONE);
    return scores.metrics().getOrDefault("RMSE second half", Double.NaN);
  }

  @Test
  void svd_tastesInTheFirstHalf_predictsTheSecondFromItsFirstEvent() {
    EventLog log = log();
    double cold = secondHalf(HalfwayStart.cold(log, SGD), log);
    double warm = secondHalf(HalfwayStart.svd(log, SGD, 2), log);

    assertThat(warm).isLessThan(0.8 * cold);
  }

  @Test
  void cold_firstHalf_isNotLearned() {
    EventLog log = log();
    HalfwayStart cold = HalfwayStart.cold(log, SGD);
    double before = cold.predict(0);
    cold.learn(0, RULES.target(log.event(0), Objective.RATING));

    assertThat(cold.predict(0)).isEqualTo(before);
  }
}
