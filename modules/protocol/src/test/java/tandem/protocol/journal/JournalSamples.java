package tandem.protocol.journal;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tandem.model.Cooccurrence;
import tandem.model.CooccurrenceChange;
import tandem.model.CooccurrenceSettings;
import tandem.model.FactorVector;
import tandem.model.Factors;
import tandem.model.ItemId;
import tandem.model.Recency;
import tandem.protocol.AttributeValue;
import tandem.protocol.Attributes;
import tandem.protocol.Availability;
import tandem.protocol.CborSerializable;
import tandem.protocol.Delivery;
import tandem.protocol.ItemDescription;
import tandem.protocol.Minutes;
import tandem.protocol.RecordId;

/**
 * One sample of each persisted class, and one more of each stored form that came later; golden
 * files hold exactly these, so they never change.
 */
final class JournalSamples {

  private static final Delivery FIRST = new Delivery(new RecordId(0, 3, 1_000_000), 999_900);
  private static final Delivery SECOND = new Delivery(new RecordId(1, 15, Long.MAX_VALUE), 0);
  private static final Factors FACTORS =
      new Factors(FactorVector.of(0.25f, -1e-8f, Float.MAX_VALUE, -0f), -0.125f, 3.5f, 17);
  private static final Factors IN_A_MOOD = new Factors(FACTORS.vector(), -0.125f, 3.5f, 17, 0.5f);
  private static final List<PartitionOffsets> APPLIED =
      List.of(
          new PartitionOffsets(0, 3, 999_900, List.of(999_901L, 1_000_000L)),
          new PartitionOffsets(1, 15, 0, List.of(Long.MAX_VALUE)));
  private static final ItemDescription DESCRIPTION =
      new ItemDescription("Tändem, 2.º", List.of("Comedy", "日本"), true);

  private static final ItemDescription WITH_ATTRIBUTES =
      new ItemDescription(
          "Tändem, 2.º",
          List.of("Comedy"),
          false,
          Attributes.of(
              Map.of(
                  "colour", new AttributeValue.Text("日本"),
                  "price", new AttributeValue.Numeric(-12.5),
                  "new", new AttributeValue.Flag(true),
                  "tags", new AttributeValue.TextList(List.of("a", "ß")),
                  "released", new AttributeValue.Time(1_629_828_723_456L))),
          new Availability(Instant.parse("2026-11-24T12:00:00.001Z"), null));

  private static final Recency RECENCY =
      Recency.of(1_629_828_723L, new int[] {60, 1_440}, new double[] {1_810_921.25, 75_455.0625});

  private static final Cooccurrence ROW =
      Cooccurrence.NONE.add(
          List.of(new ItemId("i:2"), new ItemId("101")), new CooccurrenceSettings(8, 1, 64, 1));

  private static final Receipt RECEIPT = new Receipt("r-1", 1_700_000_000_000L);
  private static final UserSnapshot USER =
      new UserSnapshot(
          FACTORS,
          3.25f,
          APPLIED,
          List.of(Long.MIN_VALUE, 0L, Long.MAX_VALUE),
          Map.of(new ItemId("101"), 1_629_828_723_000L, new ItemId("i:2"), -1L),
          List.of(new ItemId("i:2"), new ItemId("101")),
          2,
          -1L,
          1_629_828_723_000L,
          RECEIPT,
          null);
  private static final ItemSnapshot ITEM =
      new ItemSnapshot(FACTORS, Double.NEGATIVE_INFINITY, APPLIED, DESCRIPTION, true);

  private JournalSamples() {}

  /** A sample, and the folder of its golden file. */
  record Sample(String version, CborSerializable value) {

    /** Whether its bytes are from before {@link LearnedSerializer}. */
    boolean isOfAkkasSerializer() {
      return version.compareTo("v6") < 0;
    }
  }

