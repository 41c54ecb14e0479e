package tandem.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tandem.ingest.FakeLog.TOPIC;
import static tandem.ingest.FakeLog.partition;

import akka.kafka.RestrictedConsumer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import tandem.ingest.Assignments.Assignment;
import tandem.ingest.Frontier.Progress;

final class AssignmentsTest {

  private final FakeLog kafka = new FakeLog(3);
  private final FakeFrontierStore store = new FakeFrontierStore();
  private final SharedMean mean = new SharedMean();
  private final Assignments assignments = new Assignments(kafka.log, store, mean);

  private Map<TopicPartition, Long> starts(Integer... partitions) {
    Set<TopicPartition> asked =
        Arrays.stream(partitions).map(FakeLog::partition).collect(Collectors.toSet());
    return assignments.starts(asked).toCompletableFuture().join();
  }

  private void stored(int epoch, int partition, Progress progress) {
    store.save(TOPIC, epoch, partition, progress);
  }

  @Test
  void starts_storedFrontier_isWhereItBegins() {
    kafka.holds(0, 0, 100);
    stored(0, 0, new Progress(40, 5, 12.5));
    assertThat(starts(0)).isEqualTo(Map.of(partition(0), 40L));
    assertThat(assignments.get(0)).isEqualTo(new Assignment(0, new Progress(40, 5, 12.5)));
  }

  @Test
  void onAssign_storedFrontier_isWhereTheConsumerIs() {
    kafka.holds(0, 0, 100);
    stored(0, 0, new Progress(40, 0, 0.0));
    try (MockConsumer<byte[], byte[]> consumer = new MockConsumer<>(OffsetResetStrategy.NONE)) {
      consumer.assign(Set.of(partition(0)));
      assignments.onAssign(
          Set.of(partition(0)), new RestrictedConsumer(consumer, Duration.ofSeconds(1)));
      assertThat(consumer.position(partition(0))).isEqualTo(40);
    }
  }

  @Test
  void onAssign_logDoesNotFit_failsThePoll() {
    kafka.holds(0, 0, 10);
    stored(0, 0, new Progress(40, 0, 0.0));
    try (MockConsumer<byte[], byte[]> consumer = new MockConsumer<>(OffsetResetStrategy.NONE)) {
      RestrictedConsumer restricted = new RestrictedConsumer(consumer, Duration.ofSeconds(1));
      assertThatThrownBy(() -> assignments.onAssign(Set.of(partition(0)), restricted))
          .hasStackTraceContaining("ends at offset 10");
    }
  }

  @Test
  void starts_groupStandsElsewhere_isIgnored() {
    kafka.holds(0, 0, 100);
    kafka.admin.updateConsumerGroupOffsets(Map.of(partition(0), 90L));
    stored(0, 0, new Progress(40, 0, 0.0));
    assertThat(starts(0)).isEqualTo(Map.of(partition(0), 40L));
  }

  @Test
  void starts_nothingStored_isTheFirstRetainedOffset() {
    kafka.holds(0, 17, 100);
    assertThat(starts(0)).isEqualTo(Map.of(partition(0), 17L));
    assertThat(assignments.get(0).progress()).isEqualTo(new Progress(17, 0, 0.0));
  }

  @Test
  void starts_nothingStored_storesWhereItBegins() {
    kafka.holds(0, 17, 100);
    starts(0);
    assertThat(store.stored(TOPIC, 0, 0)).isEqualTo(new Progress(17, 0, 0.0));
  }

  @Test
  void starts_retentionDeletedBeforeTheFirstRecordWasSettled_isRefused() {
    kafka.holds(0, 0, 100);
    starts(0);
    kafka.holds(0, 3, 100);
    assertThatThrownBy(() -> starts(0)).hasMessageContaining("below 0 was learned");
  }

  @Test
  void starts_emptyTopic_isZero() {
    assertThat(starts(0)).isEqualTo(Map.of(partition(0), 0L));
  }

