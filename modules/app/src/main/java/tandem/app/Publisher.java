package tandem.app;

import akka.Done;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RetriableException;
import tandem.http.EventPort;
import tandem.http.UnavailableException;
import tandem.ingest.Backlog;
import tandem.ingest.EventLog;
import tandem.ingest.FrontierStore;
import tandem.protocol.Interaction;
import tandem.protocol.RecordId;
import tandem.protocol.http.LogProgress;
import tandem.protocol.kafka.InteractionWriter;

/**
 * Events from HTTP go the way of all events: into the log. How far it is learned, the frontier
 * says.
 */
final class Publisher implements EventPort {

  private static final Duration TRUST = Duration.ofSeconds(1);

  private final Producer<byte[], byte[]> producer;
  private final Executor blocking;
  private final String topic;
  private final EventLog log;
  private final FrontierStore frontiers;
  private final Backlog backlog;
  private final InstantSource clock;
  private volatile Known known = new Known("", 0, Instant.MIN);

  /** The epoch of a topic; which topic it is need not be asked for again until then. */
  private record Known(String topicId, int epoch, Instant until) {}

  /**
   * A publisher to {@code topic}.
   *
   * @param producer which sends; Akka's SendProducer gives no order among several
   * @param blocking threads for handing over, which waits while Kafka is away
   */
  Publisher(
      Producer<byte[], byte[]> producer,
      Executor blocking,
      String topic,
      EventLog log,
      FrontierStore frontiers,
      InstantSource clock) {
    this.producer = producer;
    this.blocking = blocking;
    this.topic = topic;
    this.log = log;
    this.frontiers = frontiers;
    this.backlog = new Backlog(log, topic, frontiers);
    this.clock = clock;
  }

  @Override
  public CompletionStage<List<RecordId>> publish(List<Interaction> events, Duration timeout) {
    return within(timeout, epoch().thenCompose(epoch -> send(epoch, events)));
  }

  /**
   * The epoch of the log. A topic that is made anew is noticed after {@link #TRUST}; a token of
   * that moment is of the old epoch, and whoever waits for it runs into the time-out. The database
   * is asked once for each topic: events are accepted while it is away.
   */
  private CompletionStage<Integer> epoch() {
    Known now = known;
    if (clock.instant().isBefore(now.until())) {
      return CompletableFuture.completedFuture(now.epoch());
    }
    return log.topicId()
        .thenCompose(
            id ->
                id.equals(now.topicId())
                    ? CompletableFuture.completedFuture(trust(id, now.epoch()))
                    : frontiers.epoch(topic, id).thenApply(epoch -> trust(id, epoch)));
  }

  private int trust(String topicId, int epoch) {
    known = new Known(topicId, epoch, clock.instant().plus(TRUST));
    return epoch;
  }

  @Override
  public CompletionStage<List<LogProgress.Partition>> progress(Duration timeout) {
    return within(timeout, backlog.partitions(epoch()));
  }

  private static <T> CompletionStage<T> within(Duration timeout, CompletionStage<T> stage) {
    // A stage that comes of a Kafka client, and all that come of that, let nobody else complete
    // them: a time-out has no effect on them.
    return CompletableFuture.completedFuture(Done.getInstance())
        .thenCompose(ours -> stage)
        .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionallyCompose(Publisher::explain);
  }

  private static <T> CompletionStage<List<T>> all(List<CompletableFuture<T>> stages) {
    return CompletableFuture.allOf(stages.toArray(CompletableFuture[]::new))
        .thenApply(done -> stages.stream().map(CompletableFuture::join).toList());
  }

  /** One thread hands all events over, since a user's must keep their order. */
  private CompletionStage<List<RecordId>> send(int epoch, List<Interaction> events) {
    return CompletableFuture.supplyAsync(
            () -> events.stream().map(event -> send(epoch, event)).toList(), blocking)
        .thenCompose(Publisher::all);
  }

  private CompletableFuture<RecordId> send(int epoch, Interaction event) {
    CompletableFuture<RecordId> sent = new CompletableFuture<>();
    byte[] key = InteractionWriter.key(event);
    var unused = // the callback is told the same, and doesn't block
        producer.send(
            new ProducerRecord<>(topic, key, InteractionWriter.value(event)),
            (place, failure) -> {
              if (failure == null) {
                sent.complete(new RecordId(epoch, place.partition(), place.offset()));
              } else {
                sent.completeExceptionally(failure);
              }
            });
    return sent;
  }

  private static <T> CompletionStage<T> explain(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return CompletableFuture.failedFuture(
        cause instanceof RetriableException
            ? new UnavailableException(
                "The event log does not take events now.", Duration.ofSeconds(5))
            : cause);
  }
}
