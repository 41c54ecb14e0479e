package tandem.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A gradient as a record, with its user as the key. */
final class GradientEncoder implements KafkaRecordSerializationSchema<Gradient> {

  private static final long serialVersionUID = 1L;
  private static final int USUAL = 256;

  private final String topic;

  GradientEncoder(String topic) {
    this.topic = topic;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      Gradient gradient, KafkaSinkContext context, Long timestamp) {
    DataOutputSerializer bytes = new DataOutputSerializer(USUAL);
    try {
      GradientSerializer.INSTANCE.serialize(gradient, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ProducerRecord<>(
        topic,
        gradient.user().value().getBytes(StandardCharsets.ISO_8859_1),
        bytes.getCopyOfBuffer());
  }
}
