package tandem.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SettingsTest {

  @Test
  void rating_defaults_areThoseOfTheSearch() {
    ModelSettings rating = ModelSettings.rating();

    assertThat(rating.objective()).isEqualTo(Objective.RATING);
    assertThat(rating.factors()).isEqualTo(64);
    assertThat(rating.sigma()).isEqualTo(0.0088);
    assertThat(rating.user())
        .isEqualTo(new StepSettings(0.0285, 6.5, 0.046, 0.05, 0.9, 0.63, 0.00155));
    assertThat(rating.item()).isEqualTo(new StepSettings(0.0285, 3.2, 0.046, 0, 0, 0.0102, 0.0113));
    assertThat(rating.adagradFloor()).isEqualTo(0.0325);
    assertThat(rating.negatives()).isZero();
  }

  @Test
  void preference_defaults_areThoseOfTheSearch() {
    ModelSettings preference = ModelSettings.preference();

    assertThat(preference.objective()).isEqualTo(Objective.PREFERENCE);
    assertThat(preference.factors()).isEqualTo(64);
    assertThat(preference.sigma()).isEqualTo(0.034);
    assertThat(preference.user()).isEqualTo(new StepSettings(0.02, 0.02, 0.15, 0, 0, 0.35, 0.15));
    assertThat(preference.item()).isEqualTo(new StepSettings(0.025, 28, 0.002, 0, 0, 0.06, 0.005));
    assertThat(preference.adagradFloor()).isEqualTo(0.03);
    assertThat(preference.negatives()).isEqualTo(1);
    assertThat(preference.negativeBias()).isEqualTo(1.0);
  }

  @Test
  void settings_factorsZero_namesTheSetting() {
    ModelSettings rating = ModelSettings.rating();

    assertThatThrownBy(() -> rating.withFactors(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("factors must be from 1");
  }

  @Test
  void settings_notANumber_namesTheSetting() {
    assertThatThrownBy(() -> new StepSettings(0, 1, 0, 0, 0, Double.NaN, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("rate must be");
    assertThatThrownBy(() -> new StepSettings(0, 0, 0, 0, 0, 1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("bias-offset must be above 0");
  }

  @Test
  void withSeed_other_changesNothingElse() {
    ModelSettings rating = ModelSettings.rating();

    assertThat(rating.withSeed(5).seed()).isEqualTo(5);
    assertThat(rating.withSeed(5).withSeed(rating.seed())).isEqualTo(rating);
  }
}
