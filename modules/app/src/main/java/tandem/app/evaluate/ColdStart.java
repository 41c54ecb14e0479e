package tandem.app.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import tandem.app.dataset.ItemTitle;
import tandem.model.ModelSettings;
import tandem.model.Objective;
import tandem.model.Sgd;
import tandem.model.Target;
import tandem.protocol.InteractionRules;

/**
 * Measures new items, with and without a start by their content, and new users, with and without
 * fold-in.
 *
 * @param settings of the model; its seed is the first of the seeds
 * @param rules with the scale of the log
 * @param seeds how many
 * @param k the length of the lists
 * @param ring from how many of the last events RECENT negatives are drawn
 * @param content how items start by their content
 * @param progress makes what shows the progress of a run of that name over so many events
 */
record ColdStart(
    ModelSettings settings,
    InteractionRules rules,
    int seeds,
    int k,
    int ring,
    Content content,
    BiFunction<String, Integer, Progress> progress) {

  private static final double[] USER_RIDGES = {0.01, 0.1, 1};

  /**
   * How items start by their content.
   *
   * @param titles of the catalogue
   * @param dimensions of the content space
   * @param ridge of the prior
   * @param refresh after how many events the prior is fitted anew
   */
  record Content(List<ItemTitle> titles, int dimensions, double ridge, int refresh) {

    Content {
      titles = List.copyOf(titles);
    }
  }

  private enum Start {
    RANDOM("random start"),
    VECTOR("content: vector"),
    BOTH("content: vector and bias");

    private final String title;

    Start(String title) {
      this.title = title;
    }
  }

  /** What new items come to. */
  Report items(String file, EventLog events) {
    EventLog log = learned(events);
    ItemContent where = ItemContent.of(log, content.titles(), content.dimensions(), 1L);
    List<Row> rows = new ArrayList<>();
    for (Start start : Start.values()) {
      List<Scores> runs = new ArrayList<>();
      for (int n = 0; n < seeds; n++) {
        try (Progress bar = progress.apply(start.title, log.size())) {
          runs.add(items(log, sgd(n), start, where, bar));
        }
      }
      rows.add(new Row(start.title, runs));
    }
    return report(file, log, rows);
  }

  private Scores items(EventLog log, Sgd sgd, Start start, ItemContent where, Progress bar) {
    ItemColumns columns = new ItemColumns(log.itemCount(), settings.factors());
    FactorTable factors = FactorTable.in(columns, log, sgd);
    ColdItems.Before before =
        e -> {
          if (start != Start.RANDOM && e > 0 && e % content.refresh() == 0) {
            where.place(factors, settings.factors(), content.ridge(), start == Start.BOTH);
          }
        };
    ColdItems run = new ColdItems(log, rules, k);
    return switch (settings.objective()) {
      case RATING -> run.ratings(new FactorRating(log, sgd, factors), before, bar);
      case PREFERENCE ->
          run.preferences(new FactorRanking(log, rules, sgd, ring, columns, factors), before, bar);
    };
  }

  /** What new users come to. */
  Report users(String file, EventLog events) {
    EventLog log = learned(events);
    Map<String, List<Scores>> runs = new LinkedHashMap<>();
    for (int n = 0; n < seeds; n++) {
      try (Progress bar = progress.apply("new users", log.size())) {
        users(log, sgd(n), bar)
            .forEach(
                (way, scores) -> runs.computeIfAbsent(way, w -> new ArrayList<>()).add(scores));
      }
    }
    return report(
        file,
        log,
        runs.entrySet().stream().map(run -> new Row(run.getKey(), run.getValue())).toList());
  }

  private Map<String, Scores> users(EventLog log, Sgd sgd, Progress bar) {
    ItemColumns columns = new ItemColumns(log.itemCount(), settings.factors());
    FactorTable factors = FactorTable.in(columns, log, sgd);
    return new ColdUsers(log, rules, k, settings.factors())
        .run(
            settings.objective(),
            factors,
            columns,
            learner(log, sgd, columns, factors),
            USER_RIDGES,
            bar);
  }

  private ColdUsers.Learner learner(
      EventLog log, Sgd sgd, ItemColumns columns, FactorTable factors) {
    if (settings.objective() == Objective.PREFERENCE) {
      FactorRanking model = new FactorRanking(log, rules, sgd, ring, columns, factors);
      return new ColdUsers.Learner() {
        @Override
        public void learn(int e) {
          model.learn(e);
        }

        @Override
        public float mean() {
          return 0f;
        }
      };
    }
    FactorRating model = new FactorRating(log, sgd, factors);
    return new ColdUsers.Learner() {
      @Override
      public void learn(int e) {
        Target target = rules.target(log.event(e), Objective.RATING);
        model.learn(e, target);
      }

      @Override
      public float mean() {
        return model.mean();
      }
    };
  }

  private EventLog learned(EventLog events) {
    return settings.objective() == Objective.RATING ? events : events.positives(rules);
  }

  private Sgd sgd(int n) {
    return new Sgd(settings.withSeed(settings.seed() + n));
  }

  private Report report(String file, EventLog log, List<Row> rows) {
    String objective = settings.objective().name().toLowerCase(Locale.ROOT);
    return new Report(file, objective, log.size(), log.userCount(), log.itemCount(), rows);
  }
}
