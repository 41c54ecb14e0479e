package tandem.app.rejected;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The topic of the rejected records, read from its beginning to its end of now. Beside the
 * rejections it holds a note for each that was sent again: a record without a value, whose header
 * {@value #REDRIVEN} says which.
 */
final class RejectedTopic {

  /** Header of a note, and of the record that was sent again: where that stood first. */
  static final String REDRIVEN = "tandem-redriven";

  private static final Duration POLL = Duration.ofMillis(500);

  private final String bootstrap;
  private final String topic;

  RejectedTopic(String bootstrap, String topic) {
    this.bootstrap = bootstrap;
    this.topic = topic;
  }

  /** The rejections that {@code wanted} keeps, and all notes. */
  Rejected read(Predicate<RejectedRecord> wanted) {
    List<RejectedRecord> records = new ArrayList<>();
    Set<SourceId> redriven = new HashSet<>();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (!isAt(consumer, ends)) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          Header note = record.headers().lastHeader(REDRIVEN);
          if (note != null) {
            redriven.add(source(new String(note.value(), StandardCharsets.UTF_8)));
          } else {
            RejectedRecord.of(record).filter(wanted).ifPresent(records::add);
          }
        }
      }
    }
    return new Rejected(records, redriven);
  }

  private static boolean isAt(
      KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  private static SourceId source(String text) {
    String[] parts = text.split("/", 3); // a topic's name has no slash
    return new SourceId(parts[0], Integer.parseInt(parts[1]), Long.parseLong(parts[2]));
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrap,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }
}
