package tandem.app.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class JournalModelTest {

  private static final JournalModel MODEL = new JournalModel("rating", 64, 1, 0.5, 5);

  @Test
  void differences_ofTheSame_areNone() {
    assertThat(MODEL.differences(new JournalModel("rating", 64, 1, 0.5, 5))).isEmpty();
  }

  @Test
  void differences_oneSettingOtherwise_areThatOneWithBothValues() {
    assertThat(MODEL.differences(new JournalModel("rating", 32, 1, 0.5, 5)))
        .containsExactly("tandem.model.factors is 64 there and 32 in the settings");
  }

  @Test
  void differences_allOtherwise_nameEachSetting() {
    assertThat(MODEL.differences(new JournalModel("preference", 63, 2, 1, 10)))
        .containsExactly(
            "tandem.model.objective is rating there and preference in the settings",
            "tandem.model.factors is 64 there and 63 in the settings",
            "tandem.model.seed is 1 there and 2 in the settings",
            "tandem.events.rating.min is 0.5 there and 1.0 in the settings",
            "tandem.events.rating.max is 5.0 there and 10.0 in the settings");
  }
}
