package tandem.app.evaluate;

import tandem.model.RunningMean;
import tandem.model.Target;

/** The baseline: the mean of all ratings so far. */
final class MeanRating implements RatingModel {

  private final RunningMean mean = new RunningMean();

  @Override
  public double predict(int e) {
    return mean.mean();
  }

  @Override
  public void learn(int e, Target target) {
    if (target.weight() > 0) {
      mean.add(target.value());
    }
  }
}
