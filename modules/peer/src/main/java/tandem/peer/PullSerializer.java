package tandem.peer;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Bytes of {@link Pull}. */
final class PullSerializer extends Plain<Pull> {

  static final PullSerializer INSTANCE = new PullSerializer();
  static final Plain.Type<Pull> TYPE = new Plain.Type<>(Pull.class, INSTANCE);

  private static final long serialVersionUID = 1L;

  @Override
  public Pull createInstance() {
    return new Pull(
        EventSerializer.INSTANCE.createInstance(), FactorsSerializer.INSTANCE.createInstance());
  }

  @Override
  public void serialize(Pull pull, DataOutputView target) throws IOException {
    EventSerializer.INSTANCE.serialize(pull.event(), target);
    write(pull.user(), target);
  }

  @Override
  public Pull deserialize(DataInputView source) throws IOException {
    return new Pull(EventSerializer.INSTANCE.deserialize(source), readFactors(source));
  }

  @Override
  public TypeSerializerSnapshot<Pull> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What a checkpoint keeps of the serializer; Flink makes it by name. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Pull> {
    /** For Flink. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
