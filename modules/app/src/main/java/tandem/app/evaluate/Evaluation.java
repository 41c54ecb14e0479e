package tandem.app.evaluate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tandem.app.dataset.ItemTitle;
import tandem.model.ModelSettings;
import tandem.model.Sgd;
import tandem.model.StepSettings;
import tandem.protocol.InteractionRules;

/**
 * Runs the model over several seeds, the baselines that it has to beat, and a control that learns
 * nothing: if the control looks good, the measurement is broken.
 *
 * @param settings of the model; its seed is the first of the seeds
 * @param rules with the scale of the file
 * @param seeds how many, 1 or more
 * @param k the length of the lists
 * @param ring from how many of the last events RECENT negatives are drawn
 * @param every lists are made before each event whose number is a multiple of this
 * @param intervals how often the model is refreshed, one more row each; without any, it only learns
 *     each event at once
 * @param all whether the other algorithms are measured, too
 * @param titles of the catalogue, for what the blend has by content; may be none
 * @param progress makes what shows the progress of a run of that name over so many events
 */
record Evaluation(
    ModelSettings settings,
    InteractionRules rules,
    int seeds,
    int k,
    int ring,
    int every,
    List<Duration> intervals,
    boolean all,
    List<ItemTitle> titles,
    BiFunction<String, Integer, Progress> progress) {

  private static final long HALF_LIFE_EVENTS = 1_000;
  private static final int SVD_RANK = 16;
  private static final int DIMENSIONS = 64; // as on a node
  private static final int POOL = 50;
  private static final String BLEND = "blend";
  private static final StepSettings STILL = new StepSettings(0, 1e30, 0, 0, 0, 0, 0);

  Report run(String file, EventLog log) {
    return switch (settings.objective()) {
      case RATING -> report(file, log, ratings(log));
      case PREFERENCE -> {
        EventLog positive = log.positives(rules);
        yield report(file, positive, preferences(positive));
      }
    };
  }

  private List<Row> ratings(EventLog log) {
    RatingRun run = new RatingRun(log, rules);
    List<Row> rows = new ArrayList<>();
    rows.add(row("model", settings, log, (s, p) -> run.run(new FactorRating(log, s), p)));
    for (Duration each : intervals) {
      rows.add(
          row(
              "model" + refreshed(each),
              settings,
              log,
              (s, p) -> run.run(Refreshed.rating(new FactorRating(log, s), log, each), p)));
    }
    if (all) {
      rows.addAll(otherRatings(log, run));
    }
    rows.add(once("running mean", log, p -> run.run(new MeanRating(), p)));
    rows.add(once("no learning (control)", log, p -> run.run(new FactorRating(log, still()), p)));
    return rows;
  }

  private List<Row> otherRatings(EventLog log, RatingRun run) {
    ModelSettings parts = ModelOverrides.apply(settings, Map.of("model.non-negative", "true"));
    return List.of(
        row("non-negative", parts, log, (s, p) -> run.run(new FactorRating(log, s), p)),
        row(
            "SVD start halfway",
            settings,
            log,
            (s, p) -> run.run(HalfwayStart.svd(log, s, SVD_RANK), p)),
        row("cold start halfway", settings, log, (s, p) -> run.run(HalfwayStart.cold(log, s), p)));
  }

  private List<Row> preferences(EventLog log) {
    PreferenceRun run = new PreferenceRun(log, k, every);
    ItemContent content = ItemContent.of(log, titles, DIMENSIONS, 1L);
    List<Row> rows = new ArrayList<>();
    rows.add(row("model", settings, log, (s, p) -> run.run(ranking(log, s), p)));
    rows.add(
        row(
            "learned blend",
            settings,
            log,
            (s, p) -> blend(log, content, s, List.of(), one -> one, p)));
    for (Duration each : intervals) {
      UnaryOperator<RankingModel> late = one -> Refreshed.ranking(one, log, each);
      rows.add(
          row(
              "model" + refreshed(each),
              settings,
              log,
              (s, p) -> run.run(late.apply(ranking(log, s)), p)));
      rows.add(
          row(
              "learned blend" + refreshed(each),
              settings,
              log,
              (s, p) -> blend(log, content, s, List.of(), late, p)));
    }
    if (all) {
      rows.addAll(otherRankings(log, content, run));
    }
    if (log.repeats().areShown()) {
      rows.addAll(repeats(log, content, run));
    }
    rows.add(once("popularity, all time", log, p -> run.run(new CountRanking(log), p)));
    rows.add(
        once(
            "popularity, half-life " + HALF_LIFE_EVENTS,
            log,
            p -> run.run(new PopularityRanking(log, HALF_LIFE_EVENTS), p)));
    rows.add(once("no learning (control)", log, p -> run.run(ranking(log, still()), p)));
    return rows;
  }

  private List<Row> otherRankings(EventLog log, ItemContent content, PreferenceRun run) {
    ModelSettings parts = ModelOverrides.apply(settings, Map.of("model.non-negative", "true"));
    List<Row> rows = new ArrayList<>();
    rows.add(row("non-negative", parts, log, (s, p) -> run.run(ranking(log, s), p)));
    rows.add(
        row("SVD start halfway", settings, log, (s, p) -> run.run(halfway(log, s, SVD_RANK), p)));
    rows.add(row("cold start halfway", settings, log, (s, p) -> run.run(halfway(log, s, 0), p)));
    rows.add(
        row(
            Rankings.NEIGHBOURS,
            settings,
            log,
            (s, p) -> run.run(alone(Rankings.NEIGHBOURS, log, content, s), p)));
    Sgd any = new Sgd(settings);
    for (String name : rankings(log, content, any).blended()) {
      if (!name.equals(Rankings.FACTORS)) {
        rows.add(once(name, log, p -> run.run(alone(name, log, content, any), p)));
      }
    }
    return rows;
  }

  /** What a user took before alone, in the blend, and left out of it. */
  private List<Row> repeats(EventLog log, ItemContent content, PreferenceRun run) {
    EventLog leftOut = log.with(Repeats.MISSED);
    Sgd any = new Sgd(settings);
    return List.of(
        once(Rankings.REPEAT, log, p -> run.run(alone(Rankings.REPEAT, log, content, any), p)),
        row(
            "learned blend with repeat",
            settings,
            log,
            (s, p) -> blend(log, content, s, List.of(Rankings.REPEAT), one -> one, p)),
        row(
            "learned blend, seen left out",
            settings,
            leftOut,
            (s, p) -> blend(leftOut, content, s, List.of(), one -> one, p)));
  }

  private static String refreshed(Duration each) {
    return ", every " + each.toString().substring(2).toLowerCase(Locale.ROOT);
  }

  private Rankings rankings(EventLog log, ItemContent content, Sgd sgd) {
    return Rankings.of(log, rules, sgd, ring, content, Rankings.HALF_LIVES);
  }

  private RankingModel alone(String name, EventLog log, ItemContent content, Sgd sgd) {
    return rankings(log, content, sgd).alone(name);
  }

  /** Of what a node blends and more, each made to learn by {@code how}; weights learn at once. */
  private Scores blend(
      EventLog log,
      ItemContent content,
      Sgd sgd,
      List<String> more,
      UnaryOperator<RankingModel> how,
      Progress bar) {
    Rankings made = rankings(log, content, sgd);
    Map<String, RankingModel> members = new LinkedHashMap<>();
    Stream.concat(made.blended().stream(), more.stream())
        .forEach(name -> members.put(name, FadingRanking.of(how.apply(made.alone(name)), log)));
    RankedPools pools = new RankedPools(members, Candidates.of(log), log.itemCount(), POOL);
    int[] blended = IntStream.range(0, members.size()).toArray();
    Map<String, Way> ways = Map.of(BLEND, LearnedBlend.of(blended, POOL, log.itemCount(), true));
    Scores scores =
        Objects.requireNonNull(new StrategyRun(log, k, every).run(pools, ways, bar).get(BLEND));
    return new Scores(scores.metrics(), log.size(), scores.nanos());
  }

  private RankingModel halfway(EventLog log, Sgd sgd, int rank) {
    FactorRanking model = ranking(log, sgd);
    return new HalfwayRanking(log, sgd, model.factors(), model, rank);
  }

  private FactorRanking ranking(EventLog log, Sgd sgd) {
    ItemColumns columns = new ItemColumns(log.itemCount(), sgd.settings().factors());
    FactorTable factors = FactorTable.in(columns, log, sgd);
    return new FactorRanking(log, rules, sgd, ring, columns, factors);
  }

  private Row row(
      String name, ModelSettings first, EventLog log, BiFunction<Sgd, Progress, Scores> run) {
    List<Scores> runs = new ArrayList<>();
    for (int n = 0; n < seeds; n++) {
      Sgd sgd = new Sgd(first.withSeed(first.seed() + n));
      String task = name + ", seed " + (n + 1) + " of " + seeds;
      runs.add(shown(task, log, p -> run.apply(sgd, p)));
    }
    return new Row(name, runs);
  }

  private Row once(String name, EventLog log, Function<Progress, Scores> run) {
    return new Row(name, List.of(shown(name, log, run)));
  }

  private Scores shown(String task, EventLog log, Function<Progress, Scores> run) {
    try (Progress bar = progress.apply(task, log.size())) {
      return run.apply(bar);
    }
  }

  private Sgd still() {
    return new Sgd(
        new ModelSettings(
            settings.objective(),
            settings.factors(),
            settings.seed(),
            settings.sigma(),
            STILL,
            STILL,
            settings.adagradFloor(),
            settings.negatives(),
            settings.negativeBias(),
            settings.negativeSource(),
            settings.pairwise(),
            settings.nonNegative()));
  }

  private Report report(String file, EventLog log, List<Row> rows) {
    String objective = settings.objective().name().toLowerCase(Locale.ROOT);
    return new Report(file, objective, log.size(), log.userCount(), log.itemCount(), rows);
  }
}
