package tandem.app.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static tandem.app.evaluate.Events.event;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tandem.model.Target;
import tandem.protocol.InteractionRules;

class RatingRunTest {

  private static final InteractionRules TEN = InteractionRules.defaults().withScale(0, 10);

  @Test
  void run_otherScale_learnsHalfStarsAndReportsTheFilesUnit() {
    EventLog log = EventLog.of(List.of(event("a", "x", 10.0, 1), event("a", "y", 0.0, 2)));
    Fixed model = new Fixed(2.75);

    Scores scores = new RatingRun(log, TEN).run(model, Progress.NONE);

    assertThat(model.targets).containsExactly(new Target(5f, 1f), new Target(0.5f, 1f));
    assertThat(scores.metrics()).containsEntry("MAE", 5.0).containsEntry("RMSE", 5.0);
  }

  @Test
  void run_predictionOutsideTheScale_isClipped() {
    EventLog log = EventLog.of(List.of(event("a", "x", 9.0, 1)));

    Scores scores = new RatingRun(log, TEN).run(new Fixed(70), Progress.NONE);

    assertThat(scores.metrics()).containsEntry("MAE", 1.0);
  }

  @Test
  void run_eventWithoutRating_isLearnedButNotCounted() {
    EventLog log = EventLog.of(List.of(event("a", "x", null, 1), event("a", "y", 5.0, 2)));
    Fixed model = new Fixed(4);

    Scores scores = new RatingRun(log, InteractionRules.defaults()).run(model, Progress.NONE);

    assertThat(scores.metrics()).containsEntry("MAE", 1.0);
    assertThat(model.targets).extracting(Target::weight).containsExactly(0f, 1f);
  }

  @Test
  void run_secondHalf_countsItsEventsAlone() {
    EventLog log = EventLog.of(List.of(event("a", "x", 1.0, 1), event("a", "y", 3.0, 2)));

    Scores scores =
        new RatingRun(log, InteractionRules.defaults()).run(new Fixed(3), Progress.NONE);

    assertThat(scores.metrics())
        .containsEntry("MAE", 1.0)
        .containsEntry("RMSE", Math.sqrt(2))
        .containsEntry("RMSE second half", 0.0);
  }

  @Test
  void meanRating_predictsBeforeItLearns() {
    EventLog log = EventLog.of(List.of(event("a", "x", 4.0, 1), event("a", "y", 2.0, 2)));

    Scores scores =
        new RatingRun(log, InteractionRules.defaults()).run(new MeanRating(), Progress.NONE);

    // 0 is clipped to 0.5 for the first rating; the second is held against 4.
    assertThat(scores.metrics().get("MAE")).isCloseTo((3.5 + 2.0) / 2, within(1e-12));
  }

  @Test
  void meanRating_eventWithoutRating_leavesTheMean() {
    MeanRating model = new MeanRating();
    model.learn(0, new Target(4f, 1f));
    model.learn(1, new Target(0.5f, 0f));

    assertThat(model.predict(2)).isEqualTo(4.0);
  }

  private static final class Fixed implements RatingModel {
    private final double prediction;
    private final List<Target> targets = new ArrayList<>();

    Fixed(double prediction) {
      this.prediction = prediction;
    }

    @Override
    public double predict(int e) {
      return prediction;
    }

    @Override
    public void learn(int e, Target target) {
      targets.add(target);
    }
  }
}
