package tandem.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.ClusterResource;
import org.apache.kafka.common.ClusterResourceListener;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

final class LogWatchTest {

  private final FakeLog kafka = new FakeLog(1);
  private final FakeFrontierStore store = new FakeFrontierStore();
  private final LogWatch watch = new LogWatch(kafka.log, store);
  private final ByteArrayDeserializer deserializer = watch.deserializer();
  private final LogWatch.OfEpoch life = watch.of(FakeLog.TOPIC, epoch());

  private int epoch() {
    return kafka
        .log
        .topicId()
        .thenCompose(id -> store.epoch(FakeLog.TOPIC, id))
        .toCompletableFuture()
        .join();
  }

  /** As the consumer does when it has new metadata. */
  private void updateMetadata() {
    ((ClusterResourceListener) deserializer).onUpdate(new ClusterResource("cluster"));
  }

  private boolean isConfirmed() {
    CompletionStage<String> confirmed = life.confirm("record");
    return confirmed
        .handle((record, failure) -> failure == null && record.equals("record"))
        .toCompletableFuture()
        .join();
  }

  @Test
  void confirm_sameTopic_givesTheRecord() {
    assertThat(isConfirmed()).isTrue();
    updateMetadata();
    assertThat(isConfirmed()).isTrue();
  }

  @Test
  void confirm_topicMadeAnewBeforeTheFirstRecord_fails() {
    kafka.recreate(1);

    assertThat(isConfirmed()).isFalse();
  }

  @Test
  void confirm_topicMadeAnewAndSeenByTheConsumer_fails() {
    assertThat(isConfirmed()).isTrue();
    kafka.recreate(1);
    updateMetadata();

    assertThat(isConfirmed()).isFalse();
    assertThat(isConfirmed()).isFalse();
  }

  /** The consumer can only have fetched from the old one then: nothing is asked. */
  @Test
  void confirm_topicMadeAnewAndNotSeenByTheConsumer_givesTheRecord() {
    assertThat(isConfirmed()).isTrue();
    kafka.recreate(1);

    assertThat(isConfirmed()).isTrue();
  }
}
