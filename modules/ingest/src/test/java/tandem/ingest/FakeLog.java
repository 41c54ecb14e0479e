package tandem.ingest;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsResult;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.MockAdminClient;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;

/** Kafka's own mock of a broker's administration, with the topic of the events. */
final class FakeLog {

  static final String TOPIC = "user_behavior";

  final MockAdminClient admin = new Broker(new Node(0, "localhost", 9092));
  final EventLog log = new EventLog(admin, TOPIC);

  private static final class Broker extends MockAdminClient {
    Broker(Node node) {
      super(List.of(node), node);
    }

    /** The mock wants an empty list where the client means all partitions by none. */
    @Override
    public synchronized ListConsumerGroupOffsetsResult listConsumerGroupOffsets(
        Map<String, ListConsumerGroupOffsetsSpec> groups, ListConsumerGroupOffsetsOptions options) {
      groups.values().forEach(group -> group.topicPartitions(List.of()));
      return super.listConsumerGroupOffsets(groups, options);
    }
  }

  /** A topic whose partitions are empty. */
  FakeLog(int partitions) {
    create(partitions);
    for (int partition = 0; partition < partitions; partition++) {
      holds(partition, 0, 0);
    }
  }

  static TopicPartition partition(int number) {
    return new TopicPartition(TOPIC, number);
  }

  /** The partition holds the records from {@code first} on, and before {@code end}. */
  FakeLog holds(int number, long first, long end) {
    admin.updateBeginningOffsets(Map.of(partition(number), first));
    admin.updateEndOffsets(Map.of(partition(number), end));
    return this;
  }

  /** Deletes the topic and makes it anew, by which it gets another id. */
  void recreate(int partitions) {
    admin.deleteTopics(List.of(TOPIC)).all().toCompletionStage().toCompletableFuture().join();
    create(partitions);
  }

  private void create(int partitions) {
    admin
        .createTopics(List.of(new NewTopic(TOPIC, partitions, (short) 1)))
        .all()
        .toCompletionStage()
        .toCompletableFuture()
        .join();
  }
}
