package tandem.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FreshFactorsTest {

  private final Sgd sgd = new Sgd(ModelSettings.rating().withFactors(5));

  @Test
  void freshUser_knownSeedAndId_isTheSameForEver() {
    assertThat(sgd.freshUser(new UserId("42")).vector())
        .isEqualTo(
            FactorVector.of(
                -0.0064854845f, -0.0057356753f, -0.010934526f, -0.0022241904f, 0.0067647975f));
  }

  @Test
  void freshItem_knownSeedAndId_isTheSameForEver() {
    assertThat(sgd.freshItem(new ItemId("42")).vector())
        .isEqualTo(
            FactorVector.of(
                -0.01157457f, 8.9090597E-4f, 3.757628E-4f, -0.0024132084f, -0.0023417287f));
  }

  @Test
  void fresh_userAndItemOfOneId_differ() {
    assertThat(sgd.freshUser(new UserId("42")).vector())
        .isNotEqualTo(sgd.freshItem(new ItemId("42")).vector());
  }

  @Test
  void fresh_otherSeed_differs() {
    Sgd other = new Sgd(ModelSettings.rating().withFactors(5).withSeed(2));

    assertThat(other.freshUser(new UserId("42")).vector())
        .isNotEqualTo(sgd.freshUser(new UserId("42")).vector());
  }

  @Test
  void fresh_unknownEntity_hasNoBiasAndNoHistory() {
    Factors fresh = sgd.freshItem(new ItemId("7"));

    assertThat(fresh.bias()).isZero();
    assertThat(fresh.squaredGradients()).isZero();
    assertThat(fresh.count()).isZero();
  }

  @Test
  void fresh_manyIds_areNormallyDistributed() {
    double sigma = ModelSettings.rating().sigma();
    int count = 0;
    double[] moments = new double[5];
    for (int id = 0; id < 20_000; id++) {
      FactorVector vector = sgd.freshUser(new UserId("user-" + id)).vector();
      for (int f = 0; f < vector.length(); f++) {
        for (int power = 1; power <= 4; power++) {
          moments[power] += Math.pow(vector.get(f) / sigma, power);
        }
        count++;
      }
    }
    assertThat(moments[1] / count).isCloseTo(0, within(0.02));
    assertThat(moments[2] / count).isCloseTo(1, within(0.02));
    assertThat(moments[3] / count).isCloseTo(0, within(0.05));
    assertThat(moments[4] / count).isCloseTo(3, within(0.1));
  }

  @Test
  void fresh_factorsOfOneVector_areUncorrelated() {
    double sum = 0;
    int ids = 20_000;
    double variance = Math.pow(ModelSettings.rating().sigma(), 2);
    for (int id = 0; id < ids; id++) {
      FactorVector vector = sgd.freshItem(new ItemId("" + id)).vector();
      sum += vector.get(0) * vector.get(1) / variance;
    }
    assertThat(sum / ids).isCloseTo(0, within(0.03));
  }
}
