package tandem.app.evaluate;

/** The baseline: the same list for everyone, by the number of events of all time. */
final class CountRanking implements RankingModel {

  private final EventLog log;
  private final float[] counts;

  CountRanking(EventLog log) {
    this.log = log;
    this.counts = new float[log.itemCount()];
  }

  @Override
  public void score(int user, float[] scores, int count) {
    System.arraycopy(counts, 0, scores, 0, count);
  }

  @Override
  public void learn(int e) {
    counts[log.item(e)]++;
  }
}