  /** The first stored form of each class, and those that came later. */
  static List<Sample> ofAllVersions() {
    ItemSnapshot item =
        new ItemSnapshot(FACTORS, Double.NEGATIVE_INFINITY, APPLIED, WITH_ATTRIBUTES, false);
    UserSnapshot user =
        new UserSnapshot(
            FACTORS,
            3.25f,
            APPLIED,
            List.of(0L),
            Map.of(new ItemId("101"), 1_629_828_723_000L, new ItemId("i:2"), -1L),
            List.of(new ItemId("i:2"), new ItemId("101")),
            2,
            -1L,
            1_629_828_723_000L,
            null,
            Minutes.wrap(27_163_812, ~27_163_812));
    UserSnapshot interested =
        new UserSnapshot(
            FACTORS,
            3.25f,
            APPLIED,
            List.of(0L),
            Map.of(new ItemId("101"), 1_629_828_723_000L, new ItemId("i:2"), -1L),
            List.of(new ItemId("i:2"), new ItemId("101")),
            2,
            -1L,
            1_629_828_723_000L,
            null,
            Minutes.wrap(27_163_812, ~27_163_812),
            List.of(new ItemId("101")));
    ItemSnapshot recent =
        new ItemSnapshot(FACTORS, -0.5, APPLIED, DESCRIPTION, false, RECENCY, Cooccurrence.NONE);
    ItemSnapshot taken = new ItemSnapshot(FACTORS, -0.5, APPLIED, DESCRIPTION, false, RECENCY, ROW);
    return Stream.concat(
            all().stream().map(sample -> new Sample("v1", sample)),
            Stream.of(
                new Sample("v2", new ItemEvent.Described(WITH_ATTRIBUTES)),
                new Sample("v2", new ItemEvent.Based(item, new Accounted(2, 0, 5))),
                new Sample("v2", item),
                new Sample("v3", new UserEvent.Based(user, new Accounted(3, 1, 7))),
                new Sample("v3", user),
                new Sample(
                    "v3",
                    new ItemEvent.Learned(
                        List.of(), FACTORS, 2_694.5, RECENCY, CooccurrenceChange.NONE)),
                new Sample("v3", new ItemEvent.Described(WITH_ATTRIBUTES, 1_629_828_723L)),
                new Sample("v3", new ItemEvent.Removed(1_629_828_723L)),
                new Sample("v3", new ItemEvent.Based(recent, new Accounted(2, 0, 5))),
                new Sample("v3", recent),
                new Sample("v4", new UserEvent.Learned(List.of(), List.of(), IN_A_MOOD, 3.25f)),
                new Sample("v5", new UserEvent.Based(interested, new Accounted(3, 1, 7))),
                new Sample("v5", interested),
                new Sample(
                    "v5",
                    new UserEvent.Learned(
                        List.of(
                            new UserStep(
                                FIRST, new ItemId("101"), "dislike", null, 7, null, 0.5f, true)),
                        List.of(),
                        FACTORS,
                        3.25f)),
                new Sample(
                    "v5",
                    new ItemEvent.Learned(
                        List.of(),
                        FACTORS,
                        2_694.5,
                        RECENCY,
                        new CooccurrenceChange(7, false, ROW))),
                new Sample("v5", new ItemEvent.Based(taken, new Accounted(2, 0, 5))),
                new Sample("v5", taken),
                new Sample(
                    "v6",
                    new UserEvent.Learned(
                        List.of(
                            new UserStep(
                                FIRST, new ItemId("101"), "dislike", null, 7, "e-1", 0.5f, true)),
                        List.of(SECOND),
                        IN_A_MOOD,
                        3.25f)),
                new Sample(
                    "v6",
                    new ItemEvent.Learned(
                        List.of(new ItemStep(FIRST, 0.5f), new ItemStep(SECOND, -100f)),
                        FACTORS,
                        2_694.5,
                        RECENCY,
                        new CooccurrenceChange(7, false, ROW)))))
        .toList();
  }

  static List<CborSerializable> all() {
    return List.of(
        new UserEvent.Based(USER, new Accounted(3, 1, Long.MIN_VALUE)),
        new UserEvent.Erased(RECEIPT, FACTORS, APPLIED, new Accounted(1, 0, -1)),
        new ItemEvent.Based(ITEM, new Accounted(2, 0, 5)),
        new UserEvent.Learned(
            List.of(
                new UserStep(FIRST, new ItemId("101"), "view", null, 1_629_828_723_000L, null, 0f),
                new UserStep(SECOND, new ItemId("i:2"), "rating", 4.5, -1L, "e-1", -1.5f)),
            List.of(new Delivery(new RecordId(0, 3, 1_000_001), 999_900)),
            FACTORS,
            3.25f),
        new ItemEvent.Learned(
            List.of(new ItemStep(FIRST, 0.5f), new ItemStep(SECOND, -100f)), FACTORS, 2_694.5),
        new ItemEvent.Described(DESCRIPTION),
        new ItemEvent.Removed(),
        USER,
        ITEM);
  }

  /** Every class whose name and bytes are in somebody's database. */
  static List<Class<?>> persisted() {
    return Stream.concat(
            Stream.of(UserEvent.class, ItemEvent.class)
                .flatMap(family -> Arrays.stream(family.getPermittedSubclasses())),
            Stream.of(UserSnapshot.class, ItemSnapshot.class))
        .toList();
  }
}
