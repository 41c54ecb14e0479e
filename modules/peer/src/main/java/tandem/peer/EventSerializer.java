package tandem.peer;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import tandem.model.ItemId;
import tandem.model.Target;
import tandem.model.UserId;

/** Bytes of {@link Event}. */
final class EventSerializer extends Plain<Event> {

  static final EventSerializer INSTANCE = new EventSerializer();
  static final Plain.Type<Event> TYPE = new Plain.Type<>(Event.class, INSTANCE);

  private static final long serialVersionUID = 1L;

  @Override
  public Event createInstance() {
    return new Event(0, new UserId("-"), new ItemId("-"), new Target(0, 0), 0, 0);
  }

  @Override
  public void serialize(Event event, DataOutputView target) throws IOException {
    target.writeLong(event.id());
    target.writeUTF(event.user().value());
    target.writeUTF(event.item().value());
    target.writeFloat(event.target().value());
    target.writeFloat(event.target().weight());
    target.writeFloat(event.mean());
    target.writeLong(event.appended());
  }

  @Override
  public Event deserialize(DataInputView source) throws IOException {
    return new Event(
        source.readLong(),
        new UserId(source.readUTF()),
        new ItemId(source.readUTF()),
        new Target(source.readFloat(), source.readFloat()),
        source.readFloat(),
        source.readLong());
  }

  @Override
  public TypeSerializerSnapshot<Event> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What a checkpoint keeps of the serializer; Flink makes it by name. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Event> {
    /** For Flink. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
