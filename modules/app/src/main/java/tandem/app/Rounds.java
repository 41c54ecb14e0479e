package tandem.app;

import akka.Done;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.TopicPartition;
import tandem.app.cluster.Regions;
import tandem.http.HealthPort;
import tandem.ingest.EventLog;

/**
 * Finds out every two seconds what has to be asked for before {@link Metrics} can show it: one
 * question to the broker, one to each region and its shards, one round of readiness. However often
 * the node is scraped, there is no more. What can't be found out is not shown, rather than shown as
 * it was.
 */
final class Rounds {

  private static final Duration EVERY = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final ActorSystem<?> system;
  private final Metrics metrics;
  private final EventLog log;
  private final String topic;
  private final HealthPort health;
  private final Regions regions;
  private final AtomicBoolean looking = new AtomicBoolean();

  /** Rounds for the node whose events are in {@code topic} of {@code log}. */
  Rounds(ActorSystem<?> system, Metrics metrics, EventLog log, String topic, HealthPort health) {
    this.system = system;
    this.metrics = metrics;
    this.log = log;
    this.topic = topic;
    this.health = health;
    this.regions = new Regions(Adapter.toClassic(system));
  }

  /** Goes round from now on until the actor system ends. */
  void start() {
    var unused =
        system
            .scheduler()
            .scheduleWithFixedDelay(
                Duration.ZERO, EVERY, this::lookUnlessLooking, system.executionContext());
  }

  private void lookUnlessLooking() {
    if (looking.compareAndSet(false, true)) {
      var unused =
          CompletableFuture.allOf(ends(), populations(), ready())
              .whenComplete((done, failure) -> looking.set(false));
    }
  }

  private CompletableFuture<Void> ends() {
    Set<TopicPartition> own = new HashSet<>();
    metrics
        .models()
        .forEach(
            model ->
                model
                    .metrics()
                    .frontiers()
                    .keySet()
                    .forEach(partition -> own.add(new TopicPartition(topic, partition))));
    CompletionStage<Map<TopicPartition, Long>> found =
        own.isEmpty() ? CompletableFuture.completedFuture(Map.of()) : log.ends(own);
    return within(found)
        .handle((ends, failure) -> failure == null ? ends : Map.<TopicPartition, Long>of())
        .thenAccept(
            ends -> {
              Map<Integer, Long> byNumber = new HashMap<>();
              ends.forEach((partition, end) -> byNumber.put(partition.partition(), end));
              metrics.ends(byNumber);
            });
  }

  private CompletableFuture<Void> populations() {
    List<CompletableFuture<List<Metrics.Population>>> each = new ArrayList<>();
    for (LearnedModel model : metrics.models()) {
      model.types().forEach((kind, type) -> each.add(shards(model, kind, type)));
    }
    return CompletableFuture.allOf(each.toArray(CompletableFuture[]::new))
        .thenRun(
            () ->
                metrics.populations(
                    each.stream().map(CompletableFuture::join).flatMap(List::stream).toList()));
  }

  private CompletableFuture<List<Metrics.Population>> shards(
      LearnedModel model, String kind, String type) {
    return regions
        .shards(type, PATIENCE)
        .handle(
            (shards, failure) ->
                failure == null
                    ? List.of(
                        new Metrics.Population(
                            model.name(),
                            kind,
                            shards.size(),
                            shards.values().stream().mapToInt(Integer::intValue).sum()))
                    : List.<Metrics.Population>of())
        .toCompletableFuture();
  }

  private CompletableFuture<Void> ready() {
    return health
        .checks(PATIENCE)
        .handle(
            (checks, failure) ->
                failure == null ? checks : List.<tandem.protocol.http.Readiness.Check>of())
        .thenAccept(metrics::ready)
        .toCompletableFuture();
  }

  /** A stage of a Kafka client lets nobody else complete it. */
  private static <T> CompletableFuture<T> within(CompletionStage<T> stage) {
    return CompletableFuture.completedFuture(Done.getInstance())
        .thenCompose(ours -> stage)
        .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }
}
