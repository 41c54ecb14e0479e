package tandem.protocol.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.module.paramnames.ParameterNamesModule;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import tandem.model.FactorVector;
import tandem.model.Factors;
import tandem.model.ItemId;
import tandem.protocol.Delivery;
import tandem.protocol.ProtocolModule;
import tandem.protocol.RecordId;

/** What a later build may add to a stored form, seen from both sides. */
class StoredFormTest {

  private static final Delivery DELIVERY = new Delivery(new RecordId(0, 1, 7), 5);

  private final ObjectMapper json =
      JsonMapper.builder()
          .addModule(new ParameterNamesModule())
          .addModule(new ProtocolModule())
          .build();

  @Test
  void write_smallRecords_areArrays() throws IOException {
    assertThat(json.writeValueAsString(new ItemStep(DELIVERY, 0.5f)))
        .isEqualTo("[[[0,1,7],5],0.5]");
    assertThat(json.writeValueAsString(new Factors(FactorVector.of(1f), 2f, 3f, 4)))
        .isEqualTo("[\"AACAPw==\",2.0,3.0,4]");
  }

  @Test
  void read_longerArrayOfALaterBuild_ignoresTheRest() throws IOException {
    assertThat(json.readValue("[[[0,1,7],5],0.5,\"new\",{}]", ItemStep.class))
        .isEqualTo(new ItemStep(DELIVERY, 0.5f));
    assertThat(json.readValue("[[0,1,7,\"new\"],5,\"new\"]", Delivery.class)).isEqualTo(DELIVERY);
  }

  @Test
  void read_shorterArrayOfAnEarlierBuild_leavesTheRestEmpty() throws IOException {
    assertThat(json.readValue("[[[0,1,7],5],\"i\",\"view\"]", UserStep.class))
        .isEqualTo(new UserStep(DELIVERY, new ItemId("i"), "view", null, 0L, null, 0f));
  }
}
