package tandem.app;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.Producer;
import tandem.app.database.Database;
import tandem.app.evaluation.ListQuality;
import tandem.app.evaluation.ModelQuality;
import tandem.app.evaluation.RatingQuality;
import tandem.entity.user.UserEntity.Outcome;
import tandem.http.MetricsPort;
import tandem.ingest.IngestMetrics;
import tandem.model.ModelName;
import tandem.protocol.InteractionRules;
import tandem.protocol.http.Readiness.Check;
import tandem.protocol.kafka.Rejection.Reason;

/**
 * The node's figures as Prometheus wants them. A scrape asks nobody for anything: it shows what was
 * counted, and what {@link Rounds} has found out last.
 */
final class Metrics implements MetricsPort {

  private static final Duration[] REQUESTS = millis(5, 10, 25, 50, 100, 250, 500, 1_000, 5_000);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Map<ModelName, ModelMeters> meters = new ConcurrentHashMap<>();
  private final Map<ModelName, LearnedModel> models = new ConcurrentHashMap<>();
  private final Map<Request, Timer> requests = new ConcurrentHashMap<>();
  private final AtomicInteger streams =
      gauge("tandem.http.streams", "Streams of lists that are open");
  private final Counter pushed =
      Counter.builder("tandem.http.pushed.lists")
          .description("Lists that were sent over streams")
          .register(registry);
  private final MultiGauge frontiers =
      gauges("tandem.frontier", "Every record of the partition below this offset is settled");
  private final MultiGauge lags =
      gauges("tandem.lag", "Records of the partition that are not settled");
  private final MultiGauge shards = gauges("tandem.shards", "Shards on this node");
  private final MultiGauge entities = gauges("tandem.entities", "Entities awake on this node");
  private final MultiGauge ready =
      gauges("tandem.ready", "1 where a check of readiness passes, else 0");
  private final InteractionRules rules;
  private volatile Map<Integer, Long> ends = Map.of();

  private Metrics(InteractionRules rules) {
    this.rules = rules;
  }

  private record Request(String method, String route, int status) {}

  /**
   * What {@link Rounds} found out of the entities of one kind.
   *
   * @param shards on this node
   * @param entities awake in them
   */
  record Population(ModelName model, String kind, int shards, int entities) {}

  /** Of a node whose models are added later. */
  static Metrics of(
      ActorSystem<?> system,
      Database database,
      Producer<byte[], byte[]> producer,
      InteractionRules rules) {
    Metrics metrics = new Metrics(rules);
    PrometheusMeterRegistry registry = metrics.registry;
    ClusterMeters.bind(system, registry);
    LostMessages.count(system, registry);
    Pools.bind(system, database, registry);
    JvmGcMetrics collections = new JvmGcMetrics();
    KafkaClientMetrics sending = new KafkaClientMetrics(producer);
    collections.bindTo(registry);
    sending.bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    CoordinatedShutdown.get(system)
        .addTask(
            CoordinatedShutdown.PhaseServiceRequestsDone(),
            "close-metrics",
            () -> {
              collections.close();
              sending.close();
              return CompletableFuture.completedFuture(Done.getInstance());
            });
    return metrics;
  }

  private AtomicInteger gauge(String name, String description) {
    AtomicInteger value = new AtomicInteger();
    Gauge unused =
        Gauge.builder(name, value, AtomicInteger::get).description(description).register(registry);
    return value;
  }

  private MultiGauge gauges(String name, String description) {
    return MultiGauge.builder(name).description(description).register(registry);
  }

  static Duration[] millis(long... buckets) {
    return LongStream.of(buckets).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
  }

  static Duration[] micros(long... buckets) {
    return Arrays.stream(buckets)
        .mapToObj(micros -> Duration.ofNanos(1_000 * micros))
        .toArray(Duration[]::new);
  }

  /** What a model is to be watched by; the same for each attempt to open it. */
  ModelMeters meters(ModelName model) {
    return meters.computeIfAbsent(
        model,
        name ->
            new ModelMeters(
                name,
                registry,
                System::currentTimeMillis,
                new ModelQuality(
                    new RatingQuality(rules.minRating(), rules.maxRating(), Clock.systemUTC()),
                    new ListQuality(Clock.systemUTC()))));
  }

