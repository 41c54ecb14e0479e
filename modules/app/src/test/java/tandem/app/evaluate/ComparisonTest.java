package tandem.app.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static tandem.app.evaluate.Events.event;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tandem.app.evaluate.Comparison.Candidate;
import tandem.model.ModelSettings;
import tandem.model.Sgd;
import tandem.model.UserId;
import tandem.protocol.Interaction;
import tandem.protocol.InteractionRules;

class ComparisonTest {

  private static final InteractionRules RULES = InteractionRules.defaults();
  private static final ModelSettings OWN = ModelSettings.rating().withFactors(4);

  private final Comparison comparison = new Comparison(RULES, 2, 64, 2);
  private final EventLog log = EventLog.inOrder(alternating());

  @Test
  void run_severalCandidates_keepsTheFirstAndSortsTheOthers() {
    AtomicInteger steps = new AtomicInteger();
    Candidate own = new Candidate("own", OWN);
    Candidate still = changed("still", "model.user.bias-floor", "0");
    Candidate quick = changed("quick", "model.user.bias-floor", "1");

    Comparison.Result result = run(List.of(own, still, quick), steps::incrementAndGet);

    assertThat(row(result, 0).model()).isEqualTo("own");
    assertThat(rmse(result, 1)).isLessThan(rmse(result, 2));
    assertThat(models(run(List.of(own, quick, still), Progress.NONE))).isEqualTo(models(result));
    assertThat(result.metric()).isEqualTo("RMSE");
    assertThat(result.best())
        .isEqualTo(rmse(result, 0) <= rmse(result, 1) ? "own" : row(result, 1).model());
    assertThat(result.usersAsRecorded()).isEmpty();
    assertThat(steps).hasValue(3 * log.size());
  }

  @Test
  void run_whatWasRecorded_isMeasuredAndComparedWithTheFirst() {
    float[] errors = new float[log.size()];
    Arrays.fill(errors, 0.25f);
    Sgd sgd = new Sgd(OWN);
    FactorRating alone = new FactorRating(log, sgd);
    new RatingRun(log, RULES).run(alone, Progress.NONE);
    Recorded recorded =
        new Recorded(
            errors,
            Map.of(
                new UserId("a"), alone.user(0),
                new UserId("b"), sgd.freshUser(new UserId("b"))));

    Comparison.Result result = run(Optional.of(recorded), new Candidate("own", OWN));

    assertThat(row(result, 0).model()).isEqualTo("live, as recorded");
    assertThat(row(result, 0).mean("MAE")).isEqualTo(0.25);
    assertThat(result.report().table()).containsPattern("(?m)^live, as recorded .*  -$");
    assertThat(result.usersAsRecorded()).hasValue(1);
  }

  @Test
  void run_preferences_areOfThePositiveEventsAndSortedDownwards() {
    Comparison.Result result =
        run(Optional.empty(), new Candidate("own", ModelSettings.preference().withFactors(4)));

    assertThat(result.report().events()).isEqualTo(2);
    assertThat(result.metric()).isEqualTo("NDCG@2");
  }

  private Comparison.Result run(Optional<Recorded> recorded, Candidate candidate) {
    return comparison.run("test", log, recorded, List.of(candidate), Progress.NONE);
  }

  private Comparison.Result run(List<Candidate> candidates, Progress progress) {
    return comparison.run("test", log, Optional.empty(), candidates, progress);
  }

  private static List<String> models(Comparison.Result result) {
    return result.report().rows().stream().map(Row::model).toList();
  }

  private static Candidate changed(String name, String setting, String value) {
    return new Candidate(name, ModelOverrides.apply(OWN, Map.of(setting, value)));
  }

  private static Row row(Comparison.Result result, int at) {
    return result.report().rows().get(at);
  }

  private static double rmse(Comparison.Result result, int at) {
    return row(result, at).mean("RMSE");
  }

  /** User a likes what b does not; clipped errors never reach the ends of the scale. */
  private static List<Interaction> alternating() {
    List<Interaction> events = new ArrayList<>();
    for (int n = 0; n < 40; n++) {
      events.add(event("a", "x", 4.5, 2L * n));
      events.add(event("b", "x", 1.5, 2L * n + 1));
    }
    events.add(event("b", "y", 5.0, 100));
    return events.subList(0, 81);
  }
}
