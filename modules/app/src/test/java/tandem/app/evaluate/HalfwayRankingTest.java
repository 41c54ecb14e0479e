package tandem.app.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static tandem.app.evaluate.Events.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tandem.model.ModelSettings;
import tandem.model.Sgd;
import tandem.protocol.Interaction;
import tandem.protocol.InteractionRules;

class HalfwayRankingTest {

  private static final InteractionRules RULES = InteractionRules.defaults();
  private static final Sgd SGD = new Sgd(ModelSettings.preference().withFactors(8));

  /** Users who stay with one of two tastes: half of what each takes comes in the first half. */
  private static EventLog log() {
    Random random = new Random(5);
    List<Interaction> events = new ArrayList<>();
    for (int n = 0; n < 3_000; n++) {
      int user = random.nextInt(60);
      int item = 2 * random.nextInt(50) + user % 2;
      events.add(event("u" + user, "i" + item, 5.0, n));
    }
    return EventLog.of(events).positives(RULES);
  }

  private static HalfwayRanking ranking(EventLog log, int rank) {
    FactorRanking model = new FactorRanking(log, RULES, SGD, 1_000);
    return new HalfwayRanking(log, SGD, model.factors(), model, rank);
  }

  private static double secondHalf(EventLog log, int rank) {
    Scores scores = new PreferenceRun(log, 10).run(ranking(log, rank), Progress.NONE);
    return scores.metrics().getOrDefault("recall@10 second half", Double.NaN);
  }

  @Test
  void svd_tastesInTheFirstHalf_findsMoreInTheSecondThanAColdStart() {
    EventLog log = log();

    assertThat(secondHalf(log, 2)).isGreaterThan(1.2 * secondHalf(log, 0));
  }

  @Test
  void cold_firstHalf_isNotLearned() {
    EventLog log = log();
    HalfwayRanking cold = ranking(log, 0);
    float[] before = new float[log.itemCount()];
    cold.score(log.user(0), before, before.length);
    for (int e = 0; e < log.size() / 2; e++) {
      cold.learn(e);
    }

    float[] after = new float[log.itemCount()];
    cold.score(log.user(0), after, after.length);
    assertThat(after).isEqualTo(before);
  }
}
