package tandem.app.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static tandem.app.evaluate.Events.event;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tandem.model.Target;

class RefreshedTest {

  private static final EventLog LOG =
      EventLog.of(
          List.of(
              event("a", "x", 5.0, 0),
              event("a", "y", 4.0, 59),
              event("b", "x", 3.0, 60),
              event("b", "y", 2.0, 150)));

  private final List<Integer> learned = new ArrayList<>();

  @Test
  void rating_refreshedEachMinute_predictsByWhatCameBeforeTheMinute() {
    RatingModel model =
        Refreshed.rating(
            new RatingModel() {
              @Override
              public double predict(int e) {
                return learned.size();
              }

              @Override
              public void learn(int e, Target target) {
                learned.add(e);
              }
            },
            LOG,
            Duration.ofMinutes(1));

    List<Double> known = new ArrayList<>();
    for (int e = 0; e < LOG.size(); e++) {
      known.add(model.predict(e));
      model.learn(e, new Target(1f, 1f));
    }

    assertThat(known).containsExactly(0.0, 0.0, 2.0, 3.0);
    assertThat(learned).containsExactly(0, 1, 2, 3);
  }

  @Test
  void ranking_refreshedEachMinute_scoresByWhatCameBeforeTheMinute() {
    RankingModel model =
        Refreshed.ranking(
            new RankingModel() {
              @Override
              public void score(int user, float[] scores, int count) {
                scores[0] = learned.size();
              }

              @Override
              public void learn(int e) {
                learned.add(e);
              }
            },
            LOG,
            Duration.ofMinutes(1));

    float[] scores = new float[1];
    List<Float> known = new ArrayList<>();
    for (int e = 0; e < LOG.size(); e++) {
      model.score(0, scores, 1);
      known.add(scores[0]);
      model.learn(e);
    }

    assertThat(known).containsExactly(0f, 0f, 2f, 3f);
    assertThat(learned).containsExactly(0, 1, 2, 3);
  }
}
