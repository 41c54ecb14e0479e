package tandem.app.rejected;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends rejected records again, each once: the record and the note that it was sent are in one
 * transaction of Kafka, and all runs have one transactional id, so that a run ends the transaction
 * of an earlier one before it reads the notes.
 */
final class Redrive implements AutoCloseable {

  private static final int BATCH = 500;

  private final RejectedTopic rejected;
  private final String topic;
  private final Producer<byte[], byte[]> producer;

  /** Fences every earlier run off. */
  Redrive(String bootstrap, String topic, RejectedTopic rejected) {
    this.rejected = rejected;
    this.topic = topic;
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                "tandem-redrive-" + topic,
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                8 * 1_024 * 1_024),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    producer.initTransactions();
  }

  /** Of what {@code wanted} keeps, at most {@code limit} that can be sent and were not. */
  static List<RejectedRecord> open(Rejected all, String topic, long limit) {
    Map<SourceId, RejectedRecord> open = new LinkedHashMap<>();
    for (RejectedRecord record : all.records()) {
      if (record.source().topic().equals(topic) && !all.isRedriven(record)) {
        open.putIfAbsent(record.source(), record); // after a crash it may be there twice
      }
    }
    return open.values().stream().limit(limit).toList();
  }

  /** Sends and notes; returns how many. */
  int run(Predicate<RejectedRecord> wanted, long limit) {
    List<RejectedRecord> open = open(rejected.read(wanted), topic, limit);
    List<RejectedRecord> batch = new ArrayList<>();
    for (RejectedRecord record : open) {
      batch.add(record);
      if (batch.size() == BATCH) {
        send(batch);
        batch.clear();
      }
    }
    send(batch);
    return open.size();
  }

  private void send(Collection<RejectedRecord> batch) {
    if (batch.isEmpty()) {
      return;
    }
    producer.beginTransaction();
    for (RejectedRecord record : batch) {
      var unusedSend = producer.send(again(record));
      var unusedNote = producer.send(note(record));
    }
    producer.commitTransaction(); // throws what a send failed with
  }

  /** In the partition and with the time that it had, so that only what was wrong is different. */
  private static ProducerRecord<byte[], byte[]> again(RejectedRecord record) {
    return new ProducerRecord<>(
        record.source().topic(),
        record.source().partition(),
        record.sourceTime().toEpochMilli(),
        record.original().key(),
        record.original().value(),
        List.of(header(record)));
  }

  private static ProducerRecord<byte[], byte[]> note(RejectedRecord record) {
    return new ProducerRecord<>(
        record.original().topic(),
        record.original().partition(),
        record.original().key(),
        null,
        List.of(header(record)));
  }

  private static Header header(RejectedRecord record) {
    return new RecordHeader(
        RejectedTopic.REDRIVEN, record.source().toString().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    producer.close();
  }
}
