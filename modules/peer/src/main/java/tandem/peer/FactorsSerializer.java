package tandem.peer;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import tandem.model.FactorVector;
import tandem.model.Factors;

/** Bytes of {@link Factors}. */
final class FactorsSerializer extends Plain<Factors> {

  static final FactorsSerializer INSTANCE = new FactorsSerializer();
  static final Plain.Type<Factors> TYPE = new Plain.Type<>(Factors.class, INSTANCE);

  private static final long serialVersionUID = 1L;

  @Override
  public Factors createInstance() {
    return new Factors(FactorVector.of(), 0, 0, 0);
  }

  @Override
  public void serialize(Factors factors, DataOutputView target) throws IOException {
    write(factors, target);
  }

  @Override
  public Factors deserialize(DataInputView source) throws IOException {
    return readFactors(source);
  }

  @Override
  public TypeSerializerSnapshot<Factors> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What a checkpoint keeps of the serializer; Flink makes it by name. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Factors> {
    /** For Flink. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
