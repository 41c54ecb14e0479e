package tandem.app.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tandem.model.ModelSettings;
import tandem.model.Objective;
import tandem.model.Sgd;
import tandem.protocol.InteractionRules;

/**
 * Trains several models of one objective on one log, side by side.
 *
 * @param rules with the scale of the log
 * @param k the length of the lists
 * @param ring from how many of the last events RECENT negatives are drawn
 * @param threads that run models at once
 */
public record Comparison(InteractionRules rules, int k, int ring, int threads) {

  /** Settings under a name. */
  public record Candidate(String name, ModelSettings settings) {}

  /**
   * What came of it.
   *
   * @param report one row each: what was recorded, the first candidate, then the others, best first
   * @param best the name of the best candidate
   * @param metric by which it is the best
   * @param usersAsRecorded how many users the first candidate has bit by bit as recorded; empty
   *     where that is not recorded
   */
  public record Result(Report report, String best, String metric, OptionalInt usersAsRecorded) {}

  private record Run(Row row, OptionalInt usersAsRecorded) {}

  /**
   * Runs all candidates. {@code progress} is stepped from several threads, once for each event of
   * {@link #events} a candidate.
   */
  public Result run(
      String source,
      EventLog log,
      Optional<Recorded> recorded,
      List<Candidate> candidates,
      Progress progress) {
    Objective objective = candidates.get(0).settings().objective();
    EventLog learned = events(log, objective);
    List<Callable<Run>> tasks = new ArrayList<>();
    for (Candidate candidate : candidates) {
      tasks.add(() -> run(learned, recorded, candidate, progress));
    }
    List<Run> runs = inParallel(tasks);
    List<Row> others = new ArrayList<>(runs.stream().map(Run::row).toList());
    Row first = others.remove(0);
    Comparator<Row> order = order(objective);
    others.sort(order);
    List<Row> rows = new ArrayList<>();
    if (objective == Objective.RATING) {
      recorded.ifPresent(known -> rows.add(recorded(learned, known)));
    }
    rows.add(first);
    rows.addAll(others);
    Row best = others.isEmpty() || order.compare(first, others.get(0)) <= 0 ? first : others.get(0);
    Report report =
        new Report(
            source,
            objective.name().toLowerCase(Locale.ROOT),
            learned.size(),
            learned.userCount(),
            learned.itemCount(),
            rows);
    return new Result(report, best.model(), metric(objective), runs.get(0).usersAsRecorded());
  }

  /** The events of {@code log} that a model of this objective is measured on. */
  public EventLog events(EventLog log, Objective objective) {
    return switch (objective) {
      case RATING -> log;
      case PREFERENCE -> log.positives(rules);
    };
  }

  private Run run(
      EventLog log, Optional<Recorded> recorded, Candidate candidate, Progress progress) {
    Sgd sgd = new Sgd(candidate.settings());
    return switch (sgd.settings().objective()) {
      case RATING -> {
        FactorRating model = new FactorRating(log, sgd);
        Scores scores = new RatingRun(log, rules).run(model, progress);
        yield new Run(new Row(candidate.name(), List.of(scores)), same(log, recorded, model));
      }
      case PREFERENCE -> {
        FactorRanking model = new FactorRanking(log, rules, sgd, ring);
        Scores scores = new PreferenceRun(log, k).run(model, progress);
        yield new Run(new Row(candidate.name(), List.of(scores)), OptionalInt.empty());
      }
    };
  }

  private static OptionalInt same(EventLog log, Optional<Recorded> recorded, FactorRating model) {
    if (recorded.isEmpty() || !recorded.get().knowsUsers()) {
      return OptionalInt.empty();
    }
    int same = 0;
    for (int user = 0; user < log.userCount(); user++) {
      if (recorded.get().user(log.userId(user)).filter(model.user(user)::equals).isPresent()) {
        same++;
      }
    }
    return OptionalInt.of(same);
  }

  private Row recorded(EventLog log, Recorded recorded) {
    Scores scores =
        new RatingRun(log, rules).run(new RecordedRating(log, rules, recorded), Progress.NONE);
    return new Row("live, as recorded", List.of(new Scores(scores.metrics(), 0, 1)));
  }

  private Comparator<Row> order(Objective objective) {
    String metric = metric(objective);
    Comparator<Row> ascending = Comparator.comparingDouble(row -> row.mean(metric));
    return switch (objective) {
      case RATING -> ascending;
      case PREFERENCE -> ascending.reversed();
    };
  }

  private String metric(Objective objective) {
    return switch (objective) {
      case RATING -> "RMSE";
      case PREFERENCE -> "NDCG@" + k;
    };
  }

  private List<Run> inParallel(List<Callable<Run>> tasks) {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Run> runs = new ArrayList<>();
      for (Future<Run> run : executor.invokeAll(tasks)) {
        runs.add(run.get());
      }
      return runs;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a run failed", e.getCause());
    } finally {
      executor.shutdownNow();
    }
  }
}
