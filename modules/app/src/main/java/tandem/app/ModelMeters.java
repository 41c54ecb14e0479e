package tandem.app;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import tandem.app.evaluation.ModelQuality;
import tandem.app.evaluation.RatingQuality;
import tandem.entity.EntityWatch;
import tandem.model.ModelName;

/**
 * What the entities and the stream of a model tell, in meters that are looked up once. What it
 * costs to record is in docs/monitoring.md.
 */
final class ModelMeters implements EntityWatch {

  private static final Duration[] FRESHNESS =
      Metrics.millis(1, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000);
  private static final Duration[] WRITES =
      Metrics.millis(1, 2, 5, 10, 25, 50, 100, 250, 1_000, 5_000, 20_000);
  private static final Duration[] SEARCHES =
      Metrics.micros(10, 50, 100, 250, 500, 1_000, 5_000, 25_000, 100_000);
  private static final Duration[] LISTS =
      Metrics.millis(1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 10_000);
  private static final double[] QUERIES = {1, 2, 4, 8, 16};
  private static final double[] BATCHES = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000};

  private final LongSupplier clock;
  private final Map<Integer, Held> held = new ConcurrentHashMap<>();
  private final Timer learned;
  private final Timer visible;
  private final Timer write;
  private final DistributionSummary batch;
  private final Counter rows;
  private final Counter failures;
  private final Timer recovery;
  private final Counter damaged;
  private final Counter away;
  private final Counter dropped;
  private final Timer search;
  private final DistributionSummary searchQueries;
  private final Timer list;
  private final Timer exchange;
  private final ModelQuality quality;
  private final Counter incomplete;
  private final Counter missing;

  private record Held(int items, int listed) {}

  /**
   * Meters of {@code model} with its name as a label.
   *
   * @param clock epoch milliseconds
   * @param quality judges predictions and lists
   */
  ModelMeters(ModelName model, MeterRegistry registry, LongSupplier clock, ModelQuality quality) {
    this.clock = clock;
    this.quality = quality;
    Maker maker = new Maker(registry, model.value());
    learned =
        maker.timer(
            "tandem.freshness.learned",
            "From a record's time in the log until it is durable on both sides",
            FRESHNESS);
    visible =
        maker.timer(
            "tandem.freshness.visible",
            "From the time in the log of the oldest record of an item's move until lists show it",
            FRESHNESS);
    write = maker.timer("tandem.journal.write", "A write of an entity to its journal", WRITES);
    batch = maker.summary("tandem.journal.batch", "What had come together in a write", BATCHES);
    rows = maker.counter("tandem.journal.rows", "Rows written to the journal");
    failures =
        maker.counter("tandem.journal.write.failures", "Writes that were not seen to be durable");
    recovery = maker.timer("tandem.journal.recovery", "An entity reads its journal when it starts");
    damaged = maker.unread("damaged");
    away = maker.unread("away");
    dropped =
        maker.counter(
            "tandem.dropped",
            "Messages that found no room while their entity or partition started");
    search = maker.timer("tandem.index.search", "A partition looks for its best items", SEARCHES);
    searchQueries =
        maker.summary("tandem.index.search.queries", "Queries that shared a search", QUERIES);
    list = maker.timer("tandem.list", "A list from all partitions of the index", LISTS);
    incomplete = maker.counter("tandem.list.incomplete", "Lists that lack a partition");
    missing =
        maker.counter("tandem.list.missing.partitions", "Partitions that lists were made without");
    exchange =
        maker.timer(
            "tandem.exchange",
            "How late a user's own step is: from its question to the item until it is in place",
            WRITES);
    maker.counter(
        "tandem.evaluation.ratings",
        "Ratings that were predicted, then learned",
        quality.ratings(),
        RatingQuality::events);
    maker.counter(
        "tandem.evaluation.absolute.error",
        "Sum of the absolute errors of these predictions",
        quality.ratings(),
        RatingQuality::absolute);
    maker.counter(
        "tandem.evaluation.squared.error",
        "Sum of the squared errors of these predictions",
        quality.ratings(),
        RatingQuality::squared);
    maker.counter(
        "tandem.evaluation.mean.squared.error",
        "What that sum would be if the mean of all ratings were predicted",
        quality.ratings(),
        RatingQuality::meanSquared);
    ListMeters.of(quality.lists()).register(model, registry);
    maker.gauge(
        "tandem.index.partitions",
        "Loaded partitions of the index on this node",
        this,
        meters -> meters.held.size());
    maker.gauge(
        "tandem.index.items",
        "Items of the index on this node",
        this,
        meters -> meters.sum(Held::items));
    maker.gauge(
        "tandem.index.listed",
        "Those of them that lists may show",
        this,
        meters -> meters.sum(Held::listed));
  }

  private record Maker(MeterRegistry registry, String model) {

    Timer timer(String name, String description, Duration... buckets) {
      return Timer.builder(name)
          .description(description)
          .tag("model", model)
          .serviceLevelObjectives(buckets)
          .register(registry);
    }

    DistributionSummary summary(String name, String description, double... buckets) {
      return DistributionSummary.builder(name)
          .description(description)
          .tag("model", model)
          .serviceLevelObjectives(buckets)
          .register(registry);
    }

    Counter counter(String name, String description) {
      return Counter.builder(name).description(description).tag("model", model).register(registry);
    }

    void counter(
        String name,
        String description,
        RatingQuality quality,
        ToDoubleFunction<RatingQuality> value) {
      FunctionCounter unused =
          FunctionCounter.builder(name, quality, value)
              .description(description)
              .tag("model", model)
              .register(registry);
    }

    Counter unread(String cause) {
      return Counter.builder("tandem.journal.unread")
          .description("Attempts of an entity to read its journal that failed")
          .tag("model", model)
          .tag("cause", cause)
          .register(registry);
    }

    void gauge(
        String name, String description, ModelMeters meters, ToIntFunction<ModelMeters> value) {
      Gauge unused =
          Gauge.builder(name, meters, value::applyAsInt)
              .description(description)
              .tag("model", model)
              .register(registry);
    }
  }

  private int sum(ToIntFunction<Held> part) {
    return held.values().stream().mapToInt(part).sum();
  }

  /** A record was learned so long after its time in the log, in milliseconds. */
  void learned(long millis) {
    learned.record(millis, TimeUnit.MILLISECONDS);
  }

  @Override
  public void visible(long appended) {
    visible.record(Math.max(0, clock.getAsLong() - appended), TimeUnit.MILLISECONDS);
  }

  @Override
  public void recovered(long nanos) {
    recovery.record(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void unread(boolean isDamaged) {
    (isDamaged ? damaged : away).increment();
  }

  @Override
  public void written(int written, int gathered, long nanos) {
    write.record(nanos, TimeUnit.NANOSECONDS);
    batch.record(gathered);
    rows.increment(written);
  }

  @Override
  public void writeFailed() {
    failures.increment();
  }

  @Override
  public void exchanged(long nanos) {
    exchange.record(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void rated(double rating, double predicted, double mean) {
    quality.ratings().rated(rating, predicted, mean);
  }

  /** How well it predicts. */
  ModelQuality quality() {
    return quality;
  }

  @Override
  public void dropped() {
    dropped.increment();
  }

  @Override
  public void holds(int partition, int items, int listed) {
    held.put(partition, new Held(items, listed));
  }

  @Override
  public void left(int partition) {
    held.remove(partition);
  }

  @Override
  public void searched(long nanos, int queries) {
    search.record(nanos, TimeUnit.NANOSECONDS);
    searchQueries.record(queries);
  }

  @Override
  public void listed(int without, long nanos) {
    list.record(nanos, TimeUnit.NANOSECONDS);
    if (without > 0) {
      incomplete.increment();
      missing.increment(without);
    }
  }
}
