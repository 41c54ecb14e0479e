package tandem.app.evaluate;

/**
 * Prequential quality of lists: each event's item is ranked among all items seen so far that the
 * user does not have, and only then learned. A user's first event is not scored; an item never seen
 * before is a miss.
 */
final class PreferenceRun {

  private final EventLog log;
  private final int k;

  PreferenceRun(EventLog log, int k) {
    this.log = log;
    this.k = k;
  }

  Scores run(RankingModel model, Progress progress) {
    PreferenceTally tally = new PreferenceTally(log.size(), k);
    Candidates candidates = new Candidates();
    float[] scores = new float[log.itemCount()];
    long start = System.nanoTime();
    for (int e = 0; e < log.size(); e++) {
      int user = log.user(e);
      int item = log.item(e);
      if (candidates.knows(user)) {
        double rank = Double.POSITIVE_INFINITY;
        if (item < candidates.seen()) {
          model.score(user, scores, candidates.seen());
          rank = candidates.rank(scores, user, item);
        }
        tally.add(e, rank);
      }
      candidates.add(user, item);
      model.learn(e);
      progress.step();
    }
    return new Scores(tally.metrics(), log.size(), System.nanoTime() - start);
  }
}
