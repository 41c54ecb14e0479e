package tandem.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import tandem.model.FactorVector;
import tandem.model.Factors;
import tandem.model.Objective;

/** Where vectors come from: random ones, the worst case, or those that a model has learned. */
interface Population {

  /** An item's vector and bias. */
  Factors item(SplittableRandom random);

  /** A user's vector. */
  FactorVector user(SplittableRandom random);

  /** Independent Gaussian factors, no biases: nothing in them that a bound could use. */
  static Population gaussian(int factors) {
    return new Population() {
      @Override
      public Factors item(SplittableRandom random) {
        return new Factors(user(random), 0f, 0f, 0L);
      }

      @Override
      public FactorVector user(SplittableRandom random) {
        float[] vector = new float[factors];
        for (int f = 0; f < factors; f++) {
          vector[f] = (float) random.nextGaussian();
        }
        return FactorVector.wrap(vector);
      }
    };
  }

  /**
   * Learned users as they are; items drawn from the learned ones, each factor with Gaussian noise
   * of a tenth of the vector's root mean square, the bias with noise of 0.02.
   */
  static Population learned(Path ratings, Objective objective, int factors) throws IOException {
    Learned learned = Learned.from(ratings, objective, factors);
    List<Factors> users = learned.users();
    List<Factors> items = learned.items();
    return new Population() {
      @Override
      public Factors item(SplittableRandom random) {
        return noisy(items.get(random.nextInt(items.size())), random);
      }

      @Override
      public FactorVector user(SplittableRandom random) {
        return users.get(random.nextInt(users.size())).vector();
      }
    };
  }

  private static Factors noisy(Factors item, SplittableRandom random) {
    float[] vector = item.vector().toArray();
    double noise = 0.1 * Math.sqrt(item.vector().dot(item.vector()) / vector.length);
    for (int f = 0; f < vector.length; f++) {
      vector[f] += (float) (noise * random.nextGaussian());
    }
    float bias = item.bias() + (float) (0.02 * random.nextGaussian());
    return new Factors(FactorVector.wrap(vector), bias, 0f, 0L);
  }
}
