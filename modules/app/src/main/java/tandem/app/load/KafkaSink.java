package tandem.app.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import tandem.loadgen.Made;
import tandem.loadgen.run.Failure;
import tandem.loadgen.run.Meter;

/**
 * Records straight into the topic, by an idempotent producer that waits for all replicas: each is
 * in the log once, however often it had to be sent.
 */
final class KafkaSink implements EventSink {

  /**
   * More than these wait for their acknowledgement at no time: 2 s of 20,000 a second, and more.
   */
  private static final int UNDER_WAY = 50_000;

  private static final int MAX_BLOCK_MILLIS = 10_000;
  private static final int LINGER_MILLIS = 5;
  private static final int BATCH_BYTES = 1 << 16;
  private static final int BUFFER_BYTES = 1 << 26;

  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final Truth truth;
  private final Meter meter;
  private final Semaphore free = new Semaphore(UNDER_WAY);

  /**
   * A sink to {@code topic}.
   *
   * @param further settings of the producer, such as those of its security
   */
  KafkaSink(String bootstrap, String topic, Map<String, String> further, Truth truth, Meter meter) {
    this(producer(bootstrap, further), topic, truth, meter);
  }

  KafkaSink(Producer<byte[], byte[]> producer, String topic, Truth truth, Meter meter) {
    this.producer = producer;
    this.topic = topic;
    this.truth = truth;
    this.meter = meter;
  }

  /** Connects before anything is due; throws {@link UncheckedIOException} where that fails. */
  KafkaSink connect() {
    try {
      var unused = producer.partitionsFor(topic);
      return this;
    } catch (KafkaException e) {
      close();
      throw new UncheckedIOException(
          new IOException("The brokers don't answer, or have no topic " + topic + ".", e));
    }
  }

  private static Producer<byte[], byte[]> producer(String bootstrap, Map<String, String> further) {
    Map<String, Object> settings = new HashMap<>(further);
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MILLIS);
    settings.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
    settings.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    settings.putIfAbsent(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Override
  public void send(Made record, long due) {
    free.acquireUninterruptibly();
    Callback told =
        (place, failure) -> {
          free.release();
          if (failure == null) {
            truth.accepted(record);
            meter.ok(System.nanoTime() - due);
          } else {
            truth.unsure(record);
            meter.failed(failure instanceof TimeoutException ? Failure.TIMEOUT : Failure.FAILED);
          }
        };
    var unused = producer.send(new ProducerRecord<>(topic, record.key(), record.value()), told);
  }

  @Override
  public void tick(long now) {}

  @Override
  public boolean await(Duration patience) {
    try {
      if (free.tryAcquire(UNDER_WAY, patience.toMillis(), TimeUnit.MILLISECONDS)) {
        free.release(UNDER_WAY);
        return true;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
  }
}
