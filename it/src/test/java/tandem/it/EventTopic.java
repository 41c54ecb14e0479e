package tandem.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import tandem.protocol.kafka.Rejection.Reason;

/**
 * The topic of a node's events and that of its rejected records, for whoever has rights on them.
 */
record EventTopic(String bootstrap, String name, int partitions) {

  private static final int FEW = 3;

  private static final Pattern EVENT_ID = Pattern.compile("\"event_id\"\\s*:\\s*\"([^\"]+)\"");

  /** One for a single node. */
  EventTopic(String bootstrap, String name) {
    this(bootstrap, name, FEW);
  }

  /** Settings of a node that learns from it. */
  String settings() {
    return """
        tandem.kafka { embedded = false, bootstrap = "%s", partitions = %d }
        tandem.ingest { topic = "%s", rejected-topic = "%s", group-id = "%s" }
        """
        .formatted(bootstrap, partitions, name, rejectedName(), name);
  }

  private String rejectedName() {
    return name + ".rejected";
  }

  /** How many records the log has, also of those that are rejected. */
  long records() {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      return consumer.endOffsets(partitions(consumer, name)).values().stream()
          .mapToLong(n -> n)
          .sum();
    }
  }

  /** The event ids in the log, as often as they occur. */
  List<String> eventIds() {
    List<String> ids = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : read(name)) {
      if (record.value() != null) {
        Matcher id = EVENT_ID.matcher(new String(record.value(), StandardCharsets.UTF_8));
        if (id.find()) {
          ids.add(id.group(1));
        }
      }
    }
    return ids;
  }

  /** The rejected records by reason; one that was rejected again after a crash counts once. */
  Map<Reason, Integer> rejected() {
    Map<Reason, Integer> counts = new EnumMap<>(Reason.class);
    Set<String> seen = new HashSet<>();
    for (ConsumerRecord<byte[], byte[]> record : read(rejectedName())) {
      if (record.headers().lastHeader("tandem-redriven") != null) {
        continue; // a note of the redrive
      }
      String reason = header(record, "tandem-reason");
      if (seen.add(place(record))) {
        counts.merge(Reason.valueOf(reason.toUpperCase(Locale.ROOT)), 1, Integer::sum);
      }
    }
    return counts;
  }

  /** Which record was rejected; the time tells one life of the topic from the next. */
  private static String place(ConsumerRecord<byte[], byte[]> record) {
    return String.join(
        "/",
        header(record, "tandem-partition"),
        header(record, "tandem-offset"),
        header(record, "tandem-timestamp"));
  }

  /** Has the group of the node, which must not run, start at 0 as far as Kafka knows. */
  void resetGroup() throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> zero = new HashMap<>();
    for (int partition = 0; partition < partitions; partition++) {
      zero.put(new TopicPartition(name, partition), new OffsetAndMetadata(0));
    }
    try (Admin admin = admin()) {
      admin.alterConsumerGroupOffsets(name, zero).all().get();
    }
  }

  /** Deletes the topic and makes another one of that name, with nothing in it. */
  void makeAnew() throws ExecutionException, InterruptedException {
    try (Admin admin = admin()) {
      admin.deleteTopics(List.of(name)).all().get();
      boolean unused = Await.until("the topic to be made", () -> make(admin), made -> made);
    }
    // Asked of the log itself: for a moment the broker would still take records into the old one.
    long unused = Await.until("the new log", this::records, records -> records == 0);
  }

  private boolean make(Admin admin) throws InterruptedException, ExecutionException {
    try {
      admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1))).all().get();
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TopicExistsException) {
        return false; // not deleted yet
      }
      throw e;
    }
  }

  private List<ConsumerRecord<byte[], byte[]>> read(String topic) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      Collection<TopicPartition> partitions = partitions(consumer, topic);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      return Await.until(
          "all of " + topic + " to be read",
          () -> {
            consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            return records;
          },
          read ->
              ends.entrySet().stream()
                  .allMatch(end -> consumer.position(end.getKey()) >= end.getValue()));
    }
  }

  private static List<TopicPartition> partitions(
      KafkaConsumer<byte[], byte[]> consumer, String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(known -> new TopicPartition(topic, known.partition()))
        .toList();
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    assertThat(record.headers().lastHeader(name)).as(name).isNotNull();
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of("bootstrap.servers", bootstrap),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", bootstrap));
  }
}
