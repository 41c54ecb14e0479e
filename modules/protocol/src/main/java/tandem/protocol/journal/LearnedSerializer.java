package tandem.protocol.journal;

import akka.actor.ExtendedActorSystem;
import akka.serialization.SerializerWithStringManifest;
import akka.serialization.jackson.JacksonObjectMapperProvider;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import java.io.IOException;
import java.io.NotSerializableException;
import java.util.Optional;

/**
 * The stored form of the two events of which a journal holds millions: CBOR as of all the others,
 * but as arrays without the names of their fields, and with a letter in place of the class's name.
 * What an earlier version wrote, an object with the class's name, is read by Akka's own serializer.
 * A new field goes to the end. Named in {@code reference.conf}.
 */
public final class LearnedSerializer extends SerializerWithStringManifest {

  /** Of {@link UserEvent.Learned}, in {@code event_ser_manifest}. */
  public static final String USER = "u";

  /** Of {@link ItemEvent.Learned}, in {@code event_ser_manifest}. */
  public static final String ITEM = "i";

  private static final int IDENTIFIER = 5_120;

  private final ObjectWriter writer;
  private final ObjectReader users;
  private final ObjectReader items;

  /** As Akka makes it. */
  public LearnedSerializer(ExtendedActorSystem system) {
    ObjectMapper mapper =
        JacksonObjectMapperProvider.get(system)
            .getOrCreate("jackson-cbor", Optional.of(new CBORFactory()))
            .copy()
            .addMixIn(UserEvent.Learned.class, AsArray.class)
            .addMixIn(ItemEvent.Learned.class, AsArray.class);
    this.writer = mapper.writer().with(CBORGenerator.Feature.WRITE_MINIMAL_DOUBLES); // none changes
    this.users = mapper.readerFor(UserEvent.Learned.class);
    this.items = mapper.readerFor(ItemEvent.Learned.class);
  }

  @JsonFormat(shape = JsonFormat.Shape.ARRAY)
  @JsonIgnoreProperties(ignoreUnknown = true)
  private interface AsArray {}

  @Override
  public int identifier() {
    return IDENTIFIER;
  }

  @Override
  public String manifest(Object event) {
    return event instanceof UserEvent.Learned ? USER : ITEM;
  }

  @Override
  public byte[] toBinary(Object event) {
    try {
      return writer.writeValueAsBytes(event);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(event.getClass() + " can't be encoded", e);
    }
  }

  @Override
  public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
    ObjectReader reader =
        switch (manifest) {
          case USER -> users;
          case ITEM -> items;
          default -> throw new NotSerializableException("There is no event " + manifest);
        };
    try {
      return reader.readValue(bytes);
    } catch (IOException e) {
      throw (NotSerializableException)
          new NotSerializableException("An event " + manifest + " can't be read").initCause(e);
    }
  }
}
