package tandem.ingest;

import akka.Done;
import akka.kafka.javadsl.SendProducer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import tandem.protocol.kafka.Rejection;

/**
 * The topic of rejected records: original key and value, byte for byte, and in the headers the
 * reason and where the record stands. After a crash a record may be in it twice; the source offset
 * tells.
 */
public final class Rejections implements Rejecter {

  /** Header: the reason, in lower case. */
  public static final String REASON = "tandem-reason";

  /** Header: the field at fault, or empty. */
  public static final String FIELD = "tandem-field";

  /** Header: one sentence. */
  public static final String DETAIL = "tandem-detail";

  /** Header: the topic of the record. */
  public static final String TOPIC = "tandem-topic";

  /** Header: its partition. */
  public static final String PARTITION = "tandem-partition";

  /** Header: its offset. */
  public static final String OFFSET = "tandem-offset";

  /** Header: its timestamp, epoch milliseconds. */
  public static final String TIMESTAMP = "tandem-timestamp";

  private final SendProducer<byte[], byte[]> producer;
  private final String topic;

  /** Writes to {@code topic}. */
  public Rejections(SendProducer<byte[], byte[]> producer, String topic) {
    this.producer = producer;
    this.topic = topic;
  }

  @Override
  public CompletionStage<Done> reject(ConsumerRecord<byte[], byte[]> record, Rejection rejection) {
    return producer
        .send(
            new ProducerRecord<>(
                topic, null, null, record.key(), record.value(), headers(record, rejection)))
        .thenApply(sent -> Done.getInstance());
  }

  private static List<Header> headers(ConsumerRecord<byte[], byte[]> record, Rejection rejection) {
    return List.of(
        header(REASON, rejection.reason().name().toLowerCase(Locale.ROOT)),
        header(FIELD, rejection.field()),
        header(DETAIL, rejection.detail()),
        header(TOPIC, record.topic()),
        header(PARTITION, Integer.toString(record.partition())),
        header(OFFSET, Long.toString(record.offset())),
        header(TIMESTAMP, Long.toString(record.timestamp())));
  }

  private static Header header(String name, String value) {
    return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
