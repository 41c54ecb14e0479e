package tandem.app.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import tandem.model.ModelSettings;
import tandem.model.NegativeSource;

class ModelOverridesTest {

  private static final ModelSettings BASE = ModelSettings.rating();

  @Test
  void apply_names_changeTheseSettingsOnly() {
    ModelSettings changed =
        ModelOverrides.apply(
            BASE,
            Map.of(
                "model.factors", "32",
                "model.seed", "9",
                "model.adagrad-floor", "0.5",
                "model.user.bias-l2", "0.25",
                "model.negative-source", "uniform",
                "model.non-negative", "true"));

    assertThat(changed.factors()).isEqualTo(32);
    assertThat(changed.seed()).isEqualTo(9L);
    assertThat(changed.adagradFloor()).isEqualTo(0.5);
    assertThat(changed.user().biasL2()).isEqualTo(0.25);
    assertThat(changed.nonNegative()).isTrue();
    assertThat(changed.negativeSource()).isEqualTo(NegativeSource.UNIFORM);
    assertThat(changed.user().rate()).isEqualTo(BASE.user().rate());
    assertThat(changed.item()).isEqualTo(BASE.item());
  }

  @Test
  void apply_nothing_isTheSame() {
    assertThat(ModelOverrides.apply(BASE, Map.of())).isEqualTo(BASE);
  }

  @Test
  void apply_wrongNameOrValue_saysWhich() {
    assertRefused("model.factor", "3", "unknown settings [model.factor]");
    assertRefused("model.factors", "many", "model.factors is a number, not many");
    assertRefused("model.factors", "0", "factors must be from 1.0 to 4096.0, not 0.0");
    assertRefused("model.user.rate", "-1", "rate must be from 0.0");
    assertRefused("model.non-negative", "yes", "model.non-negative is true or false, not yes");
    assertRefused("model.negative-source", "best", "is recent, popular or uniform, not best");
    assertRefused("model.pairwise", "true", "pairwise needs objective preference");
    assertRefused("model.objective", "rating", "model.objective can't be set");
  }

  private static void assertRefused(String name, String value, String message) {
    assertThatThrownBy(() -> ModelOverrides.apply(BASE, Map.of(name, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
