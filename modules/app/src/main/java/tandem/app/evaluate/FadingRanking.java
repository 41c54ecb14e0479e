package tandem.app.evaluate;

import tandem.app.list.Fading;

/** A ranking in which what the user took has less than its score, as a node has it in a list. */
final class FadingRanking implements RankingModel {

  private static final double LN_2 = Math.log(2);
  private static final double COSINE = 0.18; // docs/decisions/0019

  private final RankingModel model;
  private final Taken taken;
  private final double halfLife; // minutes

  private FadingRanking(RankingModel model, EventLog log) {
    this.model = model;
    this.taken = new Taken(log);
    this.halfLife = log.repeats().halfLife().toMillis() / 60_000.0;
  }

  /**
   * The ranking as lists for the users of a log have it: as it is where they leave out the rest.
   */
  static RankingModel of(RankingModel model, EventLog log) {
    return log.repeats().areShown() ? new FadingRanking(model, log) : model;
  }

  @Override
  public void score(int user, float[] scores, int count) {
    model.score(user, scores, count);
    taken
        .of(user)
        .forEach(
            (item, minutes) -> {
              long age = taken.age(minutes.get(minutes.size() - 1));
              float units = Fading.units((int) Math.min(age, Integer.MAX_VALUE), halfLife);
              if (units > 0) {
                scores[item] = faded(scores[item], units);
              }
            });
  }

  private float faded(float score, double units) {
    return (float)
        switch (model.scale()) {
          case ODDS -> score - units;
          case LOG_AMOUNT -> score - units / LN_2;
          case COSINE -> score - COSINE * units;
          case AMOUNT -> score > 0 ? score * Math.exp(-units) : score;
        };
  }

  @Override
  public Scale scale() {
    return model.scale();
  }

  @Override
  public void learn(int e) {
    model.learn(e);
    taken.learn(e);
  }
}
