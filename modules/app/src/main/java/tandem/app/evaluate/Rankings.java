package tandem.app.evaluate;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tandem.model.CooccurrenceSettings;
import tandem.model.Sgd;
import tandem.protocol.InteractionRules;

/**
 * What lists for users are made by, each by its name, and all learned in one pass.
 *
 * @param byName in the order in which they learn
 * @param factors of the model among them
 */
record Rankings(Map<String, RankingModel> byName, FactorTable factors) {

  static final String FACTORS = "factors";
  static final String NEIGHBOURS = "neighbours";
  static final String COOCCURRENCE = "cooccurrence";
  static final String CONTENT = "content";
  static final String POPULAR = "popular";
  static final String REPEAT = "repeat";

  /**
   * The half-lives of popularity that are blended: what is popular these days, and what has been
   * for long. Together they have the best of each of three streams, and no single one of these has.
   * In this order, so that sums of their scores are the same in each run.
   */
  static final Map<String, HalfLife> HALF_LIVES = halfLives();

  private static Map<String, HalfLife> halfLives() {
    Map<String, HalfLife> halfLives = new LinkedHashMap<>();
    halfLives.put(POPULAR, new HalfLife(0, Duration.ofDays(3)));
    halfLives.put(POPULAR + "-365d", new HalfLife(0, Duration.ofDays(365)));
    return Collections.unmodifiableMap(halfLives);
  }

  /** How fast popularity fades: by the time of the events or, without that, by their number. */
  record HalfLife(long events, Duration time) {

    private PopularityRanking ranking(EventLog log) {
      return events > 0 ? new PopularityRanking(log, events) : new PopularityRanking(log, time);
    }
  }

  /**
   * Fresh ones.
   *
   * @param ring from how many of the last events RECENT negatives are drawn
   * @param content without dimensions there is no ranking by content
   * @param halfLives of popularity, by the names that rankings are to have
   */
  static Rankings of(
      EventLog log,
      InteractionRules rules,
      Sgd sgd,
      int ring,
      ItemContent content,
      Map<String, HalfLife> halfLives) {
    int length = sgd.settings().factors();
    ItemColumns columns = new ItemColumns(log.itemCount(), length);
    FactorTable factors = FactorTable.in(columns, log, sgd);
    Map<String, RankingModel> rankings = new LinkedHashMap<>();
    rankings.put(FACTORS, new FactorRanking(log, rules, sgd, ring, columns, factors));
    rankings.put(NEIGHBOURS, LikenessRanking.ofLearned(log, factors, columns, length));
    rankings.put(COOCCURRENCE, new CooccurrenceRanking(log, CooccurrenceSettings.defaults()));
    if (content.dimensions() > 0) {
      rankings.put(CONTENT, LikenessRanking.ofContent(log, content));
    }
    halfLives.forEach((name, halfLife) -> rankings.put(name, halfLife.ranking(log)));
    if (log.repeats().areShown()) {
      rankings.put(REPEAT, new RepeatRanking(log));
    }
    return new Rankings(rankings, factors);
  }

  /** One that is there, by itself, with what it stands on. */
  RankingModel alone(String name) {
    RankingModel ranking = Objects.requireNonNull(byName.get(name), name);
    return name.equals(NEIGHBOURS)
        ? after(Objects.requireNonNull(byName.get(FACTORS)), ranking)
        : ranking;
  }

  private static RankingModel after(RankingModel first, RankingModel ranking) {
    return new RankingModel() {
      @Override
      public void score(int user, float[] scores, int count) {
        ranking.score(user, scores, count);
      }

      @Override
      public Scale scale() {
        return ranking.scale();
      }

      @Override
      public void learn(int e) {
        first.learn(e);
        ranking.learn(e);
      }
    };
  }

  /** The names of those that a learned blend is of, as on a node. */
  List<String> blended() {
    return byName.keySet().stream()
        .filter(
            name ->
                List.of(FACTORS, COOCCURRENCE, CONTENT).contains(name) || name.startsWith(POPULAR))
        .toList();
  }
}
