package tandem.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.Done;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.stream.javadsl.Source;
import akka.stream.testkit.TestSubscriber;
import akka.stream.testkit.javadsl.TestSink;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tandem.entity.user.UserEntity.Observed;
import tandem.entity.user.UserEntity.Outcome;
import tandem.ingest.FakeLearner.Call;
import tandem.ingest.Frontier.Progress;
import tandem.ingest.StreamFixture.Life;
import tandem.model.ItemId;
import tandem.model.Objective;
import tandem.model.UserId;
import tandem.protocol.Delivery;
import tandem.protocol.RecordId;
import tandem.protocol.kafka.Rejection.Reason;

final class IngestStreamTest {

  private static final ActorTestKit KIT = ActorTestKit.create(ConfigFactory.load());
  private static final String BAD = "no JSON";
  private static final String VIEW = "{\"user_id\": 1, \"item_id\": 101}";

  private final FakeRejectedTopic rejected = new FakeRejectedTopic(KIT.system(), true);
  private final StreamFixture fixture = fixture(Objective.RATING, rejected);
  private final FakeLearner learner = fixture.learner;
  private final FakeFrontierStore store = fixture.store;

  @AfterAll
  static void shutDown() {
    KIT.shutdownTestKit();
  }

  private static StreamFixture fixture(Objective objective, FakeRejectedTopic rejected) {
    return new StreamFixture(KIT.system(), objective, rejected);
  }

  private static Delivery delivery(long offset, long lowWater) {
    return new Delivery(new RecordId(0, 0, offset), lowWater);
  }

  private void stored(Progress progress) {
    store.save(FakeLog.TOPIC, 0, 0, progress);
  }

  private Progress stored() {
    return store.stored(FakeLog.TOPIC, 0, 0);
  }

  @Test
  void settle_validRecord_goesToItsUserWithFrontierAndMean() throws Exception {
    stored(new Progress(40, 1, 2.0));
    fixture.start().rate(40, 4.0);
    Call call = learner.next();
    assertThat(call.delivery()).isEqualTo(delivery(40, 40));
    assertThat(call.interaction().user()).isEqualTo(new UserId("40"));
    assertThat(call.interaction().item()).isEqualTo(new ItemId("101"));
    assertThat(call.mean()).isEqualTo(3f);
    assertThat(call.appended()).isEqualTo(StreamFixture.TIMESTAMP);
  }

  @Test
  void settle_recordsUnderWay_carryTheFrontierBelowThem() throws Exception {
    Life life = fixture.start();
    life.rate(0, 4.0);
    life.rate(1, 4.0);
    Call first = learner.next();
    assertThat(learner.next().delivery()).isEqualTo(delivery(1, 0));
    first.learned();
    life.sink().expectNext(0L);
    life.rate(7, 4.0);
    assertThat(learner.next().delivery()).isEqualTo(delivery(7, 1));
  }

  @Test
  void settle_recordsOfOneUser_tellTheOneBeforeUntilItIsAcknowledged() throws Exception {
    Life life = fixture.start();
    life.send(0, StreamFixture.rating(7, 4.0));
    life.send(1, StreamFixture.rating(8, 4.0));
    life.send(2, StreamFixture.rating(7, 4.0));
    Call first = learner.next();
    assertThat(learner.next().previous().get()).isEmpty();
    Call second = learner.next();
    assertThat(second.previous().get()).contains(first.delivery().id());
    first.learned();
    assertThat(second.previous().get()).isEmpty();
  }

  @Test
  void settle_view_carriesTheMeanAndDoesNotMoveIt() throws Exception {
    Life life = fixture.start();
    life.rate(0, 4.0);
    life.send(1, VIEW);
    life.rate(2, 1.0);
    learner.next();
    assertThat(learner.next().mean()).isEqualTo(4f);
    assertThat(learner.next().mean()).isEqualTo(2.5f);
  }

  @Test
  void settle_objectivePreference_meanIsZero() throws Exception {
    StreamFixture preference = fixture(Objective.PREFERENCE, rejected);
    preference.start().rate(0, 4.0);
    assertThat(preference.learner.next().mean()).isEqualTo(0f);
  }

  @Test
  void settle_learnedRecord_isStoredWithItsRatingAndCounted() throws Exception {
    Life life = fixture.start();
    life.rate(0, 4.5);
    learner.next().learned();
    life.sink().expectNext(0L);
    assertThat(stored()).isEqualTo(new Progress(1, 1, 4.5));
    assertThat(fixture.metrics.frontiers()).isEqualTo(Map.of(0, 1L));
    assertThat(fixture.metrics.count(Outcome.LEARNED)).isEqualTo(1);
    assertThat(fixture.metrics.freshness().getMaxValue()).isEqualTo(StreamFixture.AGE);
  }

