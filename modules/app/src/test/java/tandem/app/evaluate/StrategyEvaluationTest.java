package tandem.app.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static tandem.app.evaluate.Events.event;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tandem.app.dataset.ItemTitle;
import tandem.app.list.FusedScores;
import tandem.app.list.Fusion;
import tandem.entity.index.Hit;
import tandem.model.Cooccurrence;
import tandem.model.CooccurrenceScore;
import tandem.model.CooccurrenceSettings;
import tandem.model.ItemId;
import tandem.model.ModelSettings;
import tandem.model.NegativeSource;
import tandem.model.Sgd;
import tandem.protocol.Interaction;
import tandem.protocol.InteractionRules;

class StrategyEvaluationTest {

  private static final String[] GENRES = {"space", "love", "war", "sea", "west"};
  private static final int USERS = 40;
  private static final int ITEMS = 100;

  private final Random random = new Random(3);

  /** Users who stay with a genre for some events and then go on to another. */
  private EventLog wanderers() {
    List<Interaction> events = new ArrayList<>();
    int[] genre = new int[USERS];
    for (int n = 0; n < 2_000; n++) {
      int user = random.nextInt(USERS);
      genre[user] = random.nextInt(8) == 0 ? random.nextInt(GENRES.length) : genre[user];
      int item = random.nextInt(ITEMS / GENRES.length) * GENRES.length + genre[user];
      events.add(event("u" + user, "i" + item, 5.0, n));
    }
    return EventLog.of(events);
  }

  private static List<ItemTitle> titles() {
    List<ItemTitle> titles = new ArrayList<>();
    for (int i = 0; i < ITEMS; i++) {
      titles.add(
          new ItemTitle(
              new ItemId("i" + i), "Title " + i, List.of(GENRES[i % GENRES.length], "film")));
    }
    return titles;
  }

  private static Map<String, Double> recalls(
      EventLog log, List<ItemTitle> titles, List<Map<String, Double>> blends, int every) {
    StrategyEvaluation.Wanted wanted =
        new StrategyEvaluation.Wanted(
            titles,
            blends,
            List.of(60),
            List.of(100),
            Map.of("popular", new Rankings.HalfLife(0, Duration.ofDays(1))),
            every,
            List.of());
    Report report =
        new StrategyEvaluation(
                ModelSettings.preference().withFactors(8),
                InteractionRules.defaults(),
                1,
                10,
                1_000,
                wanted,
                (task, events) -> Progress.NONE)
            .run("made", log);
    Map<String, Double> recalls = new LinkedHashMap<>();
    report.rows().forEach(row -> recalls.put(row.model(), row.mean("recall@10")));
    return recalls;
  }

  private static double of(Map<String, Double> recalls, String name) {
    return Objects.requireNonNull(recalls.get(name), name);
  }

  @Test
  void run_tasteThatIsInTheDescriptions_isFoundByContent() {
    Map<String, Double> weights = new TreeMap<>(Map.of("content", 1.0, "factors", 1.0));
    Map<String, Double> recalls =
        recalls(wanderers(), titles(), List.of(weights, Map.of("factors", 2.0)), 1);

    assertThat(of(recalls, "content")).isGreaterThan(1.5 * of(recalls, "popular"));
    // One ranking alone is fused in its own order, and 100 are the whole catalogue here. (Ties, as
    // the content has, would count half alone, and have an order in a blend.)
    assertThat(of(recalls, "blend {factors=2.0}, 60, 100")).isEqualTo(of(recalls, "factors"));
    assertThat(of(recalls, "blend {content=1.0, factors=1.0}, 60, 100"))
        .isGreaterThan(of(recalls, "popular"));
    assertThat(of(recalls, "factors, explore 0.1")).isLessThanOrEqualTo(of(recalls, "factors"));
    assertThat(of(recalls, "factors, diversity 0.3 by vectors")).isPositive();
    assertThat(of(recalls, "factors, diversity 0.3 by categories")).isPositive();
  }

  @Test
  void run_everyThirdEvent_learnsAllAndRanksLess() {
    EventLog log = wanderers();
    double all = of(recalls(log, titles(), List.of(), 1), "factors");
    double third = of(recalls(log, titles(), List.of(), 3), "factors");

    assertThat(third).isNotEqualTo(all).isBetween(all - 0.1, all + 0.1);
  }

  @Test
  void run_withoutTitles_hasNoContent() {
    assertThat(recalls(wanderers(), List.of(), List.of(), 1))
        .doesNotContainKey("content")
        .containsKeys("factors", "neighbours", "popular");
  }

