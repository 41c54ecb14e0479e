package tandem.app;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import tandem.entity.user.UserEntity.Outcome;
import tandem.http.MetricsPort;
import tandem.ingest.IngestMetrics;
import tandem.model.ModelName;
import tandem.protocol.kafka.Rejection.Reason;

/** The node's counters as Prometheus wants them; they are read when it asks. */
final class Metrics implements MetricsPort {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Map<ModelName, IngestMetrics> models = new ConcurrentHashMap<>();
  private final MultiGauge frontiers =
      MultiGauge.builder("tandem.frontier")
          .description("Every record of the partition below this offset is settled")
          .register(registry);

  /** Shows what a model counts from now on. */
  void add(LearnedModel model) {
    IngestMetrics ingest = model.metrics();
    String name = model.name().value();
    models.put(model.name(), ingest);
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
    registry.getMeters().stream()
        .filter(meter -> model.name().value().equals(meter.getId().getTag("model")))
        .forEach(registry::remove);
  }

  @Override
  public String scrape() {
    frontiers.register(
        models.entrySet().stream()
            .flatMap(model -> rows(model.getKey(), model.getValue().frontiers()))
            .toList(),
        true);
    return registry.scrape();
  }

  private static Stream<MultiGauge.Row<?>> rows(ModelName model, Map<Integer, Long> frontiers) {
    return frontiers.entrySet().stream()
        .map(
            partition ->
                MultiGauge.Row.of(
                    Tags.of(
                        "model", model.value(), "partition", Integer.toString(partition.getKey())),
                    partition.getValue()));
  }
}