  @Test
  void settle_recordKnownAlready_isSettledToo() throws Exception {
    Life life = fixture.start();
    life.rate(0, 4.5);
    Call call = learner.next();
    call.answer().complete(new Observed(call.delivery().id(), Outcome.KNOWN, Float.NaN));
    life.sink().expectNext(0L);
    assertThat(stored().nextOffset()).isEqualTo(1);
    assertThat(fixture.metrics.count(Outcome.KNOWN)).isEqualTo(1);
  }

  @Test
  void settle_badRecord_isRejectedWithItsReasonAndSettled() {
    Life life = fixture.start();
    life.send(0, BAD);
    life.sink().expectNext(0L);
    var record = rejected.producer.history().get(0);
    assertThat(record.value()).asString().isEqualTo(BAD);
    assertThat(FakeRejectedTopic.headers(record))
        .containsEntry(Rejections.REASON, "not_json")
        .containsEntry(Rejections.OFFSET, "0");
    assertThat(stored()).isEqualTo(new Progress(1, 0, 0.0));
    assertThat(fixture.metrics.count(Reason.NOT_JSON)).isEqualTo(1);
    assertThat(learner.unseen()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"USER_UNREADABLE, user_id", "ITEM_UNREADABLE, item_id"})
  void settle_journalUnreadable_isRejectedAndSettled(Outcome outcome, String field)
      throws Exception {
    Life life = fixture.start();
    life.rate(0, 4.0);
    Call call = learner.next();
    call.answer().complete(new Observed(call.delivery().id(), outcome, Float.NaN));
    life.sink().expectNext(0L);
    var record = rejected.producer.history().get(0);
    assertThat(record.value()).asString().isEqualTo(StreamFixture.rating(0, 4.0));
    assertThat(FakeRejectedTopic.headers(record))
        .containsEntry(Rejections.REASON, "journal_unreadable")
        .containsEntry(Rejections.FIELD, field)
        .containsEntry(Rejections.OFFSET, "0");
    assertThat(stored().nextOffset()).isEqualTo(1);
    assertThat(fixture.metrics.count(Reason.JOURNAL_UNREADABLE)).isEqualTo(1);
    assertThat(fixture.metrics.count(outcome)).isEqualTo(1);
    assertThat(fixture.metrics.freshness().getTotalCount()).isZero();
  }

  @Test
  void settle_journalUnreadableAndRejectionNotInKafka_holdsTheFrontier() throws Exception {
    FakeRejectedTopic slow = new FakeRejectedTopic(KIT.system(), false);
    StreamFixture waiting = fixture(Objective.RATING, slow);
    Life life = waiting.start();
    life.rate(0, 4.0);
    Call call = waiting.learner.next();
    call.answer().complete(new Observed(call.delivery().id(), Outcome.USER_UNREADABLE, Float.NaN));
    life.rate(1, 4.0);
    assertThat(waiting.learner.next().delivery()).isEqualTo(delivery(1, 0));
    slow.acknowledge();
    life.sink().expectNext(0L);
  }

  @Test
  void settle_rejectionIsNotInKafka_holdsTheFrontier() throws Exception {
    FakeRejectedTopic slow = new FakeRejectedTopic(KIT.system(), false);
    StreamFixture waiting = fixture(Objective.RATING, slow);
    Life life = waiting.start();
    life.send(0, BAD);
    life.rate(1, 4.0);
    waiting.learner.next().learned();
    life.rate(2, 4.0);
    assertThat(waiting.learner.next().delivery()).isEqualTo(delivery(2, 0));
    assertThat(waiting.store.saved()).containsExactly(0L);
    slow.acknowledge();
    KIT.createTestProbe()
        .awaitAssert(() -> assertThat(waiting.store.saved()).startsWith(0L).endsWith(2L));
  }

  @Test
  void settle_answersOutOfOrder_storesOnlyWhatHasNothingOpenBelow() throws Exception {
    Life life = fixture.start();
    life.rate(0, 4.0);
    life.rate(1, 3.0);
    life.rate(2, 2.0);
    Call first = learner.next();
    Call second = learner.next();
    learner.next().learned();
    second.learned();
    assertThat(store.saved()).containsExactly(0L);
    first.learned();
    KIT.createTestProbe()
        .awaitAssert(() -> assertThat(stored()).isEqualTo(new Progress(3, 3, 9.0)));
  }

  @Test
  void settle_storeHasNotAcknowledged_kafkaIsNotToldTheOffset() throws Exception {
    Life life = fixture.start();
    CompletableFuture<Done> acknowledgement = store.hold();
    life.rate(0, 4.0);
    learner.next().learned();
    KIT.createTestProbe().awaitAssert(() -> assertThat(store.saved()).containsExactly(0L, 1L));
    life.rate(1, 4.0);
    learner.next(); // so the stream has done all that it would after it called the store
    life.sink().expectNoMessage(Duration.ZERO);
    acknowledgement.complete(Done.getInstance());
    life.sink().expectNext(0L);
  }