  @Test
  void run_learnedBlend_isBetterThanEachOfItsRankings() {
    Map<String, Double> recalls = recalls(wanderers(), titles(), List.of(), 1);

    String blend = "learned blend [factors, cooccurrence, content, popular]";
    // Not content: that of a genre is all alike, and alone, though not in a blend, ties count half.
    for (String ranking : List.of("factors", "cooccurrence", "popular")) {
      assertThat(of(recalls, blend + ", 100")).as(ranking).isGreaterThan(of(recalls, ranking));
      assertThat(of(recalls, blend + " by scores, 100"))
          .as(ranking)
          .isGreaterThan(of(recalls, ranking));
    }
  }

  /** Users who stay with one of two tastes. */
  private EventLog settled() {
    List<Interaction> events = new ArrayList<>();
    for (int n = 0; n < 4_000; n++) {
      int user = random.nextInt(2 * USERS);
      int item = 2 * random.nextInt(ITEMS / 2) + user % 2;
      events.add(event("u" + user, "i" + item, 5.0, n));
    }
    return EventLog.of(events).positives(InteractionRules.defaults());
  }

  @Test
  void factors_withAnyNegatives_learnATaste() {
    EventLog log = settled(); // by chance 10 of some 80 that the user does not have
    for (NegativeSource source : NegativeSource.values()) {
      for (boolean pairwise : List.of(false, true)) {
        Sgd sgd =
            new Sgd(ModelSettings.preference().withFactors(8).withNegatives(1, source, pairwise));
        FactorRanking model = new FactorRanking(log, InteractionRules.defaults(), sgd, 1_000);

        Scores scores = new PreferenceRun(log, 10).run(model, Progress.NONE);

        assertThat(scores.metrics().get("recall@10"))
            .as(source + ", pairwise " + pairwise)
            .isGreaterThan(0.2);
      }
    }
  }

  /** One ranking is of use, and one is the other way round: the weights come to say so. */
  @Test
  void learnedBlend_rankingThatIsAlwaysWrong_counts0() {
    int items = 40;
    float[] up = new float[items];
    float[] down = new float[items];
    for (int i = 0; i < items; i++) {
      up[i] = i;
      down[i] = -i;
    }
    RankedPools pools =
        new RankedPools(
            Map.of("up", new Fixed(up), "down", new Fixed(down)), new Candidates(), items, 20);
    for (int i = 0; i < items; i++) {
      pools.learn(i, i == 7 ? 1 : 0, i);
    }
    int[] numbers = {pools.number("down"), pools.number("up")};
    LearnedBlend blend = LearnedBlend.of(numbers, 20, items, false);
    pools.rank(1);

    assertThat(blend.rank(pools, items - 1)).isEqualTo(1.5); // both have a best item
    for (int n = 0; n < 100; n++) {
      blend.rank(pools, items - 1 - random.nextInt(3));
    }

    assertThat(blend.weights().weight(0)).isZero();
    assertThat(blend.weights().weight(1)).isGreaterThan(1);
    assertThat(blend.rank(pools, items - 3)).isEqualTo(3);
    assertThat(blend.rank(pools, 7)).as("what the user has").isInfinite();
  }

  @Test
  void cooccurrence_ofAnyUser_hasTheScoresOfTheRows() {
    hasTheScoresOfTheRows(wanderers().positives(InteractionRules.defaults()));
  }

  @Test
  void cooccurrence_itemsThatAreTakenAgain_areNoPredecessorsOfThemselves() {
    hasTheScoresOfTheRows(wanderers().with(Repeats.MISSED).positives(InteractionRules.defaults()));
  }

  private static void hasTheScoresOfTheRows(EventLog log) {
    CooccurrenceSettings settings = CooccurrenceSettings.defaults();
    CooccurrenceRanking ranking = new CooccurrenceRanking(log, settings);
    Map<ItemId, Cooccurrence> rows = new HashMap<>();
    Map<Integer, List<ItemId>> newest = new HashMap<>();
    Map<ItemId, Long> counts = new HashMap<>();
    for (int e = 0; e < log.size(); e++) {
      List<ItemId> before = newest.computeIfAbsent(log.user(e), none -> new ArrayList<>());
      before.remove(log.itemId(log.item(e)));
      rows.put(
          log.itemId(log.item(e)),
          rows.getOrDefault(log.itemId(log.item(e)), Cooccurrence.NONE).add(before, settings));
      before.add(0, log.itemId(log.item(e)));
      counts.merge(log.itemId(log.item(e)), 1L, Long::sum);
      ranking.learn(e);
    }
    float[] scores = new float[log.itemCount()];
    for (Map.Entry<Integer, List<ItemId>> user : newest.entrySet()) {
      ranking.score(user.getKey(), scores, scores.length);
      for (int i = 0; i < scores.length; i++) {
        double expected = 0;
        for (int p = 0; p < Math.min(settings.recent(), user.getValue().size()); p++) {
          ItemId taken = user.getValue().get(p);
          Cooccurrence own = rows.getOrDefault(log.itemId(i), Cooccurrence.NONE);
          Cooccurrence its = rows.getOrDefault(taken, Cooccurrence.NONE);
          expected +=
              CooccurrenceScore.weight(p, counts.getOrDefault(taken, 0L), settings)
                  * (own.weightOf(taken) + 0.5 * its.weightOf(log.itemId(i)));
        }
        if (expected > 0) {
          assertThat((double) scores[i]).isCloseTo(expected, within(1e-4 * expected));
        } else {
          assertThat(scores[i]).isEqualTo(Float.NEGATIVE_INFINITY);
        }
      }
    }
  }

