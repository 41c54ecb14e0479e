package tandem.peer;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import tandem.model.Factors;

/** Bytes of {@link UserRow}. */
final class UserRowSerializer extends Plain<UserRow> {

  static final UserRowSerializer INSTANCE = new UserRowSerializer();
  static final Plain.Type<UserRow> TYPE = new Plain.Type<>(UserRow.class, INSTANCE);

  private static final long serialVersionUID = 1L;

  @Override
  public UserRow createInstance() {
    return UserRow.fresh(FactorsSerializer.INSTANCE.createInstance());
  }

  @Override
  public void serialize(UserRow row, DataOutputView target) throws IOException {
    write(row.factors(), target);
    target.writeInt(row.underWay().length);
    for (long id : row.underWay()) {
      target.writeLong(id);
    }
    target.writeLong(row.first());
    target.writeLong(row.end());
  }

  @Override
  public UserRow deserialize(DataInputView source) throws IOException {
    Factors factors = readFactors(source);
    long[] underWay = new long[source.readInt()];
    for (int n = 0; n < underWay.length; n++) {
      underWay[n] = source.readLong();
    }
    return new UserRow(factors, underWay, source.readLong(), source.readLong());
  }

  @Override
  public TypeSerializerSnapshot<UserRow> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What a checkpoint keeps of the serializer; Flink makes it by name. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<UserRow> {
    /** For Flink. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
