package tandem.model;

/** The mean of the scores of many lists. Not safe for use by several threads at once. */
public final class RankingMean {

  private long count;
  private double recall;
  private double precision;
  private double f1;
  private double ndcg;

  /** Counts one list. */
  public void add(RankingScore score) {
    count++;
    recall += score.recall();
    precision += score.precision();
    f1 += score.f1();
    ndcg += score.ndcg();
  }

  /** How many lists were counted. */
  public long count() {
    return count;
  }

  /** The mean over all lists, {@link RankingScore#MISS} where there is none. */
  public RankingScore mean() {
    return count == 0
        ? RankingScore.MISS
        : new RankingScore(recall / count, precision / count, f1 / count, ndcg / count);
  }
}
