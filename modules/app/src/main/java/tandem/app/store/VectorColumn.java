package tandem.app.store;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import tandem.model.FactorVector;

/** Vectors in columns of bytes: little-endian floats. */
final class VectorColumn {

  private VectorColumn() {}

  static byte[] bytes(FactorVector vector) {
    ByteBuffer bytes =
        ByteBuffer.allocate(vector.length() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int f = 0; f < vector.length(); f++) {
      bytes.putFloat(vector.get(f));
    }
    return bytes.array();
  }

  static FactorVector vector(byte[] bytes) {
    float[] values = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return FactorVector.wrap(values);
  }
}
