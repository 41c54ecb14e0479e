package tandem.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Sends ratings to a node's log at an even pace until it is closed, and writes each that the broker
 * has accepted to a file for the audit to compare with. No two are alike.
 */
final class PacedLoad implements AutoCloseable {

  static final int USERS = 50;
  static final int ITEMS = 80;

  private static final int PERIOD_MILLIS = 4;
  private static final long START = 1_600_000_000;

  private final KafkaProducer<String, String> producer;
  private final BufferedWriter truth;
  private final Random random;
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private int sent;

  private PacedLoad(KafkaProducer<String, String> producer, BufferedWriter truth, Random random) {
    this.producer = producer;
    this.truth = truth;
    this.random = random;
  }

  /** Starts to send. */
  static PacedLoad start(String bootstrap, Path truth, Random random) throws IOException {
    Map<String, Object> settings = Map.of("bootstrap.servers", bootstrap, "acks", "all");
    PacedLoad load =
        new PacedLoad(
            new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer()),
            Files.newBufferedWriter(truth),
            random);
    var unused =
        load.timer.scheduleAtFixedRate(load::send, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    return load;
  }

  private void send() {
    String user = "u" + random.nextInt(USERS);
    String line =
        "{\"user_id\": \"%s\", \"item_id\": \"i%d\", \"value\": %d, \"timestamp\": %d}"
            .formatted(user, random.nextInt(ITEMS), 1 + random.nextInt(5), START + sent++);
    var unused = // the callback is told
        producer.send(
            new ProducerRecord<>("user_behavior", user, line),
            (place, failed) -> {
              if (failed == null) {
                accept(line);
              } else {
                failure.compareAndSet(null, failed);
              }
            });
  }

  /** Only the producer's own thread comes here. */
  private void accept(String line) {
    try {
      truth.write(line);
      truth.newLine();
      accepted.incrementAndGet();
    } catch (IOException e) {
      failure.compareAndSet(null, new UncheckedIOException(e));
    }
  }

  /** Returns when so many more than now are accepted. */
  void awaitMore(int count) {
    int goal = accepted.get() + count;
    var unused = Await.until(goal + " records", accepted::get, now -> now >= goal);
  }

  int accepted() {
    return accepted.get();
  }

  /** Returns when all that was sent is accepted and in the file. */
  @Override
  public void close() throws IOException {
    timer.shutdown();
    boolean ended;
    try {
      ended = timer.awaitTermination(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    producer.close();
    truth.close();
    assertThat(ended).as("the load has stopped").isTrue();
    assertThat(failure.get()).as("what the broker refused").isNull();
  }
}
