package tandem.model.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TermsTest {

  @Test
  void of_title_hasItsWordsOnceAndTheYearApart() {
    assertThat(Terms.of("Alien vs. ALIEN 3 (1992) ", List.of(), Map.of()).values())
        .containsExactly("word 3", "word alien", "word vs", "year 1992");
  }

  @Test
  void of_numberThatIsNoYear_isAWord() {
    assertThat(Terms.of("2001: A Space Odyssey", List.of(), Map.of()).values())
        .containsExactly("word 2001", "word a", "word odyssey", "word space");
  }

  @Test
  void of_otherScripts_hasTheirWords() {
    assertThat(Terms.of("Чужой — Élan", List.of(), Map.of()).values())
        .containsExactly("word élan", "word чужой");
  }

  @Test
  void of_categoriesAndAttributes_dontMixWithWords() {
    Terms terms =
        Terms.of("Fox", List.of("Fox"), Map.of("studio", List.of("Fox"), "maker", List.of("Fox")));

    assertThat(terms.values())
        .containsExactly("attribute maker=fox", "attribute studio=fox", "category fox", "word fox");
  }

  @Test
  void of_nothing_isEmpty() {
    assertThat(Terms.of("", List.of(), Map.of()).values()).isEmpty();
  }
}
