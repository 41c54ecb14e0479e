package tandem.app.evaluate;

import java.util.Arrays;
import java.util.List;

/*
 * The base level of an item in memory is ln Σ t_j^-d over the times t_j since it was met (Anderson and Schooler, Psychological
 * Science 2, 1991; ACT-R, whose d is 0.5); it foresees which tags and artists are taken again (Kowald, Seitlinger, Trattner, Ley, WWW
 * 2014; Lex, Kowald, Schedl, TISMIR 3, 2020). The sum itself is an amount, as a blend wants it. Times are in days, and one day more, so that
 * what was taken a minute ago is not without bound.
 */

/** By how often and how long ago the user took an item; -infinity for what is new to the user. */
final class RepeatRanking implements RankingModel {

  private static final double DECAY = 0.5;
  private static final double DAY = 1_440; // minutes

  private final Taken taken;

  RepeatRanking(EventLog log) {
    this.taken = new Taken(log);
  }

  @Override
  public void score(int user, float[] scores, int count) {
    Arrays.fill(scores, 0, count, Float.NEGATIVE_INFINITY);
    taken.of(user).forEach((item, minutes) -> scores[item] = (float) level(minutes));
  }

  private double level(List<Long> minutes) {
    double sum = 0;
    for (long minute : minutes) {
      sum += Math.pow(1 + taken.age(minute) / DAY, -DECAY);
    }
    return sum;
  }

  @Override
  public void learn(int e) {
    taken.learn(e);
  }
}
