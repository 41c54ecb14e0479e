package tandem.loadgen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TitlesTest {

  @Test
  void title_allCategoriesAndBeyondTheCombinations_areDifferent() {
    List<String> titles = new ArrayList<>();
    for (Category category : Category.values()) {
      for (int n = 0; n < 1_000; n++) {
        titles.add(Titles.title(category, n));
      }
    }

    assertThat(titles).doesNotHaveDuplicates().allMatch(t -> t.matches("The \\w+ \\w+( \\d+)?"));
  }

  @Test
  void nouns_ofEachCategory_areEightThatNoOtherHas() {
    List<String> nouns = new ArrayList<>();
    for (Category category : Category.values()) {
      assertThat(category.nouns()).hasSize(8);
      nouns.addAll(category.nouns());
    }

    assertThat(nouns).doesNotHaveDuplicates();
  }
}
