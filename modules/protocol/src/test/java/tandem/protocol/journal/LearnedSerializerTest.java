package tandem.protocol.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import java.io.IOException;
import java.io.NotSerializableException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tandem.model.CooccurrenceChange;
import tandem.model.FactorVector;
import tandem.model.Factors;
import tandem.model.ItemId;
import tandem.model.Recency;
import tandem.protocol.Delivery;
import tandem.protocol.RecordId;

class LearnedSerializerTest {

  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final Serialization SERIALIZATION = SerializationExtension.get(KIT.system());
  private static final CBORMapper CBOR = new CBORMapper();

  private static final Delivery DELIVERY = new Delivery(new RecordId(0, 3, 1_000_000), 999_900);
  private static final Factors FACTORS = new Factors(FactorVector.of(new float[32]), 0.1f, 2f, 17);
  private static final UserEvent.Learned USER =
      new UserEvent.Learned(
          List.of(
              new UserStep(
                  DELIVERY, new ItemId("i10001"), "view", null, 1_795_000_000_000L, null, 0.1f)),
          List.of(),
          FACTORS,
          0f);
  private static final ItemEvent.Learned ITEM =
      new ItemEvent.Learned(
          List.of(new ItemStep(DELIVERY, 0.1f)),
          FACTORS,
          1_994_400.3,
          Recency.of(1_795_000_000, new int[] {60}, new double[] {1_994_400.3}),
          CooccurrenceChange.NONE);

  private final LearnedSerializer serializer =
      (LearnedSerializer) SERIALIZATION.findSerializerFor(USER);

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  /** Of which 128 bytes are the vector. */
  @Test
  void write_hasNoNamesOfFieldsOrClasses() {
    assertThat(serializer.toBinary(USER)).hasSize(196);
    assertThat(serializer.toBinary(ITEM)).hasSize(198);
  }

  @Test
  void read_longerArrayOfALaterBuild_ignoresTheRest() throws IOException {
    for (Object event : List.of(USER, ITEM)) {
      ArrayNode later = (ArrayNode) CBOR.readTree(serializer.toBinary(event));
      later.add("new").addObject().put("newer", 7);
      byte[] bytes = CBOR.writeValueAsBytes(later);
      assertThat(serializer.fromBinary(bytes, serializer.manifest(event))).isEqualTo(event);
    }
  }

  @Test
  void read_shorterArrayOfAnEarlierBuild_hasTheDefaults() throws IOException {
    ArrayNode earlier = (ArrayNode) CBOR.readTree(serializer.toBinary(ITEM));
    earlier.remove(earlier.size() - 1);
    assertThat(serializer.fromBinary(CBOR.writeValueAsBytes(earlier), LearnedSerializer.ITEM))
        .isEqualTo(ITEM);
  }

  /** So that the entity knows that it is the bytes, and no database that is away. */
  @Test
  void read_damagedBytesOrUnknownManifest_saysSo() {
    byte[] bytes = serializer.toBinary(USER);
    byte[] half = Arrays.copyOf(bytes, bytes.length / 2);
    assertThatThrownBy(() -> serializer.fromBinary(half, LearnedSerializer.USER))
        .isInstanceOf(NotSerializableException.class)
        .hasMessageContaining("can't be read")
        .hasCauseInstanceOf(IOException.class);
    assertThatThrownBy(() -> serializer.fromBinary(bytes, "x"))
        .isInstanceOf(NotSerializableException.class)
        .hasMessage("There is no event x");
  }
}
