package tandem.app.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static tandem.app.audit.Invariant.BOUNDS;
import static tandem.app.audit.Invariant.COUNTS;
import static tandem.app.audit.Invariant.FRONTIER;
import static tandem.app.audit.Invariant.JOURNALS;
import static tandem.app.audit.Invariant.RECORDS;
import static tandem.app.audit.Invariant.TRUTH;
import static tandem.app.audit.Journals.view;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tandem.model.FactorVector;
import tandem.model.Factors;
import tandem.protocol.Delivery;
import tandem.protocol.RecordId;
import tandem.protocol.journal.Accounted;
import tandem.protocol.journal.UserEvent;

/** Records and journals: each test breaks one thing, and names all that must notice. */
final class AuditTest {

  private final Journals journals = new Journals();

  @Test
  void audit_nothingStored_holds() {
    assertThat(journals.audit().holds()).isTrue();
  }

  @Test
  void audit_recordsOnBothSides_holdsAndCounts() {
    Report report = sound().audit();

    assertThat(report.holds()).isTrue();
    assertThat(verdict(report, RECORDS).counts().get("learned")).isEqualTo(4);
    assertThat(verdict(report, RECORDS).counts().get("repeated")).isEqualTo(1);
    assertThat(verdict(report, JOURNALS).counts().get("users")).isEqualTo(2);
    assertThat(verdict(report, JOURNALS).counts().get("items")).isEqualTo(2);
    assertThat(verdict(report, COUNTS).counts().get("view")).isEqualTo(4);
    assertThat(verdict(report, FRONTIER).counts().get("rejected or never valid")).isEqualTo(2);
  }

  @Test
  void audit_belowFrontierOnlyByUser_isLost() {
    Report report = sound().byUser("a", "x", 5).audit();

    assertThat(violated(report)).containsExactlyInAnyOrder(RECORDS, COUNTS, FRONTIER);
    assertThat(verdict(report, RECORDS).first())
        .containsExactly("record 0/0/5 was learned by its user, but by no item");
  }

  @Test
  void audit_belowFrontierOnlyByItem_isLost() {
    Report report = sound().byItem("a", "x", 5).audit();

    assertThat(violated(report)).containsExactlyInAnyOrder(RECORDS, COUNTS, FRONTIER);
    assertThat(verdict(report, RECORDS).first())
        .containsExactly("record 0/0/5 was learned by its item, but by no user");
  }

  @Test
  void audit_aboveFrontierOnOneSide_isInFlight() {
    Report report = sound().byItem("a", "x", 8).byItem("b", "x", 7).byUser("a", "y", 9).audit();

    assertThat(report.holds()).isTrue();
    assertThat(verdict(report, RECORDS).counts().get("in flight, item only")).isEqualTo(2);
    assertThat(verdict(report, RECORDS).counts().get("in flight, user only")).isEqualTo(1);
  }

  @Test
  void audit_belowLowWaterOnOneSide_isLostThoughTheStoredFrontierIsOlder() {
    sound().byItem("a", "x", 8).lowWater(9).learn("b", "y", 10);

    assertThat(violated(journals.audit())).containsExactlyInAnyOrder(RECORDS, COUNTS, FRONTIER);
  }

  @Test
  void audit_itemOfAnotherName_isWrong() {
    Report report = sound().byUser("a", "x", 7).byItem("a", "y", 7).audit();

    assertThat(violated(report)).containsExactly(RECORDS);
    assertThat(verdict(report, RECORDS).first())
        .containsExactly("record 0/0/7 was learned by another item than its user says");
  }

  @Test
  void audit_recordOfTwoUsers_isADuplicate() {
    Report report = sound().byUser("b", "x", 0).audit();

    assertThat(violated(report)).containsExactlyInAnyOrder(RECORDS, COUNTS);
    assertThat(verdict(report, RECORDS).first())
        .containsExactly("user b has record 0/0/0, which another has, too");
  }

  @Test
  void audit_recordOfTwoItems_isADuplicate() {
    assertThat(violated(sound().byItem("a", "y", 0).audit()))
        .containsExactlyInAnyOrder(RECORDS, COUNTS);
  }

  @Test
  void audit_droppedRecordThatAnItemLearned_isWrong() {
    Report report = sound().byItem("b", "x", 3).audit();

    assertThat(violated(report)).containsExactlyInAnyOrder(RECORDS, COUNTS);
    assertThat(verdict(report, RECORDS).first())
        .containsExactly(
            "record 0/0/3 was dropped by its user as a repetition, and learned by an item");
  }

