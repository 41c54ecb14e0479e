package tandem.app.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedKafkaTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void start_onDirectoryOfEarlierRun_keepsAddressTopicAndRecord(@TempDir Path directory)
      throws Exception {
    String bootstrap;
    Topic topic;
    try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0)) {
      bootstrap = kafka.bootstrap();
      topic = Topics.ensure(bootstrap, "user_behavior", 6);
      produce(bootstrap, "liked");
    }
    try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0)) {
      assertThat(kafka.bootstrap()).isEqualTo(bootstrap);
      assertThat(Topics.ensure(bootstrap, "user_behavior", 6)).isEqualTo(topic);
      assertThat(consume(bootstrap)).containsExactly("liked");
    }
  }

  @Test
  void ensure_topicWithOtherPartitionCount_returnsTopicAsItIs(@TempDir Path directory)
      throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0)) {
      Topic made = Topics.ensure(kafka.bootstrap(), "user_behavior", 2);

      assertThat(made.partitions()).isEqualTo(2);
      assertThat(Topics.ensure(kafka.bootstrap(), "user_behavior", 3)).isEqualTo(made);
      assertThat(Topics.find(kafka.bootstrap(), "user_behavior")).contains(made);
      assertThat(Topics.find(kafka.bootstrap(), "another")).isEmpty();
    }
  }

  @Test
  void ensure_topicDeletedAndMadeAnew_hasAnotherId(@TempDir Path directory) throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0);
        Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrap()))) {
      Topic first = Topics.ensure(kafka.bootstrap(), "user_behavior", 1);
      admin.deleteTopics(List.of("user_behavior")).all().get();

      assertThat(Topics.ensure(kafka.bootstrap(), "user_behavior", 1).id())
          .isNotEqualTo(first.id());
    }
  }

  @Test
  void start_onGivenPort_listensThereOnLoopback(@TempDir Path directory) throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, port)) {
      assertThat(kafka.bootstrap()).isEqualTo("127.0.0.1:" + port);
      assertThat(Topics.find(kafka.bootstrap(), "user_behavior")).isEmpty();
    }
  }

  @Test
  void start_onDirectoryInUse_fails(@TempDir Path directory) throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0)) {
      assertThatThrownBy(() -> EmbeddedKafka.start(directory, 0))
          .isInstanceOf(KafkaException.class);
      assertThat(Topics.find(kafka.bootstrap(), "user_behavior")).isEmpty();
    }
  }

  @Test
  void send_recordAboveOneMebibyte_isRefused(@TempDir Path directory) throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0)) {
      Topics.ensure(kafka.bootstrap(), "user_behavior", 1);

      assertThatThrownBy(() -> produce(kafka.bootstrap(), "x".repeat(2 << 20)))
          .hasCauseInstanceOf(RecordTooLargeException.class);
    }
  }

  private static void produce(String bootstrap, String value) throws Exception {
    Map<String, Object> config =
        Map.of("bootstrap.servers", bootstrap, "acks", "all", "max.request.size", 4 << 20);
    StringSerializer strings = new StringSerializer();
    try (KafkaProducer<String, String> producer = new KafkaProducer<>(config, strings, strings)) {
      producer.send(new ProducerRecord<>("user_behavior", 0, "u", value)).get();
    }
  }

  private static List<String> consume(String bootstrap) {
    StringDeserializer strings = new StringDeserializer();
    TopicPartition partition = new TopicPartition("user_behavior", 0);
    List<String> values = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(Map.of("bootstrap.servers", bootstrap), strings, strings)) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      consumer.poll(PATIENCE).forEach(record -> values.add(record.value()));
    }
    return values;
  }
}
