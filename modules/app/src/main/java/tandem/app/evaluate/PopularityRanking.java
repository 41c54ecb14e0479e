package tandem.app.evaluate;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.IntFunction;
import tandem.model.Popularity;

/** The same list for everyone, by fading popularity. */
final class PopularityRanking implements RankingModel {

  private final EventLog log;
  private final Popularity popularity;
  private final IntFunction<Instant> clock;
  private final double[] heat;

  /** Events fade to a half over {@code halfLife} events. */
  PopularityRanking(EventLog log, long halfLife) {
    this(log, Duration.ofSeconds(halfLife), Instant::ofEpochSecond);
  }

  /** Events fade to a half over {@code halfLife} by their timestamps, as on a node. */
  PopularityRanking(EventLog log, Duration halfLife) {
    this(log, halfLife, e -> log.event(e).timestamp());
  }

  private PopularityRanking(EventLog log, Duration halfLife, IntFunction<Instant> clock) {
    this.log = log;
    this.popularity = new Popularity(halfLife);
    this.clock = clock;
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
  public Scale scale() {
    return Scale.LOG_AMOUNT;
  }

  @Override
  public void learn(int e) {
    int item = log.item(e);
    heat[item] = popularity.add(heat[item], clock.apply(e), 1);
  }
}
