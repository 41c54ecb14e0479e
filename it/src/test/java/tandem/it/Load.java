package tandem.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A producer that gives no record up: it is idempotent, waits for all replicas, and tries again for
 * as long as a broker may be away. A record counts when it is acknowledged, and all of them are in
 * the end.
 */
final class Load {

  private static final int PATIENCE_MILLIS = 1_200_000;

  private final CompletableFuture<Integer> sent;

  private Load(CompletableFuture<Integer> sent) {
    this.sent = sent;
  }

  /** Sends so many records in the background, so many a second if the broker takes them. */
  static Load start(
      String bootstrap,
      String topic,
      Supplier<MadeRecord> records,
      int count,
      int perSecond,
      Account account) {
    return new Load(
        CompletableFuture.supplyAsync(
            () -> send(bootstrap, topic, records, count, perSecond, account),
            task -> new Thread(task, "load").start()));
  }

  private static int send(
      String bootstrap,
      String topic,
      Supplier<MadeRecord> records,
      int count,
      int perSecond,
      Account account) {
    long start = System.nanoTime();
    CompletableFuture<Integer> failed = new CompletableFuture<>();
    try (KafkaProducer<String, String> producer = producer(bootstrap)) {
      for (int n = 0; n < count && !failed.isDone(); n++) {
        MadeRecord record = records.get();
        LockSupport.parkNanos(start + n * 1_000_000_000L / perSecond - System.nanoTime());
        var unused = // the callback is told
            producer.send(
                new ProducerRecord<>(topic, record.key(), record.value()),
                (place, failure) -> {
                  if (failure == null) {
                    account.accepted(record);
                  } else {
                    failed.completeExceptionally(failure);
                  }
                });
      }
    }
    failed.complete(count);
    return failed.join();
  }

  private static KafkaProducer<String, String> producer(String bootstrap) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", bootstrap);
    settings.put("acks", "all");
    settings.put("enable.idempotence", true);
    settings.put("delivery.timeout.ms", PATIENCE_MILLIS);
    settings.put("max.block.ms", PATIENCE_MILLIS);
    settings.put("request.timeout.ms", 10_000);
    settings.put("linger.ms", 5);
    // Small batches, so that a broker that dies has taken a part.
    settings.put("batch.size", 4_096);
    settings.put("reconnect.backoff.max.ms", 500);
    return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
  }

  /** Returns when all records are acknowledged. */
  void await() throws InterruptedException {
    try {
      assertThat(sent.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)).isNotNegative();
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("the load was not taken", e);
    }
  }

  boolean isDone() {
    return sent.isDone();
  }
}
