package tandem.ingest;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** What Kafka says of the topic of the events. A stage fails when Kafka is away. */
public final class EventLog {

  private final Admin admin;
  private final String topic;

  /** Asks by {@code admin}, which stays the caller's. */
  public EventLog(Admin admin, String topic) {
    this.admin = admin;
    this.topic = topic;
  }

  /** The id that Kafka gave the topic when it was made (KIP-516): another one is another log. */
  public CompletionStage<String> topicId() {
    return admin
        .describeTopics(java.util.List.of(topic))
        .allTopicNames()
        .toCompletionStage()
        .thenApply(topics -> topics.values().iterator().next().topicId().toString());
  }

  /** The offset of the first record that is still there, by partition. */
  public CompletionStage<Map<TopicPartition, Long>> starts(Collection<TopicPartition> partitions) {
    return offsets(partitions, OffsetSpec.earliest());
  }

  /** The offset of the record that comes next, by partition. */
  public CompletionStage<Map<TopicPartition, Long>> ends(Collection<TopicPartition> partitions) {
    return offsets(partitions, OffsetSpec.latest());
  }

  private CompletionStage<Map<TopicPartition, Long>> offsets(
      Collection<TopicPartition> partitions, OffsetSpec which) {
    Map<TopicPartition, OffsetSpec> request = new HashMap<>();
    partitions.forEach(partition -> request.put(partition, which));
    return admin
        .listOffsets(request)
        .all()
        .toCompletionStage()
        .thenApply(
            infos -> {
              Map<TopicPartition, Long> offsets = new HashMap<>();
              for (Map.Entry<TopicPartition, ListOffsetsResultInfo> info : infos.entrySet()) {
                offsets.put(info.getKey(), info.getValue().offset());
              }
              return offsets;
            });
  }
}
