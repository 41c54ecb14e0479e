package tandem.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.kafka.ConsumerSettings;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tandem.ingest.FakeLearner.Call;
import tandem.model.Objective;

/** The whole stream, on Kafka's own mock of a consumer. */
final class IngestStreamLifeTest {

  private static final int RECORDS = 3;

  private final ActorTestKit kit = ActorTestKit.create(ConfigFactory.load());
  private final StreamFixture fixture =
      new StreamFixture(kit.system(), Objective.RATING, new FakeRejectedTopic(kit.system(), true));

  @AfterEach
  void shutDown() {
    kit.shutdownTestKit();
  }

  /** Each life of the stream makes a consumer, which is given the partition and its records. */
  private static MockConsumer<byte[], byte[]> consumer() {
    MockConsumer<byte[], byte[]> consumer = new MockConsumer<>(OffsetResetStrategy.EARLIEST);
    consumer.updateBeginningOffsets(Map.of(FakeLog.partition(0), 0L));
    consumer.schedulePollTask(() -> assign(consumer));
    return consumer;
  }

  private static void assign(MockConsumer<byte[], byte[]> consumer) {
    consumer.rebalance(List.of(FakeLog.partition(0)));
    for (int offset = 0; offset < RECORDS; offset++) {
      consumer.addRecord(StreamFixture.message(offset, StreamFixture.rating(offset, 4.0)).record());
    }
  }

  private void start() {
    fixture.kafka.admin.updateConsumerGroupOffsets(Map.of(FakeLog.partition(0), 0L));
    fixture.stream.start(
        ConsumerSettings.create(
                kit.system(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
            .withStopTimeout(Duration.ZERO) // as the node has it: the stream drains by itself
            .withConsumerFactory(settings -> consumer()));
  }

  private void awaitStored(long frontier) {
    kit.createTestProbe()
        .awaitAssert(
            () ->
                assertThat(fixture.store.stored(FakeLog.TOPIC, 0, 0).nextOffset())
                    .isEqualTo(frontier));
  }

  @Test
  void start_userFails_beginsAgainAtTheStoredFrontier() throws Exception {
    start();
    fixture.learner.next().learned();
    Call lost = fixture.learner.next();
    fixture.learner.next();
    awaitStored(1);
    lost.answer().completeExceptionally(new IllegalStateException("no shard"));
    Call again = fixture.learner.next();
    assertThat(again.delivery().id()).isEqualTo(lost.delivery().id());
    assertThat(again.delivery().lowWater()).isEqualTo(1);
    again.learned();
    fixture.learner.next().learned();
    awaitStored(RECORDS);
  }

  @Test
  void start_allLearned_storesTheEndOfTheLog() throws Exception {
    start();
    for (int offset = 0; offset < RECORDS; offset++) {
      fixture.learner.next().learned();
    }
    awaitStored(RECORDS);
  }
}
