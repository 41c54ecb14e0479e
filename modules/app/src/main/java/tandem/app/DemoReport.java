package tandem.app;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.HdrHistogram.Histogram;
import tandem.entity.user.UserEntity.Outcome;
import tandem.http.ListAnswer;
import tandem.http.ListRequest;
import tandem.http.Ports;
import tandem.ingest.IngestMetrics;
import tandem.loadgen.CatalogueItem;
import tandem.loadgen.Population;
import tandem.model.ItemId;
import tandem.model.UserId;
import tandem.protocol.http.LogProgress;

/**
 * The line a second of the demo: how much was learned, how well, how soon. The lists of one user
 * after the other are held against what the simulation knows: how the user would rate the listed
 * items, any items, and those that the user likes best.
 */
final class DemoReport {

  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final int LIST = 10;
  private static final int USERS_A_LINE = 5;
  private static final double MEMORY = 0.95; // the means look back on about 20 lists

  private final Ports ports;
  private final IngestMetrics metrics;
  private final Optional<Population> population;
  private final Executor thread;
  private final PrintStream out;
  private int nextUser;
  private long learnedBefore;
  private double listed = Double.NaN;
  private double any = Double.NaN;
  private double best = Double.NaN;

  /**
   * A report that has not looked yet.
   *
   * @param population whose lists are looked at, if any
   * @param thread runs all that touches the population; it calls {@link #print}, too
   * @param out where the lines go
   */
  DemoReport(
      Ports ports,
      IngestMetrics metrics,
      Optional<Population> population,
      Executor thread,
      PrintStream out) {
    this.ports = ports;
    this.metrics = metrics;
    this.population = population;
    this.thread = thread;
    this.out = out;
  }

  /** Prints the line. */
  void print() {
    population.ifPresent(this::lookAtLists);
    ports
        .events()
        .progress(TIMEOUT)
        .handle((partitions, failure) -> failure == null ? "  waiting " + waiting(partitions) : "")
        .thenAcceptAsync(waiting -> out.println(line() + waiting), thread);
  }

  /**
   * What the stream has yet to settle; the stored frontier, which is behind, for what it has not
   * begun.
   */
  private long waiting(List<LogProgress.Partition> partitions) {
    Map<Integer, Long> frontiers = metrics.frontiers();
    return partitions.stream()
        .mapToLong(p -> Math.max(0, p.end() - frontiers.getOrDefault(p.partition(), p.settled())))
        .sum();
  }

  private String line() {
    long learned = metrics.count(Outcome.LEARNED);
    StringBuilder line = new StringBuilder();
    append(line, "learned %,d (%,d/s)", learned, learned - learnedBefore);
    learnedBefore = learned;
    if (!Double.isNaN(metrics.error())) {
      append(line, "  error %.3f stars", metrics.error());
    }
    if (!Double.isNaN(listed)) {
      append(line, "  lists %.2f stars (any items %.2f, the best %.2f)", listed, any, best);
    }
    Histogram freshness = metrics.freshness();
    if (freshness.getTotalCount() > 0) {
      append(
          line,
          "  visible p50 %d ms, p99 %d ms",
          freshness.getValueAtPercentile(50),
          freshness.getValueAtPercentile(99));
    }
    return line.toString();
  }

  private static void append(StringBuilder line, String format, Object... values) {
    line.append(String.format(Locale.ROOT, format, values));
  }

  private void lookAtLists(Population truth) {
    List<UserId> users = truth.users();
    for (int u = 0; u < USERS_A_LINE; u++) {
      UserId user = users.get(nextUser++ % users.size());
      var unused =
          ports
              .recommendations()
              .forUser(user, ListRequest.of(LIST), Optional.empty(), TIMEOUT)
              .thenAcceptAsync(list -> compare(truth, user, list), thread);
    }
  }

  private void compare(Population truth, UserId user, ListAnswer list) {
    if (list.known()) {
      listed = mean(listed, stars(truth, user, ids(list)));
      any = mean(any, stars(truth, user, allItems(truth)));
      best = mean(best, stars(truth, user, truth.best(user, LIST)));
    }
  }

  private static List<ItemId> ids(ListAnswer list) {
    return list.items().stream().map(ListAnswer.Entry::item).toList();
  }

  private static List<ItemId> allItems(Population truth) {
    return truth.items().stream().map(CatalogueItem::id).toList();
  }

  private static double stars(Population truth, UserId user, List<ItemId> items) {
    return items.stream()
        .mapToDouble(item -> truth.expectedRating(user, item))
        .average()
        .orElse(Double.NaN);
  }

  private static double mean(double before, double value) {
    if (Double.isNaN(before) || Double.isNaN(value)) {
      return value;
    }
    return MEMORY * before + (1 - MEMORY) * value;
  }
}
