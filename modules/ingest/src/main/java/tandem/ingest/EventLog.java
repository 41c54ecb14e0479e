package tandem.ingest;

import akka.Done;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
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
        .describeTopics(List.of(topic))
        .allTopicNames()
        .toCompletionStage()
        .thenApply(topics -> topics.values().iterator().next().topicId().toString());
  }

  /** The partitions of the topic. */
  public CompletionStage<List<TopicPartition>> partitions() {
    return admin
        .describeTopics(List.of(topic))
        .allTopicNames()
        .toCompletionStage()
        .thenApply(
            topics ->
                topics.values().iterator().next().partitions().stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList());
  }

  /**
   * Gives the group a position in each partition where it has none: the start of the log. The
   * stream never reads from there, it seeks; but a consumer that may not guess ({@code
   * auto.offset.reset = none}) refuses to poll without. Where the group is running already, its
   * first member has done this.
   */
  public CompletionStage<Done> ensurePositions(String group) {
    return partitions()
        .thenCompose(
            partitions ->
                admin
                    .listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .toCompletionStage()
                    .thenCompose(known -> commitStarts(group, missing(partitions, known))));
  }

  private static List<TopicPartition> missing(
      List<TopicPartition> partitions, Map<TopicPartition, OffsetAndMetadata> known) {
    return partitions.stream().filter(partition -> known.get(partition) == null).toList();
  }

  private CompletionStage<Done> commitStarts(String group, List<TopicPartition> partitions) {
    if (partitions.isEmpty()) {
      return CompletableFuture.completedFuture(Done.getInstance());
    }
    return starts(partitions)
        .thenCompose(
            starts -> {
              Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
              starts.forEach((p, start) -> positions.put(p, new OffsetAndMetadata(start)));
              return admin.alterConsumerGroupOffsets(group, positions).all().toCompletionStage();
            })
        .thenApply(done -> Done.getInstance());
  }

  /** The offset of the first record that is still there, by partition. */
  public CompletionStage<Map<TopicPartition, Long>> starts(Collection<TopicPartition> partitions) {
    return offsets(partitions, OffsetSpec.earliest());
  }

  /** The offset of the record that comes next, by partition. */
  public CompletionStage<Map<TopicPartition, Long>> ends(Collection<TopicPartition> partitions) {
    return offsets(partitions, OffsetSpec.latest());
  }

  /** Who of the group reads each partition, by the client id that it gave; some may have nobody. */
  public CompletionStage<Map<Integer, String>> readers(String group) {
    return admin
        .describeConsumerGroups(List.of(group))
        .all()
        .toCompletionStage()
        .thenApply(
            groups -> {
              Map<Integer, String> readers = new HashMap<>();
              groups
                  .values()
                  .forEach(
                      described ->
                          described
                              .members()
                              .forEach(
                                  member ->
                                      member.assignment().topicPartitions().stream()
                                          .filter(partition -> partition.topic().equals(topic))
                                          .forEach(
                                              partition ->
                                                  readers.put(
                                                      partition.partition(), member.clientId()))));
              return readers;
            });
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
