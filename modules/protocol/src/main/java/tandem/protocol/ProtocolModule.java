package tandem.protocol;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import tandem.model.Cooccurrence;
import tandem.model.CooccurrenceChange;
import tandem.model.FactorVector;
import tandem.model.Factors;
import tandem.model.ItemId;
import tandem.model.UserId;

/**
 * How the types of {@code model} look in CBOR: ids as strings, a vector as the bytes of its floats
 * and minutes as those of their integers (little-endian), a row of co-occurrences as its own bytes,
 * small records as arrays, attributes as {@link AttributeJson} says. {@code model} itself knows no
 * Jackson.
 */
public final class ProtocolModule extends SimpleModule {

  private static final long serialVersionUID = 1L;

  /** Named in {@code reference.conf}. */
  public ProtocolModule() {
    super("tandem");
    addSerializer(UserId.class, new ToStringSerializer(UserId.class));
    addSerializer(ItemId.class, new ToStringSerializer(ItemId.class));
    addDeserializer(UserId.class, new UserIdDeserializer());
    addDeserializer(ItemId.class, new ItemIdDeserializer());
    addKeyDeserializer(ItemId.class, new ItemIdKeyDeserializer());
    addSerializer(FactorVector.class, new VectorSerializer());
    addDeserializer(FactorVector.class, new VectorDeserializer());
    addSerializer(Minutes.class, new MinutesSerializer());
    addDeserializer(Minutes.class, new MinutesDeserializer());
    addSerializer(Cooccurrence.class, new RowSerializer());
    addDeserializer(Cooccurrence.class, new RowDeserializer());
    RecencyJson.addTo(this);
    AttributeJson.addTo(this);
    setMixInAnnotation(CooccurrenceChange.class, AsArray.class);
    setMixInAnnotation(Factors.class, AsArray.class);
    addSerializer(Factors.class, new FactorsSerializer());
    setMixInAnnotation(RecordId.class, AsArray.class);
    setMixInAnnotation(Delivery.class, AsArray.class);
    addSerializer(Delivery.class, new DeliverySerializer());
  }

  /** New fields go to the end; a build that does not know them ignores them. */
  @JsonFormat(shape = JsonFormat.Shape.ARRAY)
  @JsonIgnoreProperties(ignoreUnknown = true)
  private interface AsArray {}

  private static final class UserIdDeserializer extends FromStringDeserializer<UserId> {
    private static final long serialVersionUID = 1L;

    UserIdDeserializer() {
      super(UserId.class);
    }

    @Override
    protected UserId _deserialize(String value, DeserializationContext context) {
      return new UserId(value);
    }
  }

  private static final class ItemIdDeserializer extends FromStringDeserializer<ItemId> {
    private static final long serialVersionUID = 1L;

    ItemIdDeserializer() {
      super(ItemId.class);
    }

    @Override
    protected ItemId _deserialize(String value, DeserializationContext context) {
      return ItemId.of(value);
    }
  }

  private static final class ItemIdKeyDeserializer extends KeyDeserializer {
    @Override
    public Object deserializeKey(String key, DeserializationContext context) {
      return ItemId.of(key);
    }
  }

  private static final class VectorSerializer extends StdSerializer<FactorVector> {
    private static final long serialVersionUID = 1L;

    VectorSerializer() {
      super(FactorVector.class);
    }

    @Override
    public void serialize(FactorVector vector, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      ByteBuffer bytes =
          ByteBuffer.allocate(vector.length() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      for (int f = 0; f < vector.length(); f++) {
        bytes.putFloat(vector.get(f));
      }
      out.writeBinary(bytes.array());
    }
  }

  private static final class VectorDeserializer extends StdDeserializer<FactorVector> {
    private static final long serialVersionUID = 1L;

    VectorDeserializer() {
      super(FactorVector.class);
    }

    @Override
    public FactorVector deserialize(JsonParser in, DeserializationContext context)
        throws IOException {
      byte[] bytes = in.getBinaryValue();
      float[] values = new float[bytes.length / Float.BYTES];
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
      return FactorVector.wrap(values);
    }
  }

  /** An array whose last number is left out where it is 0, as it is for all items. */
  private static final class FactorsSerializer extends StdSerializer<Factors> {
    private static final long serialVersionUID = 1L;

    FactorsSerializer() {
      super(Factors.class);
    }

    @Override
    public void serialize(Factors factors, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      boolean recent = factors.recentBias() != 0f;
      out.writeStartArray(factors, recent ? 5 : 4);
      provider.defaultSerializeValue(factors.vector(), out);
      out.writeNumber(factors.bias());
      out.writeNumber(factors.squaredGradients());
      out.writeNumber(factors.count());
      if (recent) {
        out.writeNumber(factors.recentBias());
      }
      out.writeEndArray();
    }
  }

  /** Arrays of known lengths, which take a byte less each than those that end somewhere. */
  private static final class DeliverySerializer extends StdSerializer<Delivery> {
    private static final long serialVersionUID = 1L;

    DeliverySerializer() {
      super(Delivery.class);
    }

    @Override
    public void serialize(Delivery delivery, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      RecordId id = delivery.id();
      out.writeStartArray(delivery, 2);
      out.writeStartArray(id, 3);
      out.writeNumber(id.epoch());
      out.writeNumber(id.partition());
      out.writeNumber(id.offset());
      out.writeEndArray();
      out.writeNumber(delivery.lowWater());
      out.writeEndArray();
    }
  }

  private static final class RowSerializer extends StdSerializer<Cooccurrence> {
    private static final long serialVersionUID = 1L;

    RowSerializer() {
      super(Cooccurrence.class);
    }

    @Override
    public void serialize(Cooccurrence row, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeBinary(row.toBytes());
    }
  }

  private static final class RowDeserializer extends StdDeserializer<Cooccurrence> {
    private static final long serialVersionUID = 1L;

    RowDeserializer() {
      super(Cooccurrence.class);
    }

    @Override
    public Cooccurrence deserialize(JsonParser in, DeserializationContext context)
        throws IOException {
      return Cooccurrence.of(in.getBinaryValue());
    }
  }

  private static final class MinutesSerializer extends StdSerializer<Minutes> {
    private static final long serialVersionUID = 1L;

    MinutesSerializer() {
      super(Minutes.class);
    }

    @Override
    public void serialize(Minutes minutes, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      ByteBuffer bytes =
          ByteBuffer.allocate(minutes.length() * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      for (int n = 0; n < minutes.length(); n++) {
        bytes.putInt(minutes.get(n));
      }
      out.writeBinary(bytes.array());
    }
  }

  private static final class MinutesDeserializer extends StdDeserializer<Minutes> {
    private static final long serialVersionUID = 1L;

    MinutesDeserializer() {
      super(Minutes.class);
    }

    @Override
    public Minutes deserialize(JsonParser in, DeserializationContext context) throws IOException {
      byte[] bytes = in.getBinaryValue();
      int[] values = new int[bytes.length / Integer.BYTES];
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(values);
      return Minutes.wrap(values);
    }
  }
}
