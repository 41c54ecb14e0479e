package tandem.app.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import tandem.app.dataset.ItemTitle;
import tandem.app.list.Diversity;
import tandem.http.ListOptions;
import tandem.model.ModelSettings;
import tandem.model.Sgd;
import tandem.protocol.InteractionRules;

/**
 * Measures what lists for users are made by: each ranking alone, and blends of them. They all learn
 * in one pass, and are asked before each event, or each nth, that is not a user's first.
 *
 * @param settings of the model; its seed is the first of the seeds
 * @param rules with the scale of the log
 * @param seeds how many
 * @param k the length of the lists
 * @param ring from how many of the last events RECENT negatives are drawn
 * @param wanted what is measured
 * @param progress makes what shows the progress of a run of that name over so many events
 */
record StrategyEvaluation(
    ModelSettings settings,
    InteractionRules rules,
    int seeds,
    int k,
    int ring,
    Wanted wanted,
    BiFunction<String, Integer, Progress> progress) {

  private static final String FACTORS = Rankings.FACTORS;
  private static final List<Double> DIVERSITIES = List.of(0.1, 0.3);
  private static final List<Double> EXPLORED = List.of(0.1, 0.2);
  private static final int DIMENSIONS = 64; // as on a node

  /**
   * What is measured.
   *
   * @param titles of the catalogue; without any there is no ranking by content
   * @param blends weights by the names of rankings
   * @param smoothings what is added to ranks in blends, each
   * @param pools how many of the best of each ranking are blended, each
   * @param halfLives of popularity, by the names that rankings are to have
   * @param every lists are made before each event whose number is a multiple of this
   * @param learned rankings of which the weights are learned; empty for those that a node blends
   */
  record Wanted(
      List<ItemTitle> titles,
      List<Map<String, Double>> blends,
      List<Integer> smoothings,
      List<Integer> pools,
      Map<String, Rankings.HalfLife> halfLives,
      int every,
      List<List<String>> learned) {}

  Report run(String file, EventLog events) {
    EventLog log = events.positives(rules);
    ItemContent content = ItemContent.of(log, wanted.titles(), DIMENSIONS, 1L);
    Map<String, List<Scores>> runs = new LinkedHashMap<>();
    for (int n = 0; n < seeds; n++) {
      ModelSettings seeded = settings.withSeed(settings.seed() + n);
      try (Progress bar =
          progress.apply("strategies, seed " + (n + 1) + " of " + seeds, log.size())) {
        run(log, content, seeded, bar)
            .forEach(
                (way, scores) -> runs.computeIfAbsent(way, none -> new ArrayList<>()).add(scores));
      }
    }
    return new Report(
        file,
        settings.objective().name().toLowerCase(Locale.ROOT),
        log.size(),
        log.userCount(),
        log.itemCount(),
        runs.entrySet().stream().map(way -> new Row(way.getKey(), way.getValue())).toList());
  }

  private Map<String, Scores> run(
      EventLog log, ItemContent content, ModelSettings seeded, Progress bar) {
    Rankings made = Rankings.of(log, rules, new Sgd(seeded), ring, content, wanted.halfLives());
    Map<String, RankingModel> rankings = new LinkedHashMap<>(made.byName());
    rankings.replaceAll((name, ranking) -> FadingRanking.of(ranking, log));
    int most = wanted.pools().stream().mapToInt(Integer::intValue).max().orElse(0);
    RankedPools pools =
        new RankedPools(
            rankings, Candidates.of(log), log.itemCount(), Math.max(most, Diversity.pool(k)));
    Map<String, Way> ways = alone(rankings, pools);
    blends(pools, rankings.size(), log.itemCount(), ways);
    learned(pools, made, log.itemCount(), ways);
    after(new AfterRanking(log, made.factors(), content, pools.number(FACTORS), k), seeded, ways);
    return new StrategyRun(log, k, wanted.every()).run(pools, ways, bar);
  }

  private void after(AfterRanking after, ModelSettings seeded, Map<String, Way> ways) {
    for (double diversity : DIVERSITIES) {
      String name = "factors, diversity " + diversity + " by ";
      ways.put(name + "vectors", after.diverse(diversity, ListOptions.Likeness.VECTORS));
      if (wanted.titles().stream().anyMatch(title -> !title.categories().isEmpty())) {
        ways.put(name + "categories", after.diverse(diversity, ListOptions.Likeness.CATEGORIES));
      }
    }
    for (double share : EXPLORED) {
      ways.put("factors, explore " + share, after.exploring(share, rules, seeded));
    }
  }

  private static Map<String, Way> alone(Map<String, RankingModel> rankings, RankedPools pools) {
    Map<String, Way> ways = new LinkedHashMap<>();
    int factors = pools.number(FACTORS);
    for (String name : rankings.keySet()) {
      ways.put(name, Way.alone(pools.number(name), factors));
    }
    return ways;
  }

  private void blends(RankedPools pools, int rankings, int items, Map<String, Way> ways) {
    for (Map<String, Double> weights : wanted.blends()) {
      double[] byNumber = new double[rankings];
      weights.forEach((name, weight) -> byNumber[pools.number(name)] = weight);
      for (int smoothing : wanted.smoothings()) {
        for (int pool : wanted.pools()) {
          ways.put(
              "blend " + weights + ", " + smoothing + ", " + pool,
              Way.blend(byNumber, smoothing, pool, items));
        }
      }
    }
  }

  private void learned(RankedPools pools, Rankings made, int items, Map<String, Way> ways) {
    List<List<String>> blends =
        wanted.learned().isEmpty() ? List.of(made.blended()) : wanted.learned();
    for (List<String> names : blends) {
      int[] numbers = names.stream().mapToInt(pools::number).toArray();
      for (int pool : wanted.pools()) {
        ways.put(
            "learned blend " + names + ", " + pool, LearnedBlend.of(numbers, pool, items, false));
        ways.put(
            "learned blend " + names + " by scores, " + pool,
            LearnedBlend.of(numbers, pool, items, true));
      }
    }
  }
}
