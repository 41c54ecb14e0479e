package tandem.peer;

import java.time.Instant;
import java.util.Objects;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tandem.model.Objective;
import tandem.protocol.Interaction;
import tandem.protocol.InteractionRules;
import tandem.protocol.kafka.InteractionReader;

/** Takes the events that the program takes. A record that is none is counted and dropped. */
final class EventDecoder implements KafkaRecordDeserializationSchema<Event> {

  private static final long serialVersionUID = 1L;

  private final Watch watch;
  private transient @Nullable InteractionReader reader;
  private transient @Nullable InteractionRules rules;

  EventDecoder(Watch watch) {
    this.watch = watch;
  }

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    rules = JobSettings.rules();
    reader = new InteractionReader(rules);
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Event> out) {
    InteractionReader.Result result =
        Objects.requireNonNull(reader)
            .read(record.value(), Instant.ofEpochMilli(record.timestamp()));
    if (result instanceof InteractionReader.Accepted accepted) {
      Interaction interaction = accepted.interaction();
      watch.read(true);
      out.collect(
          new Event(
              Event.id(record.partition(), record.offset()),
              interaction.user(),
              interaction.item(),
              Objects.requireNonNull(rules).target(interaction, Objective.RATING),
              0f,
              record.timestamp()));
    } else {
      watch.read(false);
    }
  }

  @Override
  public TypeInformation<Event> getProducedType() {
    return EventSerializer.TYPE;
  }
}
