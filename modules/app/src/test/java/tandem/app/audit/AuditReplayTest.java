package tandem.app.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tandem.entity.index.IndexedItem;
import tandem.model.Cooccurrence;
import tandem.model.CooccurrenceSettings;
import tandem.model.FactorVector;
import tandem.model.Factors;
import tandem.model.ItemId;
import tandem.model.Recency;
import tandem.protocol.AttributeValue;
import tandem.protocol.Attributes;
import tandem.protocol.Availability;
import tandem.protocol.ItemDescription;
import tandem.protocol.Minutes;
import tandem.protocol.journal.ItemEvent;
import tandem.protocol.journal.ItemSnapshot;
import tandem.protocol.journal.PartitionOffsets;
import tandem.protocol.journal.UserSnapshot;

/** Snapshots and index against the journal. */
final class AuditReplayTest {

  private static final ItemDescription TITLED =
      new ItemDescription("Amélie", List.of("comedy", "romance"), false);
  private static final Factors FACTORS = new Factors(FactorVector.of(-1f, 2f), 0.125f, 1f, 2);

  private final Journals journals = new Journals();

  @Test
  void audit_snapshotsOfTheReplayedStates_holds() {
    sound().snapshot("user|a").snapshot("item|x");
    journals.learn("a", "x", 2).snapshot("user|a").snapshot("item|x").learn("a", "x", 3);

    assertThat(journals.audit().holds()).isTrue();
  }

  /** It says less of when items were taken, and the events after it are of a build that says it. */
  @Test
  void audit_snapshotOfABuildWithoutMinutes_holds() {
    sound().userSnapshot("user|a", UserSnapshot::withoutMinutes);
    journals.learn("a", "x", 2).learn("a", "z", 3);

    assertThat(journals.audit().holds()).isTrue();
  }

  @Test
  void audit_snapshotWithAnotherMinute_deviates() {
    sound().userSnapshot("user|a", AuditReplayTest::aMinuteLater);

    assertThat(replay(journals).first())
        .contains("user|a: the snapshot at 2 is not what replay gives");
  }

  private static UserSnapshot aMinuteLater(UserSnapshot user) {
    Minutes minutes = Objects.requireNonNull(user.minutes());
    int[] later = new int[minutes.length()];
    for (int n = 0; n < later.length; n++) {
      later[n] = minutes.get(n) + 1;
    }
    return new UserSnapshot(
        user.factors(),
        user.mean(),
        user.applied(),
        user.keys(),
        user.seen(),
        user.recent(),
        user.repeated(),
        user.first(),
        user.last(),
        user.erased(),
        Minutes.wrap(later));
  }

  @Test
  void audit_snapshotOfAnItemThatNeverLearned_hasFactorsOfItsOwn() {
    journals.event("item|new", new ItemEvent.Described(TITLED)).snapshot("item|new");

    assertThat(journals.audit().holds()).isTrue();
  }

  @Test
  void audit_snapshotOffByOneBit_deviates() {
    Factors near = new Factors(FactorVector.of(-1f, Math.nextUp(2f)), 0.125f, 1f, 2);
    Report.Verdict verdict = replay(sound().snapshot("item|x", 2, snapshot(near, 1, 0L, 1L)));

    assertThat(verdict.first())
        .containsExactly(
            "item|x: the snapshot at 2 is not what replay gives",
            "item|x: the state by its snapshot and the events after it"
                + " is not the state by all events");
  }

  @Test
  void audit_snapshotThatHasForgottenAnOffset_deviates() {
    assertThat(replay(sound().snapshot("item|x", 2, snapshot(FACTORS, 1, 0L))).holds()).isFalse();
  }

  @Test
  void audit_snapshotOfTheSameState_holds() {
    assertThat(replay(sound().snapshot("item|x", 2, snapshot(FACTORS, 1, 0L, 1L))).holds())
        .isTrue();
  }

  @Test
  void audit_snapshotNewerThanTheJournal_deviates() {
    sound().snapshot("user|a").lose("user|a", 2);

    assertThat(replay(journals).first())
        .containsExactly("user|a: the snapshot at 2 is newer than the journal, which ends at 1");
  }

  @Test
  void audit_snapshotOfALostEvent_deviates() {
    sound().snapshot("user|a").learn("a", "x", 2).lose("user|a", 2);

    assertThat(replay(journals).first())
        .contains("user|a: the snapshot at 2 is of an event that is missing");
  }

  @Test
  void audit_snapshotThatCanNotBeRead_deviates() {
    Row.Unreadable broken = new Row.Unreadable("broken bytes");

    assertThat(replay(sound().snapshot("item|x", 2, broken)).first().get(0))
        .contains("item|x: the snapshot at 2 can't be read", "broken bytes");
  }

  @Test
  void audit_snapshotWithoutJournal_deviates() {
    assertThat(replay(journals.snapshot("item|x", 2, snapshot(FACTORS, 2, 0L, 1L))).holds())
        .isFalse();
  }

  @Test
  void audit_indexOfTheReplayedState_holds() {
    sound().event("item|x", new ItemEvent.Described(TITLED)).index("x").indexedUpTo(9);
    journals.learn("a", "x", 2);
    Report.Verdict verdict = replay(journals);

    assertThat(verdict.holds()).isTrue();
    assertThat(verdict.counts().get("index rows")).isEqualTo(1);
    assertThat(verdict.counts().get("behind")).isEqualTo(1); // the last event
  }

  @Test
  void audit_indexedItemThatNeverLearned_hasFactorsOfItsOwn() {
    journals.event("item|new", new ItemEvent.Described(TITLED)).index("new").indexedUpTo(1);

    assertThat(replay(journals).holds()).isTrue();
  }