  @Test
  void settle_noAnswer_takesNoMoreThanMayBeInFlight() throws Exception {
    AtomicInteger taken = new AtomicInteger();
    TestSubscriber.Probe<Long> sink =
        Source.range(0, 999)
            .map(offset -> StreamFixture.message(taken.getAndIncrement(), VIEW))
            .via(fixture.assigned())
            .runWith(TestSink.create(KIT.system()), KIT.system());
    Call first = learner.next();
    for (int i = 1; i < StreamFixture.IN_FLIGHT; i++) {
      learner.next();
    }
    // One more may have been taken, which is known to be of this log and waits.
    assertThat(taken).hasValueLessThanOrEqualTo(StreamFixture.IN_FLIGHT + 1);
    first.learned();
    assertThat(sink.requestNext()).isEqualTo(0L);
    assertThat(learner.next().delivery()).isEqualTo(delivery(StreamFixture.IN_FLIGHT, 1));
    assertThat(taken).hasValueLessThanOrEqualTo(StreamFixture.IN_FLIGHT + 2);
    assertThat(learner.unseen()).isZero();
    sink.cancel();
  }

  @Test
  void settle_manyRecords_neverHasMoreThanInFlightWithTheUsers() throws Exception {
    int records = 200;
    TestSubscriber.Probe<Long> sink =
        Source.range(0, records - 1)
            .map(offset -> StreamFixture.message(offset, VIEW))
            .via(fixture.assigned())
            .runWith(TestSink.create(KIT.system()), KIT.system());
    sink.request(Long.MAX_VALUE);
    for (int i = 0; i < records; i++) {
      learner.next().learned();
    }
    sink.expectNextN(1);
    KIT.createTestProbe().awaitAssert(() -> assertThat(store.saved()).endsWith((long) records));
    assertThat(learner.mostOpen()).isBetween(1, StreamFixture.IN_FLIGHT);
  }

  @Test
  void settle_userFails_failsTheStream() throws Exception {
    Life life = fixture.start();
    life.rate(0, 4.0);
    learner.next().answer().completeExceptionally(new IllegalStateException("no shard"));
    assertThat(life.sink().expectError()).hasStackTraceContaining("no shard");
    assertThat(store.saved()).containsExactly(0L);
  }

  @Test
  void settle_storeFails_failsTheStream() throws Exception {
    Life life = fixture.start();
    store.hold().completeExceptionally(new IllegalStateException("no database"));
    life.rate(0, 4.0);
    learner.next().learned();
    assertThat(life.sink().expectError()).hasStackTraceContaining("no database");
  }

  @Test
  void settle_rejectedTopicFails_failsTheStream() throws Exception {
    FakeRejectedTopic broken = new FakeRejectedTopic(KIT.system(), false);
    Life life = fixture(Objective.RATING, broken).start();
    life.send(0, BAD);
    broken.refuse("no leader");
    assertThat(life.sink().expectError()).hasStackTraceContaining("no leader");
  }

  @Test
  void settle_kafkaGoesBackInTheLog_failsTheStream() {
    Life life = fixture.start();
    life.rate(5, 4.0);
    life.rate(4, 4.0);
    assertThat(life.sink().expectError()).hasMessage("offset 4 was begun before");
  }

  @Test
  void settle_kafkaCompletes_storesTheLastFrontierBeforeItEnds() throws Exception {
    Life life = fixture.start();
    life.rate(0, 4.0);
    Call call = learner.next();
    life.source().sendComplete();
    call.learned();
    life.sink().expectNext(0L).expectComplete();
    assertThat(stored().nextOffset()).isEqualTo(1);
  }

  @Test
  void settle_startedAgain_deliversTheSameRecordWithTheSameMean() throws Exception {
    Life first = fixture.start();
    first.rate(0, 4.0);
    learner.next().learned();
    first.sink().expectNext(0L);
    first.rate(1, 2.0);
    Call lost = learner.next();
    lost.answer().completeExceptionally(new IllegalStateException("crash"));
    first.sink().expectError();

    fixture.start().rate(1, 2.0);
    Call again = learner.next();
    assertThat(again.delivery()).isEqualTo(lost.delivery()).isEqualTo(delivery(1, 1));
    assertThat(again.interaction()).isEqualTo(lost.interaction());
    assertThat(again.mean()).isEqualTo(lost.mean()).isEqualTo(3f);
  }

  @Test
  void settle_topicMadeAnew_deliversInANewEpoch() throws Exception {
    fixture.start();
    fixture.kafka.recreate(1);
    fixture.kafka.holds(0, 0, 10);
    fixture.start().rate(0, 4.0);
    assertThat(learner.next().delivery().id()).isEqualTo(new RecordId(1, 0, 0));
  }

  @Test
  void settle_partitionThatIsNotAssigned_isRefused() {
    IngestStream stream = fixture.stream;
    assertThatThrownBy(() -> stream.settle(FakeLog.partition(0)))
        .isInstanceOf(IllegalStateException.class);
  }
}
