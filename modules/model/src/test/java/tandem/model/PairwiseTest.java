package tandem.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The step follows the negative gradient of the loss Σ_j −w log σ(s − s_j). */
class PairwiseTest {

  private static final Target TARGET = new Target(1f, 0.5f);
  private static final Sgd SGD =
      new Sgd(
          ModelSettings.preference().withFactors(3).withNegatives(2, NegativeSource.RECENT, true));
  private static final Factors USER = new Factors(FactorVector.of(0.5f, -1f, 2f), 0.25f, 0f, 1);
  private static final Factors ITEM = new Factors(FactorVector.of(1f, 0.5f, -0.25f), 0.5f, 0f, 1);
  private static final List<Factors> OTHERS =
      List.of(
          new Factors(FactorVector.of(-0.5f, 0.25f, 1f), -0.5f, 0f, 1),
          new Factors(FactorVector.of(0f, -2f, 0.5f), 0.75f, 0f, 1));

  private static double loss(FactorVector user) {
    double loss = 0;
    for (Factors other : OTHERS) {
      double difference = score(user, ITEM) - score(user, other);
      loss += TARGET.weight() * Math.log1p(Math.exp(-difference));
    }
    return loss;
  }

  private static double score(FactorVector user, Factors item) {
    double score = item.bias();
    for (int f = 0; f < user.length(); f++) {
      score += (double) user.get(f) * item.vector().get(f);
    }
    return score;
  }

  @Test
  void of_someNegatives_isTheSlopeOfTheLossForTheUser() {
    Pairwise pairs = Pairwise.of(SGD, TARGET, USER, ITEM, OTHERS);
    for (int f = 0; f < 3; f++) {
      float h = 1e-2f;
      FactorVector step = FactorVector.of(f == 0 ? h : 0f, f == 1 ? h : 0f, f == 2 ? h : 0f);
      double slope =
          (loss(USER.vector().plus(step)) - loss(USER.vector().plus(step.times(-1)))) / (2 * h);
      assertThat((double) pairs.error() * pairs.direction().get(f)).isCloseTo(-slope, within(1e-4));
    }
  }

  @Test
  void of_someNegatives_hasTheErrorOfEachAndTheirSum() {
    Pairwise pairs = Pairwise.of(SGD, TARGET, USER, ITEM, OTHERS);
    for (int n = 0; n < 2; n++) {
      double difference = score(USER.vector(), ITEM) - score(USER.vector(), OTHERS.get(n));
      assertThat((double) pairs.errors().get(n))
          .isCloseTo(0.5 / (1 + Math.exp(difference)), within(1e-6));
    }
    assertThat(pairs.error()).isEqualTo(pairs.errors().get(0) + pairs.errors().get(1));
  }

  @Test
  void error_atTheItem_isThatOfTheUser() {
    Pairwise pairs = Pairwise.of(SGD, TARGET, USER, ITEM, OTHERS);
    FactorVector scores =
        FactorVector.of(SGD.score(0f, USER, OTHERS.get(0)), SGD.score(0f, USER, OTHERS.get(1)));
    assertThat(SGD.error(TARGET, 0f, USER, ITEM, scores)).isEqualTo(pairs.error());
  }

  @Test
  void of_noNegatives_movesNobody() {
    Pairwise pairs = Pairwise.of(SGD, TARGET, USER, ITEM, List.of());
    assertThat(pairs.error()).isZero();
    assertThat(SGD.error(TARGET, 0f, USER, ITEM, FactorVector.of())).isZero();
    Factors after = SGD.stepUser(USER, pairs.direction(), pairs.error());
    assertThat(after.vector()).isEqualTo(USER.vector());
    assertThat(after.count()).isEqualTo(2);
  }

  @Test
  void of_brokenOrFarApart_isFinite() {
    Factors broken = new Factors(FactorVector.of(Float.NaN, 0f, 0f), 0f, 0f, 1);
    Factors below = new Factors(FactorVector.of(0f, 0f, 0f), -1e30f, 0f, 1);
    Factors above = new Factors(FactorVector.of(0f, 0f, 0f), 1e30f, 0f, 1);
    Pairwise pairs = Pairwise.of(SGD, TARGET, USER, ITEM, List.of(broken, below, above));
    assertThat(pairs.errors()).isEqualTo(FactorVector.of(0f, 0f, 0.5f));
    Factors after = SGD.stepUser(USER, pairs.direction(), pairs.error());
    for (int f = 0; f < 3; f++) {
      assertThat(after.vector().get(f)).isFinite();
    }
  }

  @Test
  void stepUser_inPairs_keepsTheBias() {
    Pairwise pairs = Pairwise.of(SGD, TARGET, USER, ITEM, OTHERS);
    Factors after = SGD.stepUser(USER, pairs.direction(), pairs.error());
    assertThat(after.bias()).isEqualTo(USER.bias());
    assertThat(SGD.score(0f, after, ITEM)).isGreaterThan(SGD.score(0f, USER, ITEM));
  }

  @Test
  void settings_pairwiseWithoutNegativesOrForRatings_isRefused() {
    assertThatThrownBy(
            () -> ModelSettings.preference().withNegatives(0, NegativeSource.RECENT, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("pairwise");
    assertThatThrownBy(() -> ModelSettings.rating().withNegatives(1, NegativeSource.RECENT, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("pairwise");
  }
}