  @Test
  void audit_recordTwiceInOneJournal_isSaidOfThatJournal() {
    Report report = sound().byUser("a", "x", 0).byItem("a", "x", 0).audit();

    assertThat(violated(report)).containsExactlyInAnyOrder(JOURNALS, COUNTS);
    assertThat(verdict(report, JOURNALS).first())
        .containsExactly("item x has record 0/0/0 twice", "user a has record 0/0/0 twice");
  }

  @Test
  void audit_recordDroppedTwice_isSaidOfThatJournal() {
    assertThat(violated(sound().droppedBy("b", 3).audit())).containsExactly(JOURNALS);
  }

  @Test
  void audit_eventMissingInTheMiddle_isAHole() {
    Report report = sound().lose("user|a", 1).audit();

    assertThat(violated(report)).contains(JOURNALS, RECORDS);
    assertThat(verdict(report, JOURNALS).first())
        .containsExactly("user|a: event 1 is missing between 0 and 2");
  }

  @Test
  void audit_eventThatCanNotBeRead_isSaid() {
    Report report = sound().event("user|a", new Row.Unreadable("broken bytes")).audit();

    assertThat(violated(report)).containsExactly(JOURNALS);
    assertThat(verdict(report, JOURNALS).first().get(0))
        .contains("user|a: event 3", "broken bytes");
  }

  @Test
  void audit_journalOfAnUnknownKind_isSaid() {
    assertThat(violated(sound().event("shelf|s", "event").audit())).containsExactly(JOURNALS);
  }

  @Test
  void audit_countThatIsNotTheNumberOfSteps_isWrong() {
    Factors counted = new Factors(FactorVector.of(1f, 2f), 0f, 0f, 7);
    UserEvent event = new UserEvent.Learned(List.of(), List.of(delivery(8)), counted, 0f);
    Report report = sound().event("user|a", event).audit();

    assertThat(violated(report)).containsExactly(COUNTS);
    assertThat(verdict(report, COUNTS).first())
        .containsExactly("user|a counts 7 events; its journal has 2");
  }

  @Test
  void audit_rejectedAsExpected_holds() {
    assertThat(sound().expectRejected(2).audit().holds()).isTrue();
  }

  @Test
  void audit_otherNumberRejectedThanExpected_isWrong() {
    assertThat(violated(sound().expectRejected(3).audit())).containsExactly(FRONTIER);
  }

  @Test
  void audit_partitionOfRejectedRecordsOnly_countsThem() {
    journals.frontiers.add(new Frontiers.Stored("user_behavior", 0, 5, 10));

    assertThat(sound().expectRejected(12).audit().holds()).isTrue();
  }

  @Test
  void audit_twoTopicsOfOneEpoch_areSaid() {
    journals.frontiers.add(new Frontiers.Stored("other", 0, 0, 3));

    assertThat(violated(sound().audit())).containsExactly(FRONTIER);
  }

  @Test
  void audit_moreOffsetsThanInFlight_isOverTheBound() {
    for (long offset = 10; offset < 10 + Journals.IN_FLIGHT + 2; offset++) {
      journals.learn("c", "z", offset);
    }
    Report report = sound().audit();

    assertThat(violated(report)).containsExactly(BOUNDS);
    assertThat(verdict(report, BOUNDS).violations()).isEqualTo(2); // the user and the item
  }

  @Test
  void audit_oneOffsetMoreThanInFlight_holds() {
    for (long offset = 10; offset < 10 + Journals.IN_FLIGHT + 1; offset++) {
      journals.learn("c", "z", offset);
    }

    assertThat(sound().audit().holds()).isTrue();
  }

  @Test
  void audit_truthThatWasLearned_holds() {
    sound().accepted(view("a", "x", 0), view("a", "y", 1), view("b", "x", 2), view("b", "y", 4));
    assertThat(violated(journals.audit())).containsExactly(TRUTH); // a repetition nobody posted

    journals.accepted(
        view("b", "y", 4),
        view("b", "x", 2),
        view("b", "x", 2),
        view("a", "y", 1),
        view("a", "x", 0));
    Report report = journals.audit();
    assertThat(report.holds()).isTrue();
    assertThat(verdict(report, TRUTH).counts().get("accepted")).isEqualTo(5);
  }

  @Test
  void audit_acceptedEventThatNobodyHas_isMissing() {
    sound()
        .accepted(
            view("a", "x", 0),
            view("a", "y", 1),
            view("a", "z", 9),
            view("b", "x", 2),
            view("b", "x", 2),
            view("b", "y", 4));
    Report report = journals.audit();

    assertThat(violated(report)).containsExactly(TRUTH);
    assertThat(verdict(report, TRUTH).counts().get("missing")).isEqualTo(1);
    assertThat(verdict(report, TRUTH).counts().get("extra")).isZero();
    assertThat(verdict(report, TRUTH).first())
        .containsExactly("missing: user a, item z, 2023-11-14T22:13:20.009Z");
  }

