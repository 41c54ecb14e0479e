package tandem.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorSystem;
import akka.kafka.ProducerSettings;
import akka.kafka.javadsl.SendProducer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topic of rejected records, behind Kafka's own mock of a producer. */
final class FakeRejectedTopic {

  static final String TOPIC = "user_behavior.rejected";

  final MockProducer<byte[], byte[]> producer;
  final Rejections rejections;
  private final TestProbe<Void> probe;

  /**
   * @param acknowledges whether Kafka takes each record at once; else the test says when
   */
  FakeRejectedTopic(ActorSystem<?> system, boolean acknowledges) {
    probe = TestProbe.create(system);
    ByteArraySerializer bytes = new ByteArraySerializer();
    producer = new MockProducer<>(acknowledges, bytes, bytes);
    rejections =
        new Rejections(
            new SendProducer<>(
                ProducerSettings.create(system, bytes, bytes).withProducer(producer), system),
            TOPIC);
  }

  /** Kafka takes the next record, once that is sent. */
  void acknowledge() {
    probe.awaitAssert(() -> assertThat(producer.completeNext()).isTrue());
  }

  /** Kafka refuses the next record, once that is sent. */
  void refuse(String why) {
    probe.awaitAssert(
        () -> assertThat(producer.errorNext(new IllegalStateException(why))).isTrue());
  }

  /** Name to value of the headers. */
  static Map<String, String> headers(ProducerRecord<byte[], byte[]> record) {
    Map<String, String> headers = new TreeMap<>();
    record
        .headers()
        .forEach(
            header ->
                headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
    return headers;
  }
}
