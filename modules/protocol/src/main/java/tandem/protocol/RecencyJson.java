package tandem.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import tandem.model.Recency;

/**
 * A recency as an array: since when, and an array with length and heat of each window in turns.
 * What a later build has behind these is read over.
 */
final class RecencyJson {

  private RecencyJson() {}

  static void addTo(SimpleModule module) {
    module.addSerializer(Recency.class, new Writer());
    module.addDeserializer(Recency.class, new Reader());
  }

  private static final class Writer extends StdSerializer<Recency> {
    private static final long serialVersionUID = 1L;

    Writer() {
      super(Recency.class);
    }

    @Override
    public void serialize(Recency recency, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeStartArray(recency, 2);
      out.writeNumber(recency.since());
      out.writeStartArray(recency, 2 * recency.size());
      for (int w = 0; w < recency.size(); w++) {
        out.writeNumber(recency.window(w));
        out.writeNumber(recency.heat(w));
      }
      out.writeEndArray();
      out.writeEndArray();
    }
  }

  private static final class Reader extends StdDeserializer<Recency> {
    private static final long serialVersionUID = 1L;

    Reader() {
      super(Recency.class);
    }

    @Override
    public Recency deserialize(JsonParser in, DeserializationContext context) throws IOException {
      JsonNode all = context.readTree(in);
      JsonNode pairs = all.path(1);
      int[] windows = new int[pairs.size() / 2];
      double[] heats = new double[pairs.size() / 2];
      for (int w = 0; w < windows.length; w++) {
        windows[w] = pairs.get(2 * w).intValue();
        heats[w] = pairs.get(2 * w + 1).doubleValue();
      }
      return Recency.of(all.path(0).longValue(), windows, heats);
    }
  }
}
