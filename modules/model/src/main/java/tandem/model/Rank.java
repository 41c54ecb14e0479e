package tandem.model;

/**
 * The rank of one candidate among others, 1 + better + ties / 2, gathered one competitor at a time.
 * Where a score is no number the comparison goes against the candidate: a model that diverged must
 * not look perfect. Not safe for use by several threads at once.
 */
public final class Rank {

  private final float score;
  private long better;
  private long ties;

  /** The rank of a candidate with this score, which has met no competitor yet. */
  public Rank(float score) {
    this.score = score;
  }

  /** Meets one competitor. */
  public void meet(float competitor) {
    // Both without a branch, which for scores in no order would be guessed wrong half of the time.
    ties += competitor == score ? 1 : 0;
    better += competitor <= score ? 0 : 1;
  }

  /** 1 for the best; halves stand for ties; infinite where the candidate's score is NaN. */
  public double value() {
    return Float.isNaN(score) ? Double.POSITIVE_INFINITY : 1 + better + ties / 2.0;
  }
}
