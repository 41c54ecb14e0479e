package tandem.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import com.typesafe.config.ConfigFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tandem.protocol.kafka.Rejection;
import tandem.protocol.kafka.Rejection.Reason;

final class RejectionsTest {

  private static final ActorTestKit KIT = ActorTestKit.create(ConfigFactory.load());
  private static final Rejection BAD_ID =
      new Rejection(Reason.INVALID_ID, "user_id", "Too long: ü");
  private static final byte[] KEY = {0, -1, 'k'};
  private static final byte[] VALUE = {(byte) 0xC3, 0x28, 0, '{'}; // no UTF-8

  private final FakeRejectedTopic topic = new FakeRejectedTopic(KIT.system(), true);

  @AfterAll
  static void shutDown() {
    KIT.shutdownTestKit();
  }

  private static ConsumerRecord<byte[], byte[]> record(
      byte @Nullable [] key, byte @Nullable [] value) {
    return new ConsumerRecord<>(
        "user_behavior",
        3,
        4_000_000_000L,
        1_629_828_723_004L,
        TimestampType.CREATE_TIME,
        -1,
        -1,
        key,
        value,
        new RecordHeaders().add("trace", "of the producer".getBytes(StandardCharsets.UTF_8)),
        Optional.empty());
  }

  private ProducerRecord<byte[], byte[]> rejected(ConsumerRecord<byte[], byte[]> record) {
    assertThat(topic.rejections.reject(record, BAD_ID).toCompletableFuture())
        .succeedsWithin(Duration.ofSeconds(10));
    return topic.producer.history().get(0);
  }

  @Test
  void reject_bytesThatAreNoText_arrivesByteForByte() {
    ProducerRecord<byte[], byte[]> sent = rejected(record(KEY, VALUE));
    assertThat(sent.topic()).isEqualTo(FakeRejectedTopic.TOPIC);
    assertThat(sent.key()).isEqualTo(KEY);
    assertThat(sent.value()).isEqualTo(VALUE);
  }

  @Test
  void reject_tombstoneWithoutKey_staysSo() {
    ProducerRecord<byte[], byte[]> sent = rejected(record(null, null));
    assertThat(sent.key()).isNull();
    assertThat(sent.value()).isNull();
  }

  @Test
  void reject_record_headersSayWhyAndWhereItStands() {
    assertThat(FakeRejectedTopic.headers(rejected(record(KEY, VALUE))))
        .isEqualTo(
            Map.of(
                "tandem-reason", "invalid_id",
                "tandem-field", "user_id",
                "tandem-detail", "Too long: ü",
                "tandem-topic", "user_behavior",
                "tandem-partition", "3",
                "tandem-offset", "4000000000",
                "tandem-timestamp", "1629828723004"));
  }

  @Test
  void reject_kafkaHasNotAcknowledged_isNotDone() {
    FakeRejectedTopic slow = new FakeRejectedTopic(KIT.system(), false);
    CompletableFuture<?> done =
        slow.rejections.reject(record(KEY, VALUE), BAD_ID).toCompletableFuture();
    assertThat(done).isNotDone();
    slow.acknowledge();
    assertThat(done).succeedsWithin(Duration.ofSeconds(10));
  }

  @Test
  void reject_kafkaRefuses_fails() {
    FakeRejectedTopic slow = new FakeRejectedTopic(KIT.system(), false);
    CompletableFuture<?> done =
        slow.rejections.reject(record(KEY, VALUE), BAD_ID).toCompletableFuture();
    slow.refuse("no leader");
    assertThat(done)
        .failsWithin(Duration.ofSeconds(10))
        .withThrowableThat()
        .havingRootCause()
        .withMessage("no leader");
  }
}
