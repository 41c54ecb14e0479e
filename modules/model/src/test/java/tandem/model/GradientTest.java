package tandem.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * The steps follow the negative gradient of the loss that {@link Sgd} names. A step without L2 and
 * with an Adagrad floor far above G is a plain gradient step, so the gradient is read off it and
 * held against central differences of the loss, computed in double precision.
 */
class GradientTest {

  private static final double FLOOR = 1e12;
  private static final float RATE = 1e6f;
  private static final float MEAN = 3.2f;

  private final SplittableRandom random = new SplittableRandom(7);

  @Test
  void step_ofRating_isTheGradientOfTheSquaredLoss() {
    for (int n = 0; n < 200; n++) {
      double target = 0.5 + 4.5 * random.nextDouble();
      check(
          Objective.RATING,
          s -> 0.5 * square(target - (MEAN + s)),
          (sgd, user, item) -> sgd.error(new Target((float) target, 1f), MEAN, user, item));
    }
  }

  @Test
  void step_ofPreference_isTheGradientOfTheLogisticLoss() {
    for (int n = 0; n < 200; n++) {
      check(
          Objective.PREFERENCE,
          s -> Math.log1p(Math.exp(-s)),
          (sgd, user, item) -> sgd.error(new Target(1f, 1f), 0f, user, item));
    }
  }

  @Test
  void repel_ofPreference_isTheGradientOfTheLogisticLossOfANegative() {
    for (int n = 0; n < 200; n++) {
      check(Objective.PREFERENCE, s -> Math.log1p(Math.exp(s)), Sgd::negativeError);
    }
  }

  private interface ErrorOf {
    float error(Sgd sgd, Factors user, Factors item);
  }

  private void check(Objective objective, DoubleUnaryOperator loss, ErrorOf errorOf) {
    Sgd sgd = new Sgd(plain(objective));
    Factors user = factors();
    Factors item = factors();
    float error = errorOf.error(sgd, user, item);
    float[] userMove = moved(user, sgd.stepUser(user, item.vector(), error));
    float[] itemMove = moved(item, sgd.stepItem(item, user.vector(), error));
    for (int f = 0; f < userMove.length; f++) {
      assertSlope(userMove[f], loss, user, item, f);
      assertSlope(itemMove[f], loss, item, user, f);
    }
  }

  private static void assertSlope(
      float minusGradient, DoubleUnaryOperator loss, Factors own, Factors other, int f) {
    double h = 1e-4;
    double q = other.vector().get(f);
    double score = (double) own.bias() + other.bias() + own.vector().dot(other.vector());
    double slope =
        (loss.applyAsDouble(score + h * q) - loss.applyAsDouble(score - h * q)) / (2 * h);
    assertThat((double) minusGradient).isCloseTo(-slope, within(2e-4));
  }

  private static float[] moved(Factors before, Factors after) {
    float[] move = after.vector().toArray();
    for (int f = 0; f < move.length; f++) {
      move[f] -= before.vector().get(f);
    }
    return move;
  }

  private Factors factors() {
    float[] values = new float[5];
    for (int f = 0; f < values.length; f++) {
      values[f] = (float) (random.nextDouble() * 2 - 1);
    }
    return new Factors(FactorVector.wrap(values), (float) random.nextDouble(), 0f, 0);
  }

  private static ModelSettings plain(Objective objective) {
    StepSettings steps = new StepSettings(0, 1, 0, 0, 0, RATE, 0);
    return new ModelSettings(
        objective, 5, 1, 0, steps, steps, FLOOR, 1, 1, NegativeSource.RECENT, false, false);
  }

  private static double square(double x) {
    return x * x;
  }
}
