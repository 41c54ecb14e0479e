package tandem.app;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Locale;
import tandem.entity.user.UserEntity.Outcome;
import tandem.http.MetricsPort;
import tandem.ingest.IngestMetrics;
import tandem.protocol.kafka.Rejection.Reason;

/** The node's counters as Prometheus wants them; they are read when it asks. */
final class Metrics implements MetricsPort {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final IngestMetrics ingest;
  private final MultiGauge frontiers;

  Metrics(IngestMetrics ingest) {
    this.ingest = ingest;
    for (Outcome outcome : Outcome.values()) {
      FunctionCounter unused =
          FunctionCounter.builder("tandem.events", ingest, counted -> counted.count(outcome))
              .description("Valid records by what became of them")
              .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
              .register(registry);
    }
    for (Reason reason : Reason.values()) {
      FunctionCounter unused =
          FunctionCounter.builder("tandem.rejected", ingest, counted -> counted.count(reason))
              .description("Records in the topic of rejections, by reason")
              .tag("reason", reason.name().toLowerCase(Locale.ROOT))
              .register(registry);
    }
    Gauge unused =
        Gauge.builder("tandem.error", ingest, IngestMetrics::error)
            .description("Mean absolute error of about the last 1,000 predictions before learning")
            .register(registry);
    this.frontiers =
        MultiGauge.builder("tandem.frontier")
            .description("Every record of the partition below this offset is settled")
            .register(registry);
  }

  @Override
  public String scrape() {
    frontiers.register(
        ingest.frontiers().entrySet().stream()
            .<MultiGauge.Row<?>>map(
                partition ->
                    MultiGauge.Row.of(
                        Tags.of("partition", Integer.toString(partition.getKey())),
                        partition.getValue()))
            .toList(),
        true);
    return registry.scrape();
  }
}
