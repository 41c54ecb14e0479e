package tandem.peer;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import tandem.model.FactorVector;
import tandem.model.UserId;

/** Bytes of {@link Gradient}. */
final class GradientSerializer extends Plain<Gradient> {

  static final GradientSerializer INSTANCE = new GradientSerializer();
  static final Plain.Type<Gradient> TYPE = new Plain.Type<>(Gradient.class, INSTANCE);

  private static final long serialVersionUID = 1L;

  @Override
  public Gradient createInstance() {
    return new Gradient(0, new UserId("-"), 0, FactorVector.of(), 0);
  }

  @Override
  public void serialize(Gradient gradient, DataOutputView target) throws IOException {
    target.writeLong(gradient.id());
    target.writeUTF(gradient.user().value());
    target.writeFloat(gradient.error());
    write(gradient.item(), target);
    target.writeLong(gradient.appended());
  }

  @Override
  public Gradient deserialize(DataInputView source) throws IOException {
    return new Gradient(
        source.readLong(),
        new UserId(source.readUTF()),
        source.readFloat(),
        readVector(source),
        source.readLong());
  }

  @Override
  public TypeSerializerSnapshot<Gradient> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What a checkpoint keeps of the serializer; Flink makes it by name. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Gradient> {
    /** For Flink. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
