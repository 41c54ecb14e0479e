package tandem.protocol.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import com.fasterxml.jackson.module.paramnames.ParameterNamesModule;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tandem.model.Cooccurrence;
import tandem.model.CooccurrenceChange;
import tandem.model.CooccurrenceSettings;
import tandem.model.FactorVector;
import tandem.model.Factors;
import tandem.model.ItemId;
import tandem.model.Recency;
import tandem.protocol.AttributeValue;
import tandem.protocol.Attributes;
import tandem.protocol.Delivery;
import tandem.protocol.ProtocolModule;
import tandem.protocol.RecordId;

/** What a later build may add to a stored form, seen from both sides. */
class StoredFormTest {

  private static final CooccurrenceSettings COUNTED = new CooccurrenceSettings(8, 2, 64, 1);
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
    assertThat(json.writeValueAsString(new Factors(FactorVector.of(1f), 2f, 3f, 4, 0.5f)))
        .isEqualTo("[\"AACAPw==\",2.0,3.0,4,0.5]");
  }

  @Test
  void read_longerArrayOfALaterBuild_ignoresTheRest() throws IOException {
    assertThat(json.readValue("[[[0,1,7],5],0.5,\"new\",{}]", ItemStep.class))
        .isEqualTo(new ItemStep(DELIVERY, 0.5f));
    assertThat(json.readValue("[[0,1,7,\"new\"],5,\"new\"]", Delivery.class)).isEqualTo(DELIVERY);
  }

  @Test
  void read_factors_withAndWithoutARecentBias_comeBackEqual() throws IOException {
    for (float recent : new float[] {0f, -0.25f}) {
      Factors factors = new Factors(FactorVector.of(1f), 2f, 3f, 4, recent);
      assertThat(json.readValue(json.writeValueAsString(factors), Factors.class))
          .isEqualTo(factors);
    }
    assertThat(json.readValue("[\"AACAPw==\",2.0,3.0,4,0.5,\"new\"]", Factors.class).recentBias())
        .isEqualTo(0.5f);
  }

  @Test
  void read_attributesOfAllKinds_comeBackEqual() throws IOException {
    Attributes attributes =
        Attributes.of(
            Map.of(
                "a", new AttributeValue.Text("x"),
                "b", new AttributeValue.Numeric(1e300),
                "c", new AttributeValue.Flag(false),
                "d", new AttributeValue.TextList(List.of("x", "y")),
                "e", new AttributeValue.Time(-1)));
    String text = json.writeValueAsString(attributes);

    assertThat(text)
        .isEqualTo(
            "{\"a\":\"x\",\"b\":1.0E300,\"c\":false,\"d\":[\"x\",\"y\"],\"e\":{\"time\":-1}}");
    assertThat(json.readValue(text, Attributes.class)).isEqualTo(attributes);
  }

  @Test
  void read_attributeOfAKindOfALaterBuild_leavesItOut() throws IOException {
    String text = "{\"a\":{\"place\":[1,{\"x\":2}]},\"b\":[1,[\"x\"],{}],\"c\":null,\"d\":7}";

    assertThat(json.readValue(text, Attributes.class))
        .isEqualTo(Attributes.of(Map.of("d", new AttributeValue.Numeric(7))));
  }

  @Test
  void write_recency_isAnArrayThatMayGrow() throws IOException {
    Recency recency = Recency.of(7, new int[] {60, 1_440}, new double[] {1.5, -2});
    assertThat(json.writeValueAsString(recency)).isEqualTo("[7,[60,1.5,1440,-2.0]]");
    assertThat(json.readValue("[7,[60,1.5,1440,-2.0],\"new\",{}]", Recency.class))
        .isEqualTo(recency);
    for (Recency other : List.of(Recency.FRESH, Recency.UNKNOWN)) {
      assertThat(json.readValue(json.writeValueAsString(other), Recency.class)).isEqualTo(other);
    }
  }

  /** What docs/decisions/0025 says that an item's row of the journal costs. */
  @Test
  void write_recency_takesFewBytesOfTheRow() throws IOException {
    int[] windows = {60, 1_440};
    double[] heats = {1_994_400.25, 83_101.125};
    assertThat(rowBytes(Recency.of(1_795_000_000, windows, heats))).isEqualTo(30);
    assertThat(rowBytes(Recency.FRESH.metAt(1_795_000_000))).isEqualTo(7);
  }

  private static int rowBytes(Recency recency) throws IOException {
    CBORMapper cbor = CBORMapper.builder().addModule(new ProtocolModule()).build();
    return cbor.writeValueAsBytes(recency).length;
  }

  @Test
  void write_changeOfARow_isAnArrayThatMayGrow() throws IOException {
    CooccurrenceChange change =
        CooccurrenceChange.to(Cooccurrence.NONE.add(List.of(new ItemId("a")), COUNTED));
    assertThat(json.writeValueAsString(change)).isEqualTo("[1,true,\"AAAAQAFhAAAAQA==\"]");
    assertThat(json.readValue("[1,true,\"AAAAQAFhAAAAQA==\",\"new\"]", CooccurrenceChange.class))
        .isEqualTo(change);
  }

  /** What docs/decisions/0034 says that an item's row of the journal costs. */
  @Test
  void write_changeOfARow_takesFewBytesForEachItemBefore() throws IOException {
    assertThat(rowBytes(CooccurrenceChange.NONE)).isEqualTo(5);
    Cooccurrence none = Cooccurrence.NONE;
    List<ItemId> eight = IntStream.range(0, 8).mapToObj(n -> new ItemId("i1000" + n)).toList();
    Cooccurrence row = none.add(eight, COUNTED);
    assertThat(rowBytes(row.since(none))).isEqualTo(10 + 8 * 11);
  }

  private static int rowBytes(CooccurrenceChange change) throws IOException {
    CBORMapper cbor = CBORMapper.builder().addModule(new ProtocolModule()).build();
    return cbor.writeValueAsBytes(change).length;
  }

  @Test
  void read_shorterArrayOfAnEarlierBuild_leavesTheRestEmpty() throws IOException {
    assertThat(json.readValue("[[[0,1,7],5],\"i\",\"view\"]", UserStep.class))
        .isEqualTo(new UserStep(DELIVERY, new ItemId("i"), "view", null, 0L, null, 0f));
  }
}
