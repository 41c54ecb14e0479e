package tandem.app.rejected;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tandem.app.kafka.EmbeddedKafka;
import tandem.app.kafka.Topics;
import tandem.ingest.Rejections;

/** The commands on a real broker, with rejections as the stream writes them. */
final class RejectedCommandTest {

  private static final String TOPIC = "user_behavior";
  private static final String REJECTED = "user_behavior.rejected";
  private static final long TIME = 1_709_208_000_000L;

  private Path data;
  private EmbeddedKafka kafka;
  private StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void start(@TempDir Path directory) throws Exception {
    data = directory;
    kafka = EmbeddedKafka.start(data.resolve("kafka"), 0);
    Topics.ensure(kafka.bootstrap(), TOPIC, 2);
    Topics.ensure(kafka.bootstrap(), REJECTED, 1);
    reject(
        rejection("unknown_type", "type", TOPIC, 1, 7, "{\"a\":1}"),
        rejection("not_json", "", TOPIC, 0, 3, "\u001b[2J"),
        rejection("unknown_type", "type", "other", 0, 9, "{}"));
  }

  @AfterEach
  void stop() {
    kafka.close();
  }

  @Test
  void list_all_tellsEachOnALineOfSafeText() {
    assertThat(execute("list")).isEqualTo(0);

    List<String> lines = out.toString().lines().toList();
    assertThat(lines).hasSize(4);
    assertThat(lines.get(1))
        .endsWith("user_behavior/1/7  unknown_type  type  open  why  {\"a\":1}");
    assertThat(lines.get(2)).contains("user_behavior/0/3  not_json  -").endsWith("\\u{001b}[2J");
  }

  @Test
  void list_withFilters_keepsWhatFitsAll() {
    assertThat(listed("--reason", "unknown_type")).containsExactly(7L, 9L);
    assertThat(listed("--field", "type", "--partition", "1")).containsExactly(7L);
    assertThat(listed("--offset", "3")).containsExactly(3L);
    assertThat(listed("--limit", "1")).containsExactly(7L);
    assertThat(listed("--until", "2001-01-01T00:00:00Z")).isEmpty();
    assertThat(listed("--since", "2001-01-01T00:00:00Z")).hasSize(3);
  }

  @Test
  void list_reasonThatIsNone_endsWithTwo() {
    assertThat(execute("list", "--reason", "boredom")).isEqualTo(2);
    assertThat(err.toString()).contains("boredom");
  }

  @Test
  void redrive_withoutYes_sendsNothing() {
    assertThat(execute("redrive")).isEqualTo(0);

    assertThat(out.toString()).contains("Would send 2 records to user_behavior");
    assertThat(sent()).isEmpty();
  }

  @Test
  void redrive_twice_sendsEachRecordOnceAsItWas() {
    reject(rejection("unknown_type", "type", TOPIC, 1, 7, "{\"a\":1}")); // again, after a crash

    assertThat(execute("redrive", "--reason", "unknown_type", "--yes")).isEqualTo(0);
    assertThat(execute("redrive", "--reason", "unknown_type", "--yes")).isEqualTo(0);

    assertThat(out.toString().lines())
        .containsExactly("Sent 1 records to user_behavior.", "Sent 0 records to user_behavior.");
    assertThat(sent())
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.partition()).isEqualTo(1);
              assertThat(record.timestamp()).isEqualTo(TIME);
              assertThat(record.key()).isEqualTo("key");
              assertThat(record.value()).isEqualTo("{\"a\":1}");
              assertThat(record.headers().lastHeader("tandem-redriven").value())
                  .asString(UTF_8)
                  .isEqualTo("user_behavior/1/7");
            });
    assertThat(states()).containsExactly("redriven", "open", "open", "redriven");
  }

  @Test
  void redrive_afterARunThatDiedBeforeItsNote_sendsAgain() {
    try (KafkaProducer<byte[], byte[]> dying = producer(Map.of())) {
      var unused = dying.send(new ProducerRecord<>(TOPIC, 1, null, "{\"a\":1}".getBytes(UTF_8)));
      dying.flush();

      assertThat(execute("redrive", "--offset", "7", "--yes")).isEqualTo(0);
      assertThat(sent())
          .extracting(ConsumerRecord::value)
          .containsExactly("{\"a\":1}", "{\"a\":1}");
    }
  }

  @Test
  void list_noNodeRuns_startsTheBrokerForItself() {
    kafka.close();

    assertThat(listed()).containsExactly(7L, 3L, 9L);
  }

  @Test
  void list_directoryWithoutLog_saysSo(@TempDir Path empty) {
    assertThat(commandLine().execute("list", "--data", empty.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("There is no event log in");
  }

  private List<Long> listed(String... filters) {
    return json(filters).map(line -> line.path("offset").asLong()).toList();
  }

  private List<String> states() {
    return json().map(line -> line.path("state").asText()).toList();
  }

  private Stream<JsonNode> json(String... filters) {
    out = new StringWriter();
    List<String> arguments = new ArrayList<>(List.of("list", "--json"));
    arguments.addAll(List.of(filters));
    assertThat(execute(arguments.toArray(String[]::new))).as(err.toString()).isEqualTo(0);
    return out.toString().lines().map(RejectedCommandTest::parse);
  }

  private static JsonNode parse(String line) {
    try {
      return new ObjectMapper().readTree(line);
    } catch (IOException e) {
      throw new AssertionError(line, e);
    }
  }

  private int execute(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--data");
    all.add(data.toString());
    return commandLine().execute(all.toArray(String[]::new));
  }

  private CommandLine commandLine() {
    return new CommandLine(new RejectedCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err, true));
  }

  private List<ConsumerRecord<String, String>> sent() {
    List<ConsumerRecord<String, String>> records = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka.bootstrap(), "isolation.level", "read_committed"),
            new StringDeserializer(),
            new StringDeserializer())) {
      List<TopicPartition> partitions =
          List.of(new TopicPartition(TOPIC, 0), new TopicPartition(TOPIC, 1));
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
    }
    return records;
  }

  @SafeVarargs
  private void reject(ProducerRecord<byte[], byte[]>... rejections) {
    try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
      for (ProducerRecord<byte[], byte[]> rejection : rejections) {
        var unused = producer.send(rejection);
      }
    }
  }

  private KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>(more);
    settings.put("bootstrap.servers", kafka.bootstrap());
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static ProducerRecord<byte[], byte[]> rejection(
      String reason, String field, String topic, int partition, long offset, String value) {
    List<Header> headers =
        List.of(
            header(Rejections.REASON, reason),
            header(Rejections.FIELD, field),
            header(Rejections.DETAIL, "why"),
            header(Rejections.TOPIC, topic),
            header(Rejections.PARTITION, Integer.toString(partition)),
            header(Rejections.OFFSET, Long.toString(offset)),
            header(Rejections.TIMESTAMP, Long.toString(TIME)));
    return new ProducerRecord<>(
        REJECTED, null, null, "key".getBytes(UTF_8), value.getBytes(UTF_8), headers);
  }

  private static Header header(String name, String value) {
    return new RecordHeader(name, value.getBytes(UTF_8));
  }
}
