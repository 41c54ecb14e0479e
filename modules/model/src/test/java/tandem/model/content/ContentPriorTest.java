package tandem.model.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import tandem.model.FactorVector;
import tandem.model.Factors;

class ContentPriorTest {

  private final Random random = new Random(3);

  @Test
  void factors_itemsThatFollowTheirContent_areForeseen() {
    ContentPrior.Fit fit = new ContentPrior.Fit(3, 2, true);
    for (int i = 0; i < 200; i++) {
      FactorVector x = coordinates();
      fit.add(x, learned(x, 50));
    }
    FactorVector where = coordinates();

    Factors foreseen = fit.solve(1e-6).factors(where);

    Factors expected = learned(where, 0);
    assertThat(foreseen.bias()).isCloseTo(expected.bias(), within(1e-3f));
    assertThat(foreseen.vector().get(0)).isCloseTo(expected.vector().get(0), within(1e-3f));
    assertThat(foreseen.vector().get(1)).isCloseTo(expected.vector().get(1), within(1e-3f));
    assertThat(foreseen.count()).isZero();
    assertThat(foreseen.squaredGradients()).isZero();
  }

  @Test
  void factors_strongRidge_isTheMeanWeightedByEvents() {
    ContentPrior.Fit fit = new ContentPrior.Fit(1, 1, true);
    fit.add(FactorVector.of(1f), new Factors(FactorVector.of(1f), 2f, 0f, 10));
    fit.add(FactorVector.of(-1f), new Factors(FactorVector.of(4f), 5f, 0f, 1_000_000));

    Factors mean = fit.solve(1e12).factors(FactorVector.of(1f));

    assertThat(mean.bias()).isCloseTo((2f * 0.5f + 5f) / 1.5f, within(1e-3f));
    assertThat(mean.vector().get(0)).isCloseTo((1f * 0.5f + 4f) / 1.5f, within(1e-3f));
  }

  @Test
  void factors_withoutBias_haveNone() {
    ContentPrior.Fit fit = new ContentPrior.Fit(1, 1, false);
    fit.add(FactorVector.of(1f), new Factors(FactorVector.of(3f), 9f, 0f, 5));

    Factors foreseen = fit.solve(1e-3).factors(FactorVector.of(1f));

    assertThat(foreseen.bias()).isZero();
    assertThat(foreseen.vector().get(0)).isCloseTo(3f, within(1e-2f));
  }

  @Test
  void add_itemWithoutEvents_teachesNothing() {
    ContentPrior.Fit fit = new ContentPrior.Fit(1, 1, true);
    fit.add(FactorVector.of(1f), new Factors(FactorVector.of(9f), 9f, 0f, 0));

    Factors nothing = fit.solve(1).factors(FactorVector.of(1f));

    assertThat(fit.items()).isZero();
    assertThat(nothing.bias()).isZero();
    assertThat(nothing.vector()).isEqualTo(FactorVector.of(0f));
  }

  @Test
  void solve_spaceWithoutDimensions_isTheMean() {
    ContentPrior.Fit fit = new ContentPrior.Fit(0, 1, true);
    fit.add(FactorVector.of(), new Factors(FactorVector.of(3f), 1f, 0f, 5));

    assertThat(fit.solve(1).factors(FactorVector.of()).bias()).isCloseTo(1f, within(1e-4f));
  }

  private FactorVector coordinates() {
    return FactorVector.of(next(), next(), next());
  }

  private float next() {
    return (float) random.nextGaussian();
  }

  private static Factors learned(FactorVector x, long count) {
    float bias = 0.5f + x.get(0) - x.get(2);
    return new Factors(
        FactorVector.of(2 * x.get(1), 0.1f - x.get(0) + 3 * x.get(2)), bias, 0f, count);
  }
}
