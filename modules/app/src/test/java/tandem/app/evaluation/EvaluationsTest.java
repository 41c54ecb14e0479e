package tandem.app.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tandem.app.list.BlendSettings;
import tandem.app.list.LiveBlend;
import tandem.model.ModelName;
import tandem.model.Objective;
import tandem.protocol.http.EvaluationView;

class EvaluationsTest {

  private static final LiveBlend BLEND = LiveBlend.fixed(new BlendSettings(1, 0, 1, 1, 2));
  private static final Evaluations.Model MAIN =
      new Evaluations.Model(ModelName.MAIN, Objective.RATING, BLEND);
  private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

  private final RatingQuality one = quality(NOW);
  private final RatingQuality other = quality(NOW.minusSeconds(60));

  private static RatingQuality quality(Instant now) {
    return new RatingQuality(0.5, 5, Clock.fixed(now, ZoneOffset.UTC));
  }

  private static EvaluationView view(RatingQuality... nodes) {
    return Evaluations.view(
        MAIN, List.of(nodes).stream().map(node -> Optional.of(counted(node))).toList());
  }

  private static EvaluationBoard.Counted counted(RatingQuality node) {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    return new ModelQuality(node, new ListQuality(clock)).counted();
  }

  @Test
  void view_twoNodes_isOfTheEventsOfBoth() {
    one.rated(4, 3, 2);
    other.rated(2, 4, 2);
    other.rated(2, 2, 2);
    EvaluationView view = view(one, other);

    EvaluationView.Ratings all = ratings(view, 3);
    assertThat(all.events()).isEqualTo(3);
    assertThat(all.mae()).isCloseTo(1, within(1e-12));
    assertThat(all.rmse()).isCloseTo(Math.sqrt(5.0 / 3), within(1e-12));
    assertThat(all.meanMae()).isCloseTo(2.0 / 3, within(1e-12));
    assertThat(all.meanRmse()).isCloseTo(Math.sqrt(4.0 / 3), within(1e-12));
    assertThat(view.windows()).extracting(w -> w.window()).containsExactly("5m", "1h", "1d", "all");
    assertThat(view.nodes()).isEqualTo(2);
    assertThat(view.missingNodes()).isNull();
    assertThat(view.since()).isEqualTo(NOW.minusSeconds(60));
  }

  private static EvaluationView.Ratings ratings(EvaluationView view, int window) {
    return Objects.requireNonNull(view.windows().get(window).ratings());
  }

  @Test
  void view_nothingRated_hasNoRatings() {
    assertThat(view(one).windows())
        .allSatisfy(
            window -> {
              assertThat(window.ratings()).isNull();
              assertThat(window.lists()).isNull();
            });
  }

  @Test
  void view_nodeThatDoesNotAnswer_isCounted() {
    EvaluationView view =
        Evaluations.view(MAIN, List.of(Optional.empty(), Optional.of(counted(one))));
    assertThat(view.nodes()).isEqualTo(1);
    assertThat(view.missingNodes()).isEqualTo(1);
    EvaluationView none = Evaluations.view(MAIN, List.of(Optional.empty()));
    assertThat(none.since()).isNull();
  }

  @Test
  void rated_notANumber_isTheWorstPrediction() {
    one.rated(4, Double.NaN, 4);
    assertThat(ratings(view(one), 0).mae()).isEqualTo(3.5);
    assertThat(ratings(view(one), 0).meanMae()).isZero();
  }
}
