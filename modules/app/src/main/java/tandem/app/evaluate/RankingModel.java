package tandem.app.evaluate;

/** What ranks the items of an {@link EventLog} for its users, one event after the other. */
interface RankingModel {

  /** Fills {@code scores} for the items 0 to {@code count - 1}: higher is better. */
  void score(int user, float[] scores, int count);

  /** Learns event {@code e}. */
  void learn(int e);
}