  @Test
  void run_itemsAsOfTheSameModel_areThoseOfTheModelAlone() {
    EventLog log = wanderers();
    EventLog positive = log.positives(InteractionRules.defaults());
    FactorRanking model =
        new FactorRanking(
            positive,
            InteractionRules.defaults(),
            new Sgd(ModelSettings.preference().withFactors(8)),
            1_000);
    Scores alone = new PreferenceRun(positive, 10).run(model, Progress.NONE);

    assertThat(of(recalls(log, List.of(), List.of(), 1), "factors"))
        .isEqualTo(alone.metrics().get("recall@10"));
  }

  /** A node's own fusion, of the same pools, puts every item at the same place. */
  @Test
  void blend_anyPools_isInTheOrderOfTheLiveOne() {
    int items = 60;
    double[] weights = {1, 0.5, 2};
    for (int round = 0; round < 50; round++) {
      Map<String, RankingModel> rankings = new LinkedHashMap<>();
      List<float[]> scores = new ArrayList<>();
      for (String name : List.of("factors", "neighbours", "popular")) {
        float[] drawn = new float[items];
        for (int i = 0; i < items; i++) {
          drawn[i] = random.nextFloat();
        }
        scores.add(drawn);
        rankings.put(name, new Fixed(drawn));
      }
      RankedPools pools = new RankedPools(rankings, new Candidates(), items, 20);
      for (int i = 0; i < items; i++) {
        pools.learn(i, i == 7 ? 1 : 0, i); // the user who asks has only item 7
      }
      pools.rank(1);
      Map<ItemId, Double> fused = live(weights, scores, 7, 20);
      Way blend = Way.blend(weights, Fusion.SMOOTHING, 20, items);
      for (int i = 0; i < items; i++) {
        Double own = fused.get(new ItemId("i" + i));
        double expected =
            own == null
                ? Double.POSITIVE_INFINITY
                : 1
                    + fused.values().stream().filter(other -> other > own).count()
                    + (fused.values().stream().filter(own::equals).count() - 1) / 2.0;
        assertThat(blend.rank(pools, i)).as("item " + i).isEqualTo(expected);
      }
    }
  }

  @Test
  void best_candidates_areTheBestWithoutWhatTheUserHas() {
    Candidates candidates = new Candidates();
    float[] scores = {3, 5, Float.NEGATIVE_INFINITY, 5, 1, Float.NaN, 4, 9};
    candidates.add(0, 6);
    candidates.add(1, 3);
    int[] items = new int[4];

    assertThat(candidates.best(scores, 1, items, new float[4])).isEqualTo(4);
    assertThat(items).containsExactly(1, 6, 0, 4); // 7 was never seen
    assertThat(candidates.best(scores, 0, items, new float[4])).isEqualTo(4);
    assertThat(items).containsExactly(1, 3, 0, 4);
    int[] two = new int[2];
    assertThat(candidates.best(scores, 0, two, new float[2])).isEqualTo(2);
    assertThat(two).containsExactly(1, 3);
  }

  private static final class Fixed implements RankingModel {
    private final float[] fixed;

    Fixed(float[] fixed) {
      this.fixed = fixed;
    }

    @Override
    public void score(int user, float[] scores, int count) {
      System.arraycopy(fixed, 0, scores, 0, count);
    }

    @Override
    public void learn(int e) {}
  }

  private static Map<ItemId, Double> live(
      double[] weights, List<float[]> scores, int without, int pool) {
    List<List<Hit>> lists = new ArrayList<>();
    for (float[] ranking : scores) {
      List<Hit> hits = new ArrayList<>();
      for (int i = 0; i < ranking.length; i++) {
        if (i != without) {
          hits.add(new Hit(new ItemId("i" + i), ranking[i], "", List.of()));
        }
      }
      hits.sort(Comparator.comparingDouble(Hit::score).reversed());
      lists.add(hits.subList(0, pool));
    }
    return FusedScores.of(weights, lists);
  }
}
