package tandem.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How attributes look in the journal: an object by name, of texts, numbers, true and false, arrays
 * of texts, and moments as {@code {"time": epoch milliseconds}}. A kind of a later version is left
 * out.
 */
final class AttributeJson {

  private static final String TIME = "time";

  private AttributeJson() {}

  static void addTo(SimpleModule module) {
    module.addSerializer(Attributes.class, new AttributesSerializer());
    module.addDeserializer(Attributes.class, new AttributesDeserializer());
    module.addSerializer(AttributeValue.class, new ValueSerializer());
    module.addDeserializer(AttributeValue.class, new ValueDeserializer());
  }

  private static void write(AttributeValue value, JsonGenerator out) throws IOException {
    if (value instanceof AttributeValue.Text text) {
      out.writeString(text.text());
    } else if (value instanceof AttributeValue.Numeric numeric) {
      out.writeNumber(numeric.number());
    } else if (value instanceof AttributeValue.Flag flag) {
      out.writeBoolean(flag.set());
    } else if (value instanceof AttributeValue.TextList list) {
      String[] texts = list.texts().toArray(String[]::new);
      out.writeArray(texts, 0, texts.length);
    } else if (value instanceof AttributeValue.Time time) {
      out.writeStartObject();
      out.writeNumberField(TIME, time.millis());
      out.writeEndObject();
    }
  }

  /** The value at the current token; null if it is of a kind that is not known. */
  private static @Nullable AttributeValue read(JsonParser in) throws IOException {
    JsonToken token = in.currentToken();
    return switch (token) {
      case VALUE_STRING -> new AttributeValue.Text(in.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new AttributeValue.Numeric(in.getDoubleValue());
      case VALUE_TRUE -> new AttributeValue.Flag(true);
      case VALUE_FALSE -> new AttributeValue.Flag(false);
      case START_ARRAY -> texts(in);
      case START_OBJECT -> time(in);
      default -> null;
    };
  }

  private static @Nullable AttributeValue texts(JsonParser in) throws IOException {
    List<String> texts = new ArrayList<>();
    boolean known = true;
    for (JsonToken token = in.nextToken();
        token != null && token != JsonToken.END_ARRAY;
        token = in.nextToken()) {
      if (token == JsonToken.VALUE_STRING) {
        texts.add(in.getText());
      } else {
        known = false;
        in.skipChildren();
      }
    }
    return known ? new AttributeValue.TextList(texts) : null;
  }

  private static @Nullable AttributeValue time(JsonParser in) throws IOException {
    AttributeValue time = null;
    for (String field = in.nextFieldName(); field != null; field = in.nextFieldName()) {
      JsonToken token = in.nextToken();
      if (field.equals(TIME) && token == JsonToken.VALUE_NUMBER_INT) {
        time = new AttributeValue.Time(in.getLongValue());
      } else {
        in.skipChildren();
      }
    }
    return time;
  }

  private static final class ValueSerializer extends StdSerializer<AttributeValue> {
    private static final long serialVersionUID = 1L;

    ValueSerializer() {
      super(AttributeValue.class);
    }

    @Override
    public void serialize(AttributeValue value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      write(value, out);
    }
  }

  private static final class ValueDeserializer extends StdDeserializer<AttributeValue> {
    private static final long serialVersionUID = 1L;

    ValueDeserializer() {
      super(AttributeValue.class);
    }

    @Override
    public @Nullable AttributeValue deserialize(JsonParser in, DeserializationContext context)
        throws IOException {
      return read(in);
    }
  }

  private static final class AttributesSerializer extends StdSerializer<Attributes> {
    private static final long serialVersionUID = 1L;

    AttributesSerializer() {
      super(Attributes.class);
    }

    @Override
    public void serialize(Attributes attributes, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeStartObject();
      for (Map.Entry<String, AttributeValue> entry : attributes.toMap().entrySet()) {
        out.writeFieldName(entry.getKey());
        write(entry.getValue(), out);
      }
      out.writeEndObject();
    }
  }

  private static final class AttributesDeserializer extends StdDeserializer<Attributes> {
    private static final long serialVersionUID = 1L;

    AttributesDeserializer() {
      super(Attributes.class);
    }

    @Override
    public Attributes deserialize(JsonParser in, DeserializationContext context)
        throws IOException {
      Map<String, AttributeValue> byName = new TreeMap<>();
      for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
        in.nextToken();
        AttributeValue value = read(in);
        if (value != null) {
          byName.put(name, value);
        }
      }
      return Attributes.of(byName);
    }
  }
}
