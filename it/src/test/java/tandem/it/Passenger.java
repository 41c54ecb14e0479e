package tandem.it;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A member of the nodes' consumer group that takes partitions, and does nothing with them. */
final class Passenger implements AutoCloseable {

  private final KafkaConsumer<byte[], byte[]> consumer;

  private Passenger(KafkaConsumer<byte[], byte[]> consumer) {
    this.consumer = consumer;
  }

  /** Joins, and returns when it has a partition. */
  static Passenger join(EventTopic topic) {
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", topic.bootstrap(),
                "group.id", topic.name(),
                "enable.auto.commit", false,
                "auto.offset.reset", "earliest",
                "partition.assignment.strategy", CooperativeStickyAssignor.class.getName()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    consumer.subscribe(List.of(topic.name()));
    Passenger passenger = new Passenger(consumer);
    var unused =
        Await.until("a partition", passenger::poll, records -> !consumer.assignment().isEmpty());
    return passenger;
  }

  private int poll() {
    return consumer.poll(Duration.ofMillis(100)).count();
  }

  /** Stays for a while. */
  void ride(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      int unused = poll();
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
