package tandem.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tandem.app.kafka.EmbeddedKafka;
import tandem.entity.user.UserEntity.Outcome;
import tandem.protocol.kafka.Rejection.Reason;

/** A rejected record's way back into the model. */
final class NodeRejectedTest {

  private static final String EVENT =
      "{\"user_id\":\"u\",\"item_id\":\"i\",\"type\":\"share\",\"timestamp\":1709208000}";

  @Test
  void redrive_afterTheTypeWasConfigured_isLearnedOnce(@TempDir Path directory) throws Exception {
    String log;
    try (TestNode node = TestNode.start(directory, "")) {
      log = EmbeddedKafka.running(directory.resolve("kafka")).orElseThrow();
      send(log);
      node.await(() -> assertThat(node.metrics().count(Reason.UNKNOWN_TYPE)).isEqualTo(1));
      redrive(directory); // too early: it is rejected again, and that is open
      node.await(() -> assertThat(node.metrics().count(Reason.UNKNOWN_TYPE)).isEqualTo(2));
      assertThat(node.getAdmin("/metrics").body())
          .contains("tandem_rejected_total{model=\"main\",reason=\"unknown_type\"} 2.0");
    }
    try (TestNode node = TestNode.start(directory, "tandem.events.types.share = 0.9")) {
      redrive(directory);
      redrive(directory);
      send(log); // as a run would that died after it had sent, and before it noted that
      node.await(() -> assertThat(node.metrics().count(Outcome.LEARNED)).isEqualTo(1));
      node.learn(node.event("u", "j", "view"));

      // An event is counted when the stream hears of it, which may be after the lists show it.
      node.await(() -> assertThat(node.metrics().count(Outcome.LEARNED)).isEqualTo(2));
      assertThat(node.metrics().count(Outcome.REPEATED)).isEqualTo(1);
      assertThat(node.getAdmin("/metrics").body())
          .contains(
              "tandem_events_total{model=\"main\",outcome=\"learned\"} 2.0",
              "tandem_events_total{model=\"main\",outcome=\"repeated\"} 1.0",
              "tandem_rejected_total{model=\"main\",reason=\"unknown_type\"} 0.0",
              "tandem_frontier{model=\"main\",partition=\"");
    }
  }

  private static void redrive(Path directory) {
    assertThat(
            Main.commandLine()
                .execute("rejected", "redrive", "--yes", "--data", directory.toString()))
        .isEqualTo(0);
  }

  private static void send(String log) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", log),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      var unused =
          producer.send(
              new ProducerRecord<>("user_behavior", "u".getBytes(UTF_8), EVENT.getBytes(UTF_8)));
    }
  }
}
