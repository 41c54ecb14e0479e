package tandem.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MetricsTest {

  @Test
  void mean_ofValues_isTheirMean() {
    RunningMean mean = new RunningMean();
    assertThat(mean.mean()).isZero();
    mean.add(2);
    mean.add(4);

    assertThat(mean.mean()).isEqualTo(3);
    RunningMean restored = new RunningMean(mean.count(), mean.sum());
    restored.add(6);
    assertThat(restored.mean()).isEqualTo(4);
  }

  @Test
  void ratingError_twoPredictions_isMaeAndRmse() {
    RatingError error = new RatingError(0.5, 5);
    error.add(4, 3);
    error.add(2, 5);

    assertThat(error.mae()).isEqualTo(2);
    assertThat(error.rmse()).isEqualTo(Math.sqrt(5));
    assertThat(error.count()).isEqualTo(2);
  }

  @Test
  void ratingError_notANumber_isTheWorstPrediction() {
    RatingError error = new RatingError(0, 10);
    error.add(8, Double.NaN);

    assertThat(error.mae()).isEqualTo(8);
  }

  @Test
  void score_twoOfThreeRelevant_isComputedByHand() {
    RankingScore score =
        RankingScore.of(List.of("a", "b", "c", "d", "e"), Set.of("a", "c", "z"), 4);

    assertThat(score.recall()).isEqualTo(2.0 / 3);
    assertThat(score.precision()).isEqualTo(2.0 / 4);
    assertThat(score.f1()).isCloseTo(2 * (2.0 / 3) * 0.5 / (2.0 / 3 + 0.5), within(1e-12));
    assertThat(score.ndcg()).isCloseTo(1.5 / (1 + 1 / 1.584962500721156 + 0.5), within(1e-12));
  }

  @Test
  void score_perfectList_isOneInRecallAndNdcg() {
    RankingScore score = RankingScore.of(List.of(1, 2), Set.of(1, 2), 2);

    assertThat(score.recall()).isEqualTo(1);
    assertThat(score.precision()).isEqualTo(1);
    assertThat(score.f1()).isEqualTo(1);
    assertThat(score.ndcg()).isEqualTo(1);
  }

  @Test
  void score_beyondK_isAMiss() {
    assertThat(RankingScore.of(List.of("a", "b"), Set.of("b"), 1)).isEqualTo(RankingScore.MISS);
    assertThat(RankingScore.of(List.of("a"), Set.<String>of(), 1)).isEqualTo(RankingScore.MISS);
  }

  @Test
  void score_repeatedItem_countsOnce() {
    assertThat(RankingScore.of(List.of("a", "a"), Set.of("a"), 2).recall()).isEqualTo(1);
  }

  @Test
  void ofRank_oneRelevantItem_agreesWithTheList() {
    assertThat(RankingScore.ofRank(3, 10))
        .isEqualTo(RankingScore.of(List.of("a", "b", "c"), Set.of("c"), 10));
    assertThat(RankingScore.ofRank(10.5, 10)).isEqualTo(RankingScore.MISS);
    assertThat(RankingScore.ofRank(Double.NaN, 10)).isEqualTo(RankingScore.MISS);
  }

  @Test
  void rankingMean_hitAndMiss_isTheirMean() {
    RankingMean mean = new RankingMean();
    assertThat(mean.mean()).isEqualTo(RankingScore.MISS);
    mean.add(RankingScore.ofRank(1, 10));
    mean.add(RankingScore.MISS);

    assertThat(mean.mean().recall()).isEqualTo(0.5);
    assertThat(mean.mean().ndcg()).isEqualTo(0.5);
    assertThat(mean.count()).isEqualTo(2);
  }

  @Test
  void rank_betterWorseAndTie_countsTheTieHalf() {
    Rank rank = new Rank(2f);
    rank.meet(3f);
    rank.meet(1f);
    rank.meet(2f);

    assertThat(rank.value()).isEqualTo(2.5);
  }

  @Test
  void rank_scoreIsNotANumber_isInfinite() {
    Rank rank = new Rank(Float.NaN);
    rank.meet(1f);

    assertThat(rank.value()).isInfinite();
  }

  @Test
  void rank_competitorIsNotANumber_isBetter() {
    Rank rank = new Rank(2f);
    rank.meet(Float.NaN);

    assertThat(rank.value()).isEqualTo(2);
  }
}
