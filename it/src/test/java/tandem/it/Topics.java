package tandem.it;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** The topics of a node, for any program that knows Kafka. */
final class Topics {

  private static final String EVENTS = "user_behavior";
  private static final TopicPartition REJECTED = new TopicPartition("user_behavior.rejected", 0);

  private final Map<String, Object> broker;

  Topics(String bootstrap) {
    this.broker = Map.of("bootstrap.servers", bootstrap);
  }

  /** Returns when the broker has the record. */
  void send(String key, String value) throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(broker, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(EVENTS, key, value)).get();
    }
  }

  /** Returns when the broker has a record with any bytes, or none, as its value. */
  void sendBytes(String key, byte @Nullable [] value) throws Exception {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(broker, new StringSerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(EVENTS, key, value)).get();
    }
  }

  /** The rejected records with this key, once there are so many. */
  List<ConsumerRecord<byte[], byte[]>> awaitRejected(String key, int count) {
    List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(broker, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(REJECTED));
      consumer.seekToBeginning(List.of(REJECTED));
      byte[] wanted = key.getBytes(StandardCharsets.UTF_8);
      return Await.until(
          count + " rejected records",
          () -> {
            consumer
                .poll(Duration.ofMillis(100))
                .forEach(
                    record -> {
                      if (Arrays.equals(record.key(), wanted)) {
                        found.add(record);
                      }
                    });
            return found;
          },
          records -> records.size() >= count);
    }
  }
}
