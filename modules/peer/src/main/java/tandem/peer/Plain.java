package tandem.peer;

import java.io.IOException;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import tandem.model.FactorVector;
import tandem.model.Factors;

/** A serializer of an immutable type: nothing is copied in memory. Each is a singleton. */
abstract class Plain<T> extends TypeSerializerSingleton<T> {

  private static final long serialVersionUID = 1L;

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public T copy(T from) {
    return from;
  }

  @Override
  public T copy(T from, T reuse) {
    return from;
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public T deserialize(T reuse, DataInputView source) throws IOException {
    return deserialize(source);
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    serialize(deserialize(source), target);
  }

  static void write(Factors factors, DataOutputView target) throws IOException {
    write(factors.vector(), target);
    target.writeFloat(factors.bias());
    target.writeFloat(factors.squaredGradients());
    target.writeLong(factors.count());
    target.writeFloat(factors.recentBias());
  }

  static Factors readFactors(DataInputView source) throws IOException {
    return new Factors(
        readVector(source),
        source.readFloat(),
        source.readFloat(),
        source.readLong(),
        source.readFloat());
  }

  static void write(FactorVector vector, DataOutputView target) throws IOException {
    target.writeShort(vector.length());
    for (int f = 0; f < vector.length(); f++) {
      target.writeFloat(vector.get(f));
    }
  }

  static FactorVector readVector(DataInputView source) throws IOException {
    float[] values = new float[source.readShort()];
    for (int f = 0; f < values.length; f++) {
      values[f] = source.readFloat();
    }
    return FactorVector.wrap(values);
  }

  /** What Flink wants to know of the type. */
  static final class Type<T> extends TypeInformation<T> {

    private static final long serialVersionUID = 1L;

    private final Class<T> type;
    private final Plain<T> serializer;

    Type(Class<T> type, Plain<T> serializer) {
      this.type = type;
      this.serializer = serializer;
    }

    @Override
    @SuppressWarnings("deprecation") // and abstract: there is no other to write
    public TypeSerializer<T> createSerializer(ExecutionConfig config) {
      return serializer;
    }

    @Override
    public boolean isBasicType() {
      return false;
    }

    @Override
    public boolean isTupleType() {
      return false;
    }

    @Override
    public int getArity() {
      return 1;
    }

    @Override
    public int getTotalFields() {
      return 1;
    }

    @Override
    public Class<T> getTypeClass() {
      return type;
    }

    @Override
    public boolean isKeyType() {
      return false;
    }

    @Override
    public String toString() {
      return "Type(" + type.getSimpleName() + ")";
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Type<?> that && type.equals(that.type);
    }

    @Override
    public int hashCode() {
      return type.hashCode();
    }

    @Override
    public boolean canEqual(Object other) {
      return other instanceof Type<?>;
    }
  }
}