  @Test
  void starts_severalPartitions_eachHasItsOwn() {
    kafka.holds(0, 0, 10).holds(1, 4, 10).holds(2, 0, 10);
    stored(0, 0, new Progress(3, 0, 0.0));
    stored(0, 2, new Progress(10, 0, 0.0));
    assertThat(starts(0, 1, 2))
        .isEqualTo(Map.of(partition(0), 3L, partition(1), 4L, partition(2), 10L));
  }

  @Test
  void starts_noPartition_isEmpty() {
    assertThat(starts()).isEmpty();
  }

  @Test
  void starts_logEndsAtTheFrontier_isTaken() {
    kafka.holds(0, 0, 40);
    stored(0, 0, new Progress(40, 0, 0.0));
    assertThat(starts(0)).isEqualTo(Map.of(partition(0), 40L));
  }

  @Test
  void starts_logEndsBelowTheFrontier_isRefused() {
    kafka.holds(0, 0, 39);
    stored(0, 0, new Progress(40, 0, 0.0));
    assertThatThrownBy(() -> starts(0))
        .hasCauseInstanceOf(IllegalStateException.class)
        .hasMessageContaining("user_behavior-0 ends at offset 39")
        .hasMessageContaining("all below 40");
  }

  @Test
  void starts_retentionStoppedAtTheFrontier_isTaken() {
    kafka.holds(0, 40, 100);
    stored(0, 0, new Progress(40, 0, 0.0));
    assertThat(starts(0)).isEqualTo(Map.of(partition(0), 40L));
  }

  @Test
  void starts_retentionHasDeletedWhatWasNotLearned_isRefused() {
    kafka.holds(0, 41, 100);
    stored(0, 0, new Progress(40, 0, 0.0));
    assertThatThrownBy(() -> starts(0))
        .hasCauseInstanceOf(IllegalStateException.class)
        .hasMessageContaining("user_behavior-0 starts at offset 41")
        .hasMessageContaining("below 40 was learned");
  }

  @Test
  void starts_onePartitionRefused_refusesAll() {
    kafka.holds(0, 0, 10).holds(1, 0, 10);
    stored(0, 1, new Progress(11, 0, 0.0));
    assertThatThrownBy(() -> starts(0, 1)).hasMessageContaining("user_behavior-1 ends");
  }

  @Test
  void starts_topicMadeAnew_isANewEpochFromItsFirstOffset() {
    kafka.holds(0, 0, 100);
    starts(0);
    stored(0, 0, new Progress(40, 0, 0.0));
    kafka.recreate(3);
    kafka.holds(0, 0, 5);
    assertThat(starts(0)).isEqualTo(Map.of(partition(0), 0L));
    assertThat(assignments.get(0).epoch()).isEqualTo(1);
  }

  @Test
  void starts_sameTopicAgain_isTheSameEpoch() {
    kafka.holds(0, 0, 100);
    starts(0);
    stored(0, 0, new Progress(40, 0, 0.0));
    assertThat(starts(0)).isEqualTo(Map.of(partition(0), 40L));
    assertThat(assignments.get(0).epoch()).isZero();
  }

  @Test
  void starts_storedRatings_restoreTheMean() {
    kafka.holds(0, 0, 100).holds(1, 0, 100);
    stored(0, 0, new Progress(40, 3, 12.0));
    stored(0, 1, new Progress(10, 1, 2.0));
    starts(0, 1);
    assertThat(mean.value()).isEqualTo(3.5f);
  }

  @Test
  void starts_partitionComesBack_replacesItsPartOfTheMean() {
    kafka.holds(0, 0, 100);
    stored(0, 0, new Progress(40, 3, 12.0));
    starts(0);
    mean.add(0, 0.5); // under way when the partition was lost, and delivered again
    starts(0);
    assertThat(mean.value()).isEqualTo(4f);
  }

  @Test
  void starts_kafkaIsAway_fails() {
    kafka.admin.timeoutNextRequest(1);
    assertThatThrownBy(() -> starts(0))
        .hasCauseInstanceOf(org.apache.kafka.common.errors.TimeoutException.class);
  }

  @Test
  void get_partitionNeverAssigned_isRefused() {
    starts(0);
    assertThatThrownBy(() -> assignments.get(1)).isInstanceOf(IllegalStateException.class);
  }
}
