package tandem.app.evaluate;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import tandem.model.Popularity;

/** The baseline: the same list for everyone, by fading popularity; time is the event's number. */
final class PopularityRanking implements RankingModel {

  private final EventLog log;
  private final Popularity popularity;
  private final double[] heat;

  /** Events fade to a half over {@code halfLife} events. */
  PopularityRanking(EventLog log, long halfLife) {
    this.log = log;
    this.popularity = new Popularity(Duration.ofSeconds(halfLife));
    this.heat = new double[log.itemCount()];
    Arrays.fill(heat, Popularity.NONE);
  }

  @Override
  public void score(int user, float[] scores, int count) {
    for (int i = 0; i < count; i++) {
      scores[i] = (float) heat[i];
    }
  }

  @Override
  public void learn(int e) {
    int item = log.item(e);
    heat[item] = popularity.add(heat[item], Instant.ofEpochSecond(e), 1);
  }
}
