package tandem.app.rejected;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/*
 * No transaction of Kafka: its markers take offsets at the end of a partition that no consumer is ever given, so that a log would
 * look as if something waited in it.
 */

/**
 * Sends rejected records again, and notes in the topic of rejections that it has. A crash between
 * the two sends some a second time; the same interaction in another record is dropped as a
 * repetition by its user.
 */
final class Redrive implements AutoCloseable {

  private static final int BATCH = 100;

  private final RejectedTopic rejected;
  private final String topic;
  private final Producer<byte[], byte[]> producer;

  /** Sends to {@code topic}. */
  Redrive(String bootstrap, String topic, RejectedTopic rejected) {
    this.rejected = rejected;
    this.topic = topic;
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                8 * 1_024 * 1_024),
            new ByteArraySerializer(),
            new ByteArraySerializer());
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
    await(batch.stream().map(record -> producer.send(again(record))).toList());
    await(batch.stream().map(record -> producer.send(note(record))).toList());
  }

  /** Returns when all are acknowledged; throws what one of them failed with. */
  private static void await(List<Future<RecordMetadata>> sent) {
    for (Future<RecordMetadata> one : sent) {
      try {
        RecordMetadata unused = one.get();
      } catch (ExecutionException failed) {
        throw failed.getCause() instanceof KafkaException cause
            ? cause
            : new KafkaException(failed.getCause());
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new KafkaException(interrupted);
      }
    }
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
