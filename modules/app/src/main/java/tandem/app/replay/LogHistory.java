package tandem.app.replay;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import tandem.app.evaluate.EventLog;
import tandem.model.ModelSettings;
import tandem.protocol.Interaction;
import tandem.protocol.InteractionRules;
import tandem.protocol.kafka.InteractionReader;

/**
 * The valid records of the log, without what a producer has sent twice. Partitions are merged by
 * the time of their records; each keeps its own order.
 */
final class LogHistory {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final InteractionReader reader;
  private final Map<Integer, Long> newest = new HashMap<>();
  private final List<Timed> events = new ArrayList<>();

  private record Timed(long time, Interaction event) {}

  private LogHistory(InteractionRules rules) {
    this.reader = new InteractionReader(rules);
  }

  /** Reads to the present end of {@code topic}. */
  static History read(
      String bootstrap,
      String topic,
      ModelSettings settings,
      InteractionRules rules,
      int repetitionWindow,
      Period period)
      throws IOException {
    LogHistory reading = new LogHistory(rules);
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(bootstrap)) {
      reading.readAll(consumer, topic);
    } catch (KafkaException e) {
      throw new IOException("The log can't be read: " + e.getMessage(), e);
    }
    EventLog log = EventLog.inOrder(reading.inOrder(new Repetitions(repetitionWindow), period));
    return new History("log " + topic, log, settings, rules, Optional.empty());
  }

  private static KafkaConsumer<byte[], byte[]> consumer(String bootstrap) {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrap,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            (int) PATIENCE.toMillis(),
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            false),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private void readAll(KafkaConsumer<byte[], byte[]> consumer, String topic) throws IOException {
    List<TopicPartition> open =
        new ArrayList<>(
            consumer.partitionsFor(topic).stream()
                .map(part -> new TopicPartition(topic, part.partition()))
                .toList());
    if (open.isEmpty()) {
      throw new IOException("There is no topic " + topic + ".");
    }
    consumer.assign(open);
    consumer.seekToBeginning(open);
    Map<TopicPartition, Long> ends = consumer.endOffsets(open);
    while (!open.isEmpty()) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
        TopicPartition partition = new TopicPartition(topic, record.partition());
        if (record.offset() < ends.getOrDefault(partition, 0L)) {
          add(record);
        }
      }
      open.removeIf(part -> consumer.position(part) >= ends.getOrDefault(part, 0L));
    }
  }

  private void add(ConsumerRecord<byte[], byte[]> record) {
    long time = newest.merge(record.partition(), record.timestamp(), Math::max);
    InteractionReader.Result read =
        reader.read(record.value(), Instant.ofEpochMilli(record.timestamp()));
    if (read instanceof InteractionReader.Accepted accepted) {
      events.add(new Timed(time, accepted.interaction()));
    }
  }

  private List<Interaction> inOrder(Repetitions repetitions, Period period) {
    events.sort(Comparator.comparingLong(Timed::time));
    return events.stream()
        .map(Timed::event)
        .filter(repetitions::isNew)
        .filter(event -> period.contains(event.timestamp()))
        .toList();
  }
}