  @Test
  void audit_learnedEventThatNobodyPosted_isExtra() {
    sound().accepted(view("a", "x", 0), view("b", "x", 2), view("b", "x", 2), view("b", "y", 4));
    Report report = journals.audit();

    assertThat(violated(report)).containsExactly(TRUTH);
    assertThat(verdict(report, TRUTH).counts().get("extra")).isEqualTo(1);
    assertThat(verdict(report, TRUTH).first())
        .containsExactly("extra: user a, item y, 2023-11-14T22:13:20.001Z");
  }

  @Test
  void audit_repetitionThatNobodyIsSureOf_isExtraOnlyOnce() {
    Truth truth =
        new Truth(List.of(view("b", "x", 2)), List.of(view("b", "x", 2), view("a", "x", 0)));
    assertThat(truth.take("b", journals.step("x", 2))).isTrue();
    truth.dropped("b", 1);
    assertThat(truth.balance()).isEqualTo(new Truth.Balance(0, 0, List.of()));

    truth.dropped("b", 1);
    truth.dropped("a", 2);
    assertThat(truth.balance().overDropped()).isEqualTo(2);
  }

  /** Two users and two items with four records, one repetition at 3, and a frontier of 7. */
  @Test
  void audit_erasedUser_isAccountedFor() {
    Report report = sound().expectRejected(2).erase("a").audit();

    assertThat(report.holds()).isTrue();
    assertThat(verdict(report, RECORDS).counts().get("learned")).isEqualTo(4);
    assertThat(verdict(report, COUNTS).counts().get("(removed)")).isEqualTo(2);
  }

  @Test
  void audit_erasedUserThatHadDropped_isAccountedFor() {
    Report report = sound().expectRejected(2).erase("b").learn("b", "x", 6).audit();

    assertThat(violated(report))
        .containsExactly(FRONTIER); // 6 was one of the two that were rejected
    assertThat(verdict(report, RECORDS).counts().get("repeated")).isEqualTo(1);
  }

  @Test
  void audit_erasedUserWithARecordAboveTheFrontier_isAccountedFor() {
    assertThat(sound().learn("a", "x", 9).erase("a").audit().holds()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"user|a", "user|b", "item|x", "item|y"})
  void audit_compactedJournal_isAccountedFor(String id) {
    assertThat(sound().expectRejected(2).compact(id).audit().holds()).isTrue();
  }

  @Test
  void audit_bothSidesCompacted_isAccountedFor() {
    sound().expectRejected(2);
    List.of("user|a", "user|b", "item|x", "item|y").forEach(journals::compact);

    assertThat(journals.audit().holds()).isTrue();
    assertThat(journals.compact("user|a").erase("a").audit().holds()).isTrue();
  }

  @Test
  void audit_lossBesideAnErasure_isFound() {
    Report report = sound().byItem("b", "x", 5).erase("a").audit();

    assertThat(violated(report)).contains(RECORDS, COUNTS);
  }

  @Test
  void audit_lossOfTwoThatCancelOutBesideACompaction_isFoundByTheDigest() {
    // An item has 5, which no user has; a user has 6, which no item has.
    Report report =
        sound().byItem("b", "x", 5).byUser("b", "x", 6).compact("user|a").compact("item|y").audit();

    assertThat(violated(report)).contains(RECORDS);
    assertThat(verdict(report, RECORDS).first()).anyMatch(words -> words.contains("not the same"));
  }

  @Test
  void audit_forgedCountInATombstone_isFound() {
    sound().erase("a", accounted -> new Accounted(accounted.learned() - 1, 0, accounted.digest()));

    assertThat(violated(journals.audit())).contains(RECORDS);
  }

  private Journals sound() {
    return journals
        .learn("a", "x", 0)
        .learn("a", "y", 1)
        .learn("b", "x", 2)
        .droppedBy("b", 3)
        .learn("b", "y", 4)
        .frontier(7);
  }

  private static Delivery delivery(long offset) {
    return new Delivery(new RecordId(0, 0, offset), 0);
  }

  private static Set<Invariant> violated(Report report) {
    return report.verdicts().stream()
        .filter(verdict -> !verdict.holds())
        .map(Report.Verdict::invariant)
        .collect(Collectors.toSet());
  }

  private static Report.Verdict verdict(Report report, Invariant invariant) {
    return report.verdicts().stream()
        .filter(verdict -> verdict.invariant() == invariant)
        .findFirst()
        .orElseThrow();
  }
}
