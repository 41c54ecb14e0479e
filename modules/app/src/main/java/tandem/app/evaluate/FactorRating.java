package tandem.app.evaluate;

import tandem.model.Factors;
import tandem.model.RunningMean;
import tandem.model.Sgd;
import tandem.model.Target;

/** The factorisation, learning in order: user and item step on each event at once. */
final class FactorRating implements RatingModel {

  private final EventLog log;
  private final Sgd sgd;
  private final FactorTable factors;
  private final RunningMean mean = new RunningMean();

  FactorRating(EventLog log, Sgd sgd) {
    this(log, sgd, new FactorTable(log, sgd));
  }

  FactorRating(EventLog log, Sgd sgd, FactorTable factors) {
    this.log = log;
    this.sgd = sgd;
    this.factors = factors;
  }

  /** The mean of all ratings so far. */
  float mean() {
    return (float) mean.mean();
  }

  /** What user number {@code user} has learned so far. */
  Factors user(int user) {
    return factors.user(user);
  }

  @Override
  public double predict(int e) {
    return sgd.score(mean(), factors.user(log.user(e)), factors.item(log.item(e)));
  }

  @Override
  public void learn(int e, Target target) {
    if (target.weight() > 0) {
      mean.add(target.value());
    }
    Factors user = factors.user(log.user(e));
    Factors item = factors.item(log.item(e));
    float error = sgd.error(target, mean(), user, item);
    factors.setUser(log.user(e), sgd.stepUser(user, item.vector(), error));
    factors.setItem(log.item(e), sgd.stepItem(item, user.vector(), error));
  }
}
