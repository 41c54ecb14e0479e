package tandem.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SgdTest {

  private static final float MEAN = 3.5f;

  private final Sgd rating = new Sgd(ModelSettings.rating());
  private final Sgd preference = new Sgd(ModelSettings.preference());

  @Test
  void score_ofRating_isMeanPlusBiasesPlusInnerProduct() {
    Factors user = new Factors(FactorVector.of(1f, 2f), 0.25f, 0f, 0);
    Factors item = new Factors(FactorVector.of(3f, -1f), -0.5f, 0f, 0);

    assertThat(rating.score(MEAN, user, item)).isEqualTo(3.5f + 0.25f - 0.5f + 1f);
  }

  @Test
  void error_ofRating_isWeightedDistanceToTarget() {
    Factors user = new Factors(FactorVector.of(0f), 0f, 0f, 0);
    Factors item = new Factors(FactorVector.of(0f), 0.5f, 0f, 0);

    assertThat(rating.error(new Target(5f, 0.5f), MEAN, user, item)).isEqualTo(0.5f);
  }

  @Test
  void error_ofPreference_isDistanceToProbability() {
    Factors user = new Factors(FactorVector.of(0f), (float) Math.log(3), 0f, 0);
    Factors item = new Factors(FactorVector.of(0f), 0f, 0f, 0);

    assertThat(preference.error(new Target(1f, 1f), 0f, user, item))
        .isCloseTo(0.25f, within(1e-6f));
    assertThat(preference.negativeError(user, item)).isCloseTo(-0.75f, within(1e-6f));
  }

  @Test
  void step_withoutError_countsOnly() {
    Factors user = rating.freshUser(new UserId("u"));
    FactorVector other = rating.freshItem(new ItemId("i")).vector();

    Factors after = rating.stepUser(user, other, 0f);

    assertThat(after).isEqualTo(new Factors(user.vector(), 0f, 0f, 1));
  }

  @Test
  void error_ofWeightZero_isZero() {
    Factors user = rating.freshUser(new UserId("u"));
    Factors item = rating.freshItem(new ItemId("i"));

    assertThat(rating.error(new Target(5f, 0f), MEAN, user, item)).isZero();
  }

  @Test
  void stepUser_knownNumbers_followsTheFormula() {
    Factors user = new Factors(FactorVector.of(0.1f, -0.2f), 0.3f, 0.5f, 4);

    Factors after = rating.stepUser(user, FactorVector.of(0.4f, 0.2f), -1.5f);

    double g0 = -1.5 * 0.4 - 0.00155 * 0.1;
    double g1 = -1.5 * 0.2 + 0.00155 * 0.2;
    double squares = 0.5 + (g0 * g0 + g1 * g1) / 2;
    double step = 0.63 / Math.sqrt(0.0325 + squares);
    assertThat(after.vector().get(0)).isCloseTo((float) (0.1 + step * g0), within(1e-6f));
    assertThat(after.vector().get(1)).isCloseTo((float) (-0.2 + step * g1), within(1e-6f));
    assertThat(after.squaredGradients()).isCloseTo((float) squares, within(1e-6f));
    assertThat(after.bias())
        .isCloseTo((float) (0.3 + (-1.5 - 0.046 * 0.3) / (6.5 + 5) - 0.05 * 1.5), within(1e-6f));
    assertThat(after.recentBias()).isCloseTo(-0.05f * 1.5f, within(1e-6f));
    assertThat(after.count()).isEqualTo(5);
  }

  @Test
  void stepItem_manyInteractions_biasRateStopsAtTheFloor() {
    Factors item = new Factors(FactorVector.of(0f), 0f, 0f, 1_000_000);

    Factors after = rating.stepItem(item, FactorVector.of(0f), 1f);

    assertThat(after.bias()).isEqualTo(0.0285f);
  }

  @Test
  void stepUser_again_theRecentPartFadesAndTheRestLasts() {
    Factors user = new Factors(FactorVector.of(0f), 0.5f, 0f, 4, 0.2f);

    Factors after = rating.stepUser(user, FactorVector.of(0f), 1f);

    double lasting = 0.3 + (1 - 0.046 * 0.3) / (6.5 + 5);
    assertThat(after.recentBias()).isCloseTo(0.9f * 0.2f + 0.05f, within(1e-6f));
    assertThat(after.bias() - after.recentBias()).isCloseTo((float) lasting, within(1e-6f));
  }

  @Test
  void stepUser_errorOfZero_keepsTheRecentPart() {
    Factors user = new Factors(FactorVector.of(0f), 0.5f, 0f, 4, 0.2f);

    Factors after = rating.stepUser(user, FactorVector.of(0f), 0f);

    assertThat(after).isEqualTo(new Factors(user.vector(), 0.5f, 0f, 5, 0.2f));
  }

  @Test
  void repelUser_negative_keepsTheRecentPart() {
    Factors user = new Factors(FactorVector.of(0f), 0.5f, 0f, 4, 0.2f);

    assertThat(rating.repelUser(user, FactorVector.of(0f), -1f).recentBias()).isEqualTo(0.2f);
  }

  @Test
  void step_sameGradientAgain_movesLessEachTime() {
    Factors user = new Factors(FactorVector.of(0f, 0f), 0f, 0f, 0);
    FactorVector other = FactorVector.of(1f, 1f);
    float last = Float.MAX_VALUE;
    Sgd plain = new Sgd(withoutL2(ModelSettings.rating()));

    for (int n = 0; n < 100; n++) {
      Factors next = plain.stepUser(user, other, 1f);
      float moved = next.vector().get(0) - user.vector().get(0);
      assertThat(moved).isPositive().isLessThan(last);
      last = moved;
      user = next;
    }
  }

  @Test
  void repel_sampledNegative_lowersTheScoreAndCountsNothing() {
    Factors user = new Factors(FactorVector.of(0.3f, 0.1f), 0f, 0f, 7);
    Factors item = new Factors(FactorVector.of(0.2f, 0.4f), 0f, 0f, 9);
    float error = preference.negativeError(user, item);

    Factors userAfter = preference.repelUser(user, item.vector(), error);
    Factors itemAfter = preference.repelItem(item, user.vector(), error);

    assertThat(preference.score(0f, userAfter, itemAfter))
        .isLessThan(preference.score(0f, user, item));
    assertThat(userAfter.count()).isEqualTo(7);
    assertThat(itemAfter.count()).isEqualTo(9);
  }

  @Test
  void step_finiteExtremes_staysFinite() {
    SplittableRandom random = new SplittableRandom(42);
    float[] extremes = {
      0f, 1e-30f, -1f, 1e20f, -1e20f, Float.MAX_VALUE, -Float.MAX_VALUE, Float.MIN_VALUE
    };
    float[] errors = {1f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1e30f};
    for (int n = 0; n < 20_000; n++) {
      Factors own = extreme(random, extremes);
      FactorVector other = extreme(random, extremes).vector();
      float error = errors[random.nextInt(errors.length)];
      assertFinite(rating.stepUser(own, other, error));
      assertFinite(preference.repelItem(own, other, error));
    }
  }

  @Test
  void step_otherVectorIsNotANumber_staysFinite() {
    Factors user = rating.freshUser(new UserId("u"));
    float[] values = new float[64];
    values[3] = Float.NaN;
    values[4] = Float.POSITIVE_INFINITY;

    assertFinite(rating.stepUser(user, FactorVector.wrap(values), 1f));
  }

  @Test
  void step_vectorsOfOtherLength_isRefused() {
    Factors user = rating.freshUser(new UserId("u"));

    assertThatThrownBy(() -> rating.stepUser(user, FactorVector.of(1f), 1f))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("64 factors against 1");
  }

  @Test
  void step_nonNegative_keepsEachFactorAtZeroOrAboveAndStillLearns() {
    Sgd parts = new Sgd(nonNegative(ModelSettings.rating().withFactors(8)));
    Factors user = parts.freshUser(new UserId("u"));
    Factors item = parts.freshItem(new ItemId("i"));
    SplittableRandom random = new SplittableRandom(5);
    boolean atZero = false;
    for (int n = 0; n < 200; n++) {
      float error = (float) random.nextGaussian();
      Factors before = user;
      user = parts.stepUser(user, item.vector(), error);
      item = parts.stepItem(item, before.vector(), error);
      for (int f = 0; f < 8; f++) {
        assertThat(user.vector().get(f)).isNotNegative();
        assertThat(item.vector().get(f)).isNotNegative();
        atZero |= user.vector().get(f) == 0f;
      }
    }
    assertThat(atZero).isTrue();
    Target five = new Target(5f, 1f);
    float before = parts.error(five, 3f, user, item);
    for (int n = 0; n < 20; n++) {
      float error = parts.error(five, 3f, user, item);
      Factors old = user;
      user = parts.stepUser(user, item.vector(), error);
      item = parts.stepItem(item, old.vector(), error);
    }
    assertThat(Math.abs(parts.error(five, 3f, user, item))).isLessThan(Math.abs(before));
  }

  private static Factors extreme(SplittableRandom random, float[] extremes) {
    float[] values = new float[64];
    for (int f = 0; f < 64; f++) {
      values[f] = extremes[random.nextInt(extremes.length)];
    }
    float bias = extremes[random.nextInt(extremes.length)];
    float squares = Math.abs(extremes[random.nextInt(extremes.length)]);
    return new Factors(FactorVector.wrap(values), bias, squares, random.nextInt(100));
  }

  private static void assertFinite(Factors factors) {
    assertThat(Float.isFinite(factors.bias())).isTrue();
    assertThat(Float.isFinite(factors.squaredGradients())).isTrue();
    for (int f = 0; f < factors.vector().length(); f++) {
      assertThat(Float.isFinite(factors.vector().get(f))).isTrue();
    }
  }

  private static ModelSettings nonNegative(ModelSettings settings) {
    return new ModelSettings(
        settings.objective(),
        settings.factors(),
        settings.seed(),
        settings.sigma(),
        settings.user(),
        settings.item(),
        settings.adagradFloor(),
        settings.negatives(),
        settings.negativeBias(),
        settings.negativeSource(),
        settings.pairwise(),
        true);
  }

  private static ModelSettings withoutL2(ModelSettings settings) {
    StepSettings user = settings.user();
    return new ModelSettings(
        settings.objective(),
        settings.factors(),
        settings.seed(),
        settings.sigma(),
        new StepSettings(user.biasFloor(), user.biasOffset(), 0, 0, 0, user.rate(), 0),
        settings.item(),
        settings.adagradFloor(),
        settings.negatives(),
        settings.negativeBias(),
        settings.negativeSource(),
        settings.pairwise(),
        settings.nonNegative());
  }
}
