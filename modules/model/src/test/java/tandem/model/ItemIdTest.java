package tandem.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ItemIdTest {

  @Test
  void of_textOfBefore_isTheIdOfBefore() {
    ItemId first = ItemId.of("film-" + 1);
    assertThat(ItemId.of(String.join("-", "film", "1"))).isSameAs(first);
  }

  @Test
  void of_moreThanAreKept_isAlwaysTheIdOfTheText() {
    for (int round = 0; round < 2; round++) {
      for (int n = 0; n < 200_000; n++) {
        assertThat(ItemId.of("i" + n).value()).isEqualTo("i" + n);
      }
    }
  }

  @Test
  void of_textThatIsNoId_isRefusedEachTime() {
    for (int n = 0; n < 2; n++) {
      assertThatThrownBy(() -> ItemId.of("a|b")).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
