package tandem.peer;

import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A gradient from a record. */
final class GradientDecoder implements KafkaRecordDeserializationSchema<Gradient> {

  private static final long serialVersionUID = 1L;

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Gradient> out)
      throws IOException {
    out.collect(GradientSerializer.INSTANCE.deserialize(new DataInputDeserializer(record.value())));
  }

  @Override
  public TypeInformation<Gradient> getProducedType() {
    return GradientSerializer.TYPE;
  }
}