  static Stream<Arguments> changes() {
    return Stream.of(
        change("vector", r -> row(r, FactorVector.of(-1f, Math.nextUp(2f)), r.bias(), r.heat())),
        change("bias", r -> row(r, r.vector(), Math.nextUp(r.bias()), r.heat())),
        change("heat", r -> row(r, r.vector(), r.bias(), r.heat() + 0x1p-20)),
        change("recency", r -> since(r, 1)),
        change("co-occurrences", AuditReplayTest::taken),
        change("events", r -> row(r, r.events() + 1, r.description(), r.removed())),
        change("title", r -> row(r, r.events(), described("Amelie", false), r.removed())),
        change("hidden", r -> row(r, r.events(), described("", true), r.removed())),
        change(
            "categories",
            r -> row(r, r.events(), new ItemDescription("", List.of("a"), false), r.removed())),
        change(
            "attributes",
            r ->
                row(
                    r,
                    r.events(),
                    with(
                        Attributes.of(Map.of("a", new AttributeValue.Flag(true))),
                        Availability.ALWAYS),
                    r.removed())),
        change(
            "availability",
            r ->
                row(
                    r,
                    r.events(),
                    with(Attributes.NONE, new Availability(Instant.EPOCH, null)),
                    r.removed())),
        change("removed", r -> row(r, r.events(), r.description(), true)));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void audit_indexThatDiffers_deviatesInThatField(String field, UnaryOperator<IndexedItem> change) {
    assertThat(replay(sound().index("x", change)).first())
        .containsExactly("item|x: the row of the index at 2 differs from the journal in " + field);
  }

  @Test
  void audit_indexBehindWithinTheMargin_isCountedOnly() {
    Report.Verdict verdict = replay(sound().indexedUpTo(4));

    assertThat(verdict.holds()).isTrue();
    assertThat(verdict.counts().get("behind")).isEqualTo(1);
  }

  @Test
  void audit_indexBehindTheMargin_deviates() {
    sound().index("x").learn("a", "x", 2).indexedUpTo(IndexProgress.MARGIN + 6);

    assertThat(replay(journals).first())
        .containsExactly("item|x: the row of the index is at 2, but should be at 3 or newer");
  }

  @Test
  void audit_indexWithoutAnItemOfLongAgo_deviates() {
    assertThat(replay(sound().indexedUpTo(IndexProgress.MARGIN + 4)).first())
        .containsExactly("item|x: the row of the index is at 0, but should be at 2 or newer");
  }

  @Test
  void audit_indexNewerThanTheJournal_deviates() {
    sound().index("x").lose("item|x", 2);

    assertThat(replay(journals).first())
        .containsExactly("item|x: the row of the index is at 2, but the journal ends at 1");
  }

  @Test
  void audit_indexOfALostEvent_deviates() {
    sound().index("x").learn("a", "x", 2).lose("item|x", 2);

    assertThat(replay(journals).first())
        .containsExactly("item|x: the row of the index is at 2, an event that is missing");
  }

  @Test
  void audit_indexRowInAnotherPartition_deviates() {
    ItemId id = new ItemId("x");
    int wrong = (id.partition(Journals.INDEX_PARTITIONS) + 1) % Journals.INDEX_PARTITIONS;
    IndexedItem row =
        new IndexedItem(id, 2, FACTORS.vector(), FACTORS.bias(), 1, 2, ItemDescription.NONE, false);

    assertThat(replay(sound().index(wrong, row)).first().get(0))
        .contains("is in partition " + wrong);
  }

  /** A user and an item with two records. */
  private Journals sound() {
    return journals.learn("a", "x", 0).learn("a", "x", 1).frontier(2);
  }

  private static Report.Verdict replay(Journals journals) {
    return journals.audit().verdicts().stream()
        .filter(verdict -> verdict.invariant() == Invariant.REPLAY)
        .findFirst()
        .orElseThrow();
  }

  private static ItemSnapshot snapshot(Factors factors, double heat, Long... offsets) {
    return new ItemSnapshot(
        factors,
        heat,
        List.of(new PartitionOffsets(0, 0, 0, List.of(offsets))),
        ItemDescription.NONE,
        false);
  }

  private static Arguments change(String field, UnaryOperator<IndexedItem> change) {
    return Arguments.of(field, change);
  }

  private static ItemDescription with(Attributes attributes, Availability availability) {
    return new ItemDescription("", List.of(), false, attributes, availability);
  }

  private static ItemDescription described(String title, boolean hidden) {
    return new ItemDescription(title, List.of(), hidden);
  }

  private static IndexedItem since(IndexedItem of, long second) {
    return new IndexedItem(
        of.id(),
        of.sequence(),
        of.vector(),
        of.bias(),
        of.heat(),
        of.events(),
        of.description(),
        of.removed(),
        Recency.FRESH.metAt(second),
        Cooccurrence.NONE);
  }

  private static IndexedItem taken(IndexedItem of) {
    return new IndexedItem(
        of.id(),
        of.sequence(),
        of.vector(),
        of.bias(),
        of.heat(),
        of.events(),
        of.description(),
        of.removed(),
        of.recency(),
        of.row().add(List.of(of.id()), CooccurrenceSettings.defaults()));
  }

  private static IndexedItem row(IndexedItem of, FactorVector vector, float bias, double heat) {
    return new IndexedItem(
        of.id(), of.sequence(), vector, bias, heat, of.events(), of.description(), of.removed());
  }

  private static IndexedItem row(
      IndexedItem of, long events, ItemDescription description, boolean removed) {
    return new IndexedItem(
        of.id(), of.sequence(), of.vector(), of.bias(), of.heat(), events, description, removed);
  }
}
