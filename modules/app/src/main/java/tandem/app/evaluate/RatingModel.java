package tandem.app.evaluate;

import tandem.model.Target;

/** What predicts the ratings of an {@link EventLog}, one event after the other. */
interface RatingModel {

  /** The rating of event {@code e} in the model's scale of 0.5 to 5, before it is learned. */
  double predict(int e);

  /** Learns event {@code e}; at weight 0 it has no rating. */
  void learn(int e, Target target);
}
