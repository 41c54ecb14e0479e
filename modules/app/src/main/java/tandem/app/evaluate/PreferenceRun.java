package tandem.app.evaluate;

/**
 * Prequential quality of lists: each event's item is ranked among all items seen so far that the
 * user does not have, and only then learned. A user's first event is not scored; an item never seen
 * before is a miss.
 */
final class PreferenceRun {

  private final EventLog log;
  private final int k;
  private final int every;

  PreferenceRun(EventLog log, int k) {
    this(log, k, 1);
  }

  /** With lists before each event whose number is a multiple of {@code every} only. */
  PreferenceRun(EventLog log, int k, int every) {
    this.log = log;
    this.k = k;
    this.every = every;
  }

  Scores run(RankingModel ranking, Progress progress) {
    RankingModel model = FadingRanking.of(ranking, log);
    PreferenceTally tally = new PreferenceTally(log, k);
    Candidates candidates = Candidates.of(log);
    float[] scores = new float[log.itemCount()];
    long start = Scores.processorNanos();
    for (int e = 0; e < log.size(); e++) {
      int user = log.user(e);
      int item = log.item(e);
      if (e % every == 0 && candidates.knows(user)) {
        double rank = Double.POSITIVE_INFINITY;
        if (item < candidates.seen()) {
          model.score(user, scores, candidates.seen());
          rank = candidates.rank(scores, user, item);
        }
        tally.add(e, rank, candidates.has(user, item));
      }
      candidates.add(user, item);
      model.learn(e);
      progress.step();
    }
    return new Scores(tally.metrics(), log.size(), Scores.processorNanos() - start);
  }
}
