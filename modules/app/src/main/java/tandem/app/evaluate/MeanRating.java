package tandem.app.evaluate;

import tandem.model.RunningMean;

/** The baseline: the mean of all ratings so far. */
final class MeanRating implements RatingModel {

  private final RunningMean mean = new RunningMean();

  @Override
  public double predict(int e) {
    return mean.mean();
  }

  @Override
  public void learn(int e, float target) {
    mean.add(target);
  }
}
