package tandem.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tandem.entity.user.UserEntity.Observed;
import tandem.entity.user.UserEntity.Outcome;
import tandem.protocol.RecordId;
import tandem.protocol.kafka.Rejection;
import tandem.protocol.kafka.Rejection.Reason;

final class IngestMetricsTest {

  private static final RecordId RECORD = new RecordId(0, 0, 0);

  private final AtomicLong clock = new AtomicLong(1_000);
  private final IngestMetrics metrics = new IngestMetrics(clock::get);

  private void settle(Outcome outcome, float error, long timestamp) {
    metrics.settled(new Observed(RECORD, outcome, error), timestamp);
  }

  @ParameterizedTest
  @EnumSource
  void settled_outcome_isCountedAlone(Outcome outcome) {
    settle(outcome, Float.NaN, 0);
    for (Outcome each : Outcome.values()) {
      assertThat(metrics.count(each)).isEqualTo(each == outcome ? 1 : 0);
    }
  }

  @ParameterizedTest
  @EnumSource
  void rejected_reason_isCountedAlone(Reason reason) {
    metrics.rejected(new Rejection(reason, "", ""));
    for (Reason each : Reason.values()) {
      assertThat(metrics.count(each)).isEqualTo(each == reason ? 1 : 0);
    }
  }

  @Test
  void settled_learned_freshnessIsTheAgeOfTheRecord() {
    settle(Outcome.LEARNED, 0f, 250);
    Histogram freshness = metrics.freshness();
    assertThat(freshness.getTotalCount()).isEqualTo(1);
    assertThat(freshness.getMaxValue()).isEqualTo(750);
  }

  @Test
  void settled_recordFromAClockAhead_isFreshAtOnce() {
    settle(Outcome.LEARNED, 0f, 9_000);
    assertThat(metrics.freshness().getMaxValue()).isZero();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LEARNED")
  void settled_notLearnedNow_saysNothingOfFreshnessOrError(Outcome outcome) {
    settle(outcome, Float.NaN, 0);
    assertThat(metrics.freshness().getTotalCount()).isZero();
    assertThat(metrics.error()).isNaN();
  }

  @Test
  void freshness_secondCall_holdsWhatCameSince() {
    settle(Outcome.LEARNED, 0f, 1_000);
    metrics.freshness();
    clock.set(1_040);
    settle(Outcome.LEARNED, 0f, 1_000);
    Histogram since = metrics.freshness();
    assertThat(since.getTotalCount()).isEqualTo(1);
    assertThat(since.getMinValue()).isEqualTo(40);
  }

  @Test
  void error_firstPrediction_isItsAbsoluteError() {
    assertThat(metrics.error()).isNaN();
    settle(Outcome.LEARNED, -2f, 0);
    assertThat(metrics.error()).isEqualTo(2.0);
  }

  @Test
  void error_laterPredictions_moveItByAThousandth() {
    settle(Outcome.LEARNED, 2f, 0);
    settle(Outcome.LEARNED, -1f, 0);
    assertThat(metrics.error()).isCloseTo(1.999, within(1e-12));
  }

  @Test
  void error_manyPredictions_forgetsTheFirst() {
    settle(Outcome.LEARNED, 100f, 0);
    for (int i = 0; i < 20_000; i++) {
      settle(Outcome.LEARNED, 1f, 0);
    }
    assertThat(metrics.error()).isCloseTo(1.0, within(1e-6));
  }

  @Test
  void reached_partition_holdsItsLastFrontier() {
    IngestMetrics.Place first = metrics.begin(0, 5);
    metrics.begin(3, 1);
    first.reached(9);
    assertThat(metrics.frontiers()).isEqualTo(Map.of(0, 9L, 3, 1L));
  }

  @Test
  void end_partition_isNotThisNodesAnyMore() {
    metrics.end(metrics.begin(0, 5));
    assertThat(metrics.frontiers()).isEmpty();
  }

  @Test
  void end_partitionThatBeganAnew_staysWhereItBegan() {
    IngestMetrics.Place before = metrics.begin(0, 5);
    metrics.begin(0, 7);
    metrics.end(before);
    assertThat(metrics.frontiers()).isEqualTo(Map.of(0, 7L));
  }

  @Test
  void settled_learned_tellsHowLongItTook() {
    List<Long> told = new ArrayList<>();
    IngestMetrics listened = new IngestMetrics(clock::get, told::add);
    listened.settled(new Observed(RECORD, Outcome.LEARNED, 0f), 250);
    listened.settled(new Observed(RECORD, Outcome.KNOWN, Float.NaN), 250);
    assertThat(told).containsExactly(750L);
  }
}
