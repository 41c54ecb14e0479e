package tandem.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tandem.model.ItemId;
import tandem.model.Objective;
import tandem.model.Target;
import tandem.model.UserId;

class InteractionRulesTest {

  private final InteractionRules rules = InteractionRules.defaults();
  private final InteractionRules stars = rules.withScale(1, 10);

  private static Interaction of(String type, @Nullable Double value) {
    return new Interaction(
        new UserId("u"), new ItemId("i"), type, value, Instant.ofEpochSecond(1_600_000_000), null);
  }

  @Test
  void target_ratingObjective_isTheRatingOnTheModelsScale() {
    assertThat(rules.target(of("rating", 3.5), Objective.RATING)).isEqualTo(new Target(3.5f, 1f));
    assertThat(stars.target(of("rating", 1.0), Objective.RATING)).isEqualTo(new Target(0.5f, 1f));
    assertThat(stars.target(of("rating", 10.0), Objective.RATING)).isEqualTo(new Target(5f, 1f));
    assertThat(stars.target(of("rating", 5.5), Objective.RATING)).isEqualTo(new Target(2.75f, 1f));
  }

  @Test
  void target_ratingObjectiveWithoutValue_teachesNothing() {
    assertThat(rules.target(of("view", null), Objective.RATING).weight()).isZero();
    assertThat(rules.target(of("purchase", null), Objective.RATING).weight()).isZero();
  }

  @Test
  void target_preferenceObjective_weighsByType() {
    assertThat(rules.target(of("view", null), Objective.PREFERENCE))
        .isEqualTo(new Target(1f, 0.5f));
    assertThat(rules.target(of("purchase", null), Objective.PREFERENCE))
        .isEqualTo(new Target(1f, 1f));
    assertThat(rules.target(of("dislike", null), Objective.PREFERENCE))
        .isEqualTo(new Target(1f, 0f));
  }

  @Test
  void target_preferenceObjectiveWithRating_countsFromTheThreshold() {
    assertThat(stars.target(of("rating", 8.65), Objective.PREFERENCE))
        .isEqualTo(new Target(1f, 1f));
    assertThat(stars.target(of("rating", 8.64), Objective.PREFERENCE))
        .isEqualTo(new Target(1f, 0f));
  }

  @Test
  void toScale_targetOfARating_isTheRating() {
    for (double rating = 1; rating <= 10; rating += 0.25) {
      float target = stars.target(of("rating", rating), Objective.RATING).value();
      assertThat(stars.toScale(target)).isCloseTo(rating, within(1e-6));
    }
  }

  @Test
  void toScale_predictionBeyondTheScale_isClipped() {
    assertThat(stars.toScale(-3)).isEqualTo(1.0);
    assertThat(stars.toScale(99)).isEqualTo(10.0);
  }

  private void refuses(
      Map<String, Double> weights,
      double min,
      double max,
      double from,
      Duration ahead,
      int bytes,
      String name) {
    assertThatThrownBy(
            () -> new InteractionRules(weights, min, max, from, rules.earliest(), ahead, bytes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name);
  }

  @Test
  void new_settingThatMakesNoSense_isNamed() {
    Map<String, Double> types = rules.weights();
    Duration day = rules.maxAhead();
    refuses(Map.of("view", 1.0), 1, 5, 0.5, day, 10, "types");
    refuses(Map.of("view", 1.1, "rating", 1.0), 1, 5, 0.5, day, 10, "weight");
    refuses(Map.of("view", Double.NaN, "rating", 1.0), 1, 5, 0.5, day, 10, "weight");
    refuses(types, 5, 5, 0.5, day, 10, "rating.max");
    refuses(types, Double.NaN, 5, 0.5, day, 10, "rating.max");
    refuses(types, 1, 5, 1.1, day, 10, "positive-from");
    refuses(types, 1, 5, -0.1, day, 10, "positive-from");
    refuses(types, 1, 5, 0.5, day.negated(), 10, "max-ahead");
    refuses(types, 1, 5, 0.5, day, 0, "max-bytes");
  }

  @Test
  void defaults_areAsDocumented() {
    assertThat(rules.weights())
        .isEqualTo(
            Map.of(
                "view",
                0.5,
                "click",
                0.6,
                "cart",
                0.8,
                "purchase",
                1.0,
                "like",
                1.0,
                "dislike",
                0.0,
                "rating",
                1.0));
    assertThat(rules.minRating()).isEqualTo(0.5);
    assertThat(rules.maxRating()).isEqualTo(5.0);
    assertThat(rules.positiveFrom()).isEqualTo(0.85);
    assertThat(rules.maxAhead()).isEqualTo(Duration.ofDays(1));
    assertThat(rules.maxBytes()).isEqualTo(65_536);
  }
}
