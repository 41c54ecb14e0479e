package tandem.app.evaluate;

import tandem.model.Objective;
import tandem.model.Target;
import tandem.protocol.InteractionRules;

/** The predictions that the running node made, by the errors that it recorded. */
final class RecordedRating implements RatingModel {

  private final EventLog log;
  private final InteractionRules rules;
  private final Recorded recorded;

  RecordedRating(EventLog log, InteractionRules rules, Recorded recorded) {
    this.log = log;
    this.rules = rules;
    this.recorded = recorded;
  }

  @Override
  public double predict(int e) {
    return rules.target(log.event(e), Objective.RATING).value() - recorded.error(e);
  }

  @Override
  public void learn(int e, Target target) {}
}
