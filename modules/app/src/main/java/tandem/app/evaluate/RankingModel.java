package tandem.app.evaluate;

/** What ranks the items of an {@link EventLog} for its users, one event after the other. */
interface RankingModel {

  /** Fills {@code scores} for the items 0 to {@code count - 1}: higher is better. */
  void score(int user, float[] scores, int count);

  /** What its scores are. */
  default Scale scale() {
    return Scale.AMOUNT;
  }

  /** What scores can be. */
  enum Scale {
    /** Log-odds, of any sign. */
    ODDS,
    /** How much there is for an item; below 0 is as little as 0. */
    AMOUNT,
    /** From -1 to 1; below 0 is as little as 0. */
    COSINE,
    /** The binary logarithm of that. */
    LOG_AMOUNT
  }

  /** Learns event {@code e}. */
  void learn(int e);
}
