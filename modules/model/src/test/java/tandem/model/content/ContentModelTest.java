package tandem.model.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import tandem.model.FactorVector;
import tandem.model.Factors;

class ContentModelTest {

  private static final Terms SPACE = new Terms(List.of("category space", "word ship"));
  private static final Terms LOVE = new Terms(List.of("category love", "word h\u00e4rz"));

  private final ContentModel model = model();

  private static ContentModel model() {
    ContentSpace space = ContentSpace.of(List.of(SPACE, SPACE, LOVE, LOVE), 2, 1L);
    ContentPrior.Fit fit = new ContentPrior.Fit(space.dimensions(), 2, true);
    fit.add(space.coordinates(SPACE), new Factors(FactorVector.of(1f, 2f), 3f, 0f, 5));
    fit.add(space.coordinates(LOVE), new Factors(FactorVector.of(-1f, 0f), 1f, 0f, 5));
    return new ContentModel(space, fit.solve(0.1));
  }

  @Test
  void factors_knownTerms_areThoseOfTheirKind() {
    Factors space = model.factors(new Terms(List.of("word ship"))).orElseThrow();
    Factors love = model.factors(LOVE).orElseThrow();

    assertThat(space.bias()).isGreaterThan(love.bias());
    assertThat(space.vector().get(0)).isPositive();
    assertThat(love.vector().get(0)).isNegative();
  }

  @Test
  void factors_noKnownTerm_areNone() {
    assertThat(model.factors(new Terms(List.of("word other")))).isEmpty();
    assertThat(model.factors(new Terms(List.of()))).isEmpty();
  }

  @Test
  void of_itsBytes_foreseesTheSameToTheBit() {
    ContentModel read = ContentModel.of(model.toBytes());

    assertThat(read.factors(SPACE)).isEqualTo(model.factors(SPACE));
    assertThat(read.factors(LOVE)).isEqualTo(model.factors(LOVE));
    assertThat(read.toBytes()).isEqualTo(model.toBytes());
  }

  @Test
  void of_otherFormatOrHalfOfIt_isRefused() {
    byte[] bytes = model.toBytes();
    byte[] half = Arrays.copyOf(bytes, bytes.length / 2);
    bytes[0] = 9;

    assertThatThrownBy(() -> ContentModel.of(bytes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("format 9");
    assertThatThrownBy(() -> ContentModel.of(half)).isInstanceOf(IllegalArgumentException.class);
  }
}
