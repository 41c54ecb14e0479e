package tandem.app;

import akka.kafka.javadsl.SendProducer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RetriableException;
import tandem.http.EventPort;
import tandem.http.UnavailableException;
import tandem.ingest.EventLog;
import tandem.ingest.FrontierStore;
import tandem.protocol.Interaction;
import tandem.protocol.RecordId;
import tandem.protocol.kafka.InteractionWriter;

/** Events from HTTP go the way of all events: into the log. */
final class Publisher implements EventPort {

  private final SendProducer<byte[], byte[]> producer;
  private final String topic;
  private final EventLog log;
  private final FrontierStore frontiers;

  Publisher(
      SendProducer<byte[], byte[]> producer, String topic, EventLog log, FrontierStore frontiers) {
    this.producer = producer;
    this.topic = topic;
    this.log = log;
    this.frontiers = frontiers;
  }

  @Override
  public CompletionStage<List<RecordId>> publish(List<Interaction> events, Duration timeout) {
    return log.topicId()
        .thenCompose(id -> frontiers.epoch(topic, id))
        .thenCompose(epoch -> send(epoch, events))
        .toCompletableFuture()
        .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionallyCompose(Publisher::explain);
  }

  private CompletionStage<List<RecordId>> send(int epoch, List<Interaction> events) {
    List<CompletableFuture<RecordMetadata>> sent =
        events.stream()
            .map(
                event ->
                    producer
                        .send(
                            new ProducerRecord<>(
                                topic,
                                InteractionWriter.key(event),
                                InteractionWriter.value(event)))
                        .toCompletableFuture())
            .toList();
    return CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new))
        .thenApply(
            done ->
                sent.stream()
                    .map(CompletableFuture::join)
                    .map(place -> new RecordId(epoch, place.partition(), place.offset()))
                    .toList());
  }

  private static CompletionStage<List<RecordId>> explain(Throwable failure) {
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