  /** How good a model is; empty if it is not known here. */
  Optional<ModelQuality> quality(ModelName model) {
    return Optional.ofNullable(meters.get(model)).map(ModelMeters::quality);
  }

  /** Shows what a model counts from now on. */
  void add(LearnedModel model) {
    IngestMetrics ingest = model.metrics();
    String name = model.name().value();
    models.put(model.name(), model);
    ListMeters.weights(model.name(), model.blend(), registry);
    for (Outcome outcome : Outcome.values()) {
      FunctionCounter unused =
          FunctionCounter.builder("tandem.events", ingest, counted -> counted.count(outcome))
              .description("Valid records by what became of them")
              .tag("model", name)
              .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
              .register(registry);
    }
    for (Reason reason : Reason.values()) {
      FunctionCounter unused =
          FunctionCounter.builder("tandem.rejected", ingest, counted -> counted.count(reason))
              .description("Records in the topic of rejections, by reason")
              .tag("model", name)
              .tag("reason", reason.name().toLowerCase(Locale.ROOT))
              .register(registry);
    }
    Gauge unused =
        Gauge.builder("tandem.error", ingest, IngestMetrics::error)
            .description("Mean absolute error of about the last 1,000 predictions before learning")
            .tag("model", name)
            .register(registry);
  }

  /** Shows a model no more. */
  void remove(LearnedModel model) {
    models.remove(model.name());
    meters.remove(model.name());
    registry.getMeters().stream()
        .filter(meter -> model.name().value().equals(meter.getId().getTag("model")))
        .forEach(registry::remove);
  }

  /** The models that are shown. */
  Collection<LearnedModel> models() {
    return models.values();
  }

  /** Where the log's partitions end; those that are not known are not shown. */
  void ends(Map<Integer, Long> found) {
    ends = Map.copyOf(found);
  }

  /** How many entities there are. */
  void populations(List<Population> found) {
    shards.register(found.stream().map(p -> row(p, p.shards())).toList(), true);
    entities.register(found.stream().map(p -> row(p, p.entities())).toList(), true);
  }

  private static MultiGauge.Row<Number> row(Population of, int number) {
    return MultiGauge.Row.of(Tags.of("model", of.model().value(), "kind", of.kind()), number);
  }

  /** What readiness found. */
  void ready(List<Check> checks) {
    ready.register(
        checks.stream()
            .map(check -> MultiGauge.Row.of(Tags.of("check", check.name()), check.ok() ? 1 : 0))
            .toList(),
        true);
  }

  @Override
  public void answered(String method, String route, int status, long nanos) {
    requests
        .computeIfAbsent(new Request(method, route, status), this::timer)
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void streams(int more) {
    streams.addAndGet(more);
  }

  @Override
  public void pushed() {
    pushed.increment();
  }

  private Timer timer(Request request) {
    return Timer.builder("tandem.http.requests")
        .description("Requests that were answered")
        .tag("method", request.method())
        .tag("route", request.route())
        .tag("status", Integer.toString(request.status()))
        .serviceLevelObjectives(REQUESTS)
        .register(registry);
  }

  @Override
  public String scrape() {
    Map<Integer, Long> known = ends;
    List<MultiGauge.Row<?>> reached = new ArrayList<>();
    List<MultiGauge.Row<?>> waiting = new ArrayList<>();
    models.forEach(
        (name, model) ->
            model
                .metrics()
                .frontiers()
                .forEach(
                    (partition, frontier) -> {
                      Tags tags = Tags.of("model", name.value(), "partition", partition.toString());
                      reached.add(MultiGauge.Row.of(tags, frontier));
                      Long end = known.get(partition);
                      if (end != null) { // the frontier may have moved since
                        waiting.add(MultiGauge.Row.of(tags, Math.max(0, end - frontier)));
                      }
                    }));
    frontiers.register(reached, true);
    lags.register(waiting, true);
    return registry.scrape();
  }
}
