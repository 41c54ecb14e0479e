package tandem.app.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static tandem.app.evaluate.Events.event;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import tandem.model.FactorVector;
import tandem.model.Factors;
import tandem.model.ModelSettings;
import tandem.model.Sgd;

class FadingRankingTest {

  private static final long HOUR = 3_600;
  // a takes x, and two hours later somebody takes y
  private static final EventLog LOG =
      EventLog.inOrder(List.of(event("a", "x", 5.0, 0), event("b", "y", 5.0, 2 * HOUR)));

  private static float[] scores(EventLog log, RankingModel.Scale scale) {
    RankingModel ranking =
        FadingRanking.of(
            new RankingModel() {
              @Override
              public void score(int user, float[] scores, int count) {
                Arrays.fill(scores, 0, count, 3f);
              }

              @Override
              public Scale scale() {
                return scale;
              }

              @Override
              public void learn(int e) {}
            },
            log);
    ranking.learn(0);
    ranking.learn(1);
    float[] scores = new float[2];
    ranking.score(0, scores, 2);
    return scores;
  }

  /** Five units are left of ten after a half-life, in the unit of each. */
  @Test
  void score_whatTheUserTook_isLessByTheUnitsThatAreLeft() {
    EventLog log = LOG.with(Repeats.shown(Duration.ofHours(2)));

    assertThat(scores(log, RankingModel.Scale.ODDS)).containsExactly(-2f, 3f);
    assertThat(scores(log, RankingModel.Scale.COSINE)[0]).isCloseTo(2.1f, within(1e-6f));
    assertThat(scores(log, RankingModel.Scale.AMOUNT)[0])
        .isCloseTo((float) (3 * Math.exp(-5)), within(1e-6f));
    assertThat(scores(log, RankingModel.Scale.LOG_AMOUNT)[0])
        .isCloseTo((float) (3 - 5 / Math.log(2)), within(1e-5f));
  }

  /** As in a node, where a query is a unit vector, however many items it is the sum of. */
  @Test
  void score_likeness_isACosineBeforeItFades() {
    EventLog log =
        EventLog.inOrder(
            List.of(event("a", "x", 5.0, 0), event("a", "y", 5.0, 0), event("b", "z", 5.0, 60)));
    ItemColumns columns = new ItemColumns(3, 2);
    FactorTable table = new FactorTable(log, new Sgd(ModelSettings.preference().withFactors(2)));
    for (int item = 0; item < 3; item++) {
      Factors placed = new Factors(FactorVector.of(3f, 4f), 0f, 0f, 1);
      table.setItem(item, placed);
      columns.set(item, placed);
    }
    RankingModel likeness = LikenessRanking.ofLearned(log, table, columns, 2);
    likeness.learn(0);
    likeness.learn(1);
    float[] scores = new float[3];
    likeness.score(0, scores, 3);

    assertThat(likeness.scale()).isEqualTo(RankingModel.Scale.COSINE);
    assertThat(scores).containsExactly(new float[] {1f, 1f, 1f}, within(1e-6f));
  }

  @Test
  void score_longAgo_isWholeAgain() {
    EventLog log = LOG.with(Repeats.shown(Duration.ofMinutes(12)));

    assertThat(scores(log, RankingModel.Scale.ODDS)).containsExactly(3f, 3f);
  }

  @Test
  void of_listsThatLeaveOutWhatWasTaken_isTheRankingItself() {
    assertThat(scores(LOG, RankingModel.Scale.ODDS)).containsExactly(3f, 3f);
  }
}
