package tandem.model;

import java.util.List;

/**
 * A step that moves what a user took above sampled negatives. With the loss w · Σ_j −log σ(s − s_j)
 * and e_j = w · σ(s_j − s), the user steps by E = Σ_j e_j and Σ_j e_j (Q − Q_j) / E, the item by E
 * and P, and negative j by −e_j and P. (Rendle, Freudenthaler, Gantner, Schmidt-Thieme, BPR, UAI
 * 2009.)
 *
 * @param errors e_j of each negative
 * @param error E, 0 without negatives
 * @param direction what the user steps along
 */
public record Pairwise(FactorVector errors, float error, FactorVector direction) {

  /**
   * The step of {@code user}, who took {@code item}; all factors are those before it.
   *
   * @param target of the interaction; its weight is w
   */
  public static Pairwise of(
      Sgd sgd, Target target, Factors user, Factors item, List<Factors> negatives) {
    float score = sgd.score(0f, user, item);
    float[] errors = new float[negatives.size()];
    for (int n = 0; n < errors.length; n++) {
      errors[n] = Sgd.pairError(target, score, sgd.score(0f, user, negatives.get(n)));
    }
    float error = sum(errors);
    float[] direction = item.vector().toArray();
    for (int n = 0; n < errors.length && error > 0; n++) {
      FactorVector negative = negatives.get(n).vector();
      for (int f = 0; f < direction.length; f++) {
        direction[f] -= errors[n] / error * negative.get(f);
      }
    }
    return new Pairwise(FactorVector.wrap(errors), error, FactorVector.wrap(direction));
  }

  private static float sum(float[] errors) {
    float sum = 0f;
    for (float error : errors) {
      sum += error;
    }
    return sum;
  }
}
